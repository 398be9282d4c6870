/** One part of the documents, so that several machines share the work. */
import { ProblemError } from '../problems.js';
import type { Source } from '../records.js';
import { identityOf } from '../write.js';
import { sources } from './documents.js';
import type { RecordFlags, Shard } from './flags.js';
import type { Terminal } from './terminal.js';

/** Places in a list: `from` (inclusive) to `to` (exclusive). */
export interface Range {
  from: number;
  to: number;
}

/** The places of a part: neighbours, and parts differ by one place at most, the same on every machine. */
export function rangeOf({ index, count }: Shard, total: number): Range {
  return { from: Math.floor(((index - 1) * total) / count), to: Math.floor((index * total) / count) };
}

/**
 * The documents of a part. Records are counted first, so their files are read twice.
 * @returns the documents, the files that they come from, and how many documents all parts have (files, or records)
 * @throws {ProblemError} when records cannot be read twice, or an option is wrong
 */
export async function partOf(terminal: Terminal, shard: Shard, paths: readonly string[], flags: RecordFlags): Promise<{ documents: AsyncGenerator<Source>; paths: readonly string[]; total: number }> {
  if (flags.inputFormat === 'text') {
    const { from, to } = rangeOf(shard, paths.length);
    const own = paths.slice(from, to);
    return { documents: sources(terminal, own, flags), paths: own, total: paths.length };
  }
  const once = paths.find((path) => path === '-' || identityOf(path) === null);
  if (once !== undefined) throw new ProblemError([{ code: 'usage', message: '--shard counts records first, and this cannot be read twice', remedy: 'save it in a file, or share it out by lines (GNU parallel --pipe)', file: once }]);
  let total = 0;
  // What there is to say is said when they are read the second time.
  const mute = { process: terminal.process, say: () => undefined };
  for await (const _ of sources(mute, paths, flags)) total += 1;
  return { documents: within(sources(terminal, paths, flags), rangeOf(shard, total)), paths, total };
}

async function* within(documents: AsyncGenerator<Source>, { from, to }: Range): AsyncGenerator<Source> {
  let place = 0;
  for await (const source of documents) {
    if (place >= to) return;
    if (place >= from) yield source;
    place += 1;
  }
}
