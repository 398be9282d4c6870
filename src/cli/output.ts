import { ProblemError } from '../problems.js';
import { folderIn } from '../read.js';
import { BINARY, ENDINGS, TABLES } from '../report/index.js';
import type { Reporter, ReportOptions, Summary } from '../report/index.js';
import type { Result } from '../types.js';
import { Draft, identityOf } from '../write.js';
import type { ClassifyFlags } from './flags.js';
import type { Terminal } from './terminal.js';

type OutputFlags = Pick<ClassifyFlags, 'format' | 'output' | 'layout' | 'bom' | 'color'>;
type Endings = typeof ENDINGS;

/** A place for results; null is standard output. */
interface Place {
  file: string | null;
  format: string;
}

/** Characters a line in a file, for people's formats. */
const FILE_WIDTH = 140;

/**
 * Where results go, and in which format. Without `--output`, to standard output. A file's format is that of its name's
 * ending, else of `--format`; a `--format` that no file has is for standard output, beside the files.
 * @param endings which ending of a name means which format
 * @throws {ProblemError} when a format cannot be told
 */
export function placesOf({ format, output = [] }: Pick<OutputFlags, 'format' | 'output'>, endings: Endings = ENDINGS): Place[] {
  const files = output.map((file): Place => {
    if (file === '-') return { file: null, format: format ?? 'pretty' };
    const name = file.toLowerCase();
    const chosen = endings.find(([ending]) => name.endsWith(ending))?.[1] ?? format;
    if (chosen === undefined)
      throw new ProblemError([{ code: 'usage', message: 'its ending does not say which format to write', remedy: `pass --format, or end it in one of ${endings.map(([ending]) => ending).join(' ')}`, file }]);
    return { file, format: chosen };
  });
  const isUsed = files.some((place) => place.format === format);
  return files.length === 0 || (format !== undefined && !isUsed) ? [...files, { file: null, format: format ?? 'pretty' }] : files;
}

/** Every place that the results of a run go to. Files are complete or not there. */
export class Outputs {
  private constructor(
    private readonly terminal: Terminal,
    private readonly sinks: readonly { report: Reporter; draft: Draft | null }[],
  ) {}

  /**
   * Opens all of them before anything is read, so that what cannot be written is said at once.
   * @param inputs files that are read, which may not be written
   * @param make what renders the results in a format
   * @throws {ProblemError} when one cannot be written or its format cannot be made
   */
  static async open(terminal: Terminal, flags: OutputFlags, inputs: readonly string[], make: (format: string, options: ReportOptions) => Promise<Reporter>, endings: Endings = ENDINGS): Promise<Outputs> {
    const places = placesOf(flags, endings);
    refuse(places, inputs, terminal);
    if (flags.layout !== undefined && !places.some(({ format }) => TABLES.has(format)))
      throw new ProblemError([{ code: 'usage', message: `no output has a layout (${places.map(({ format }) => format).join(', ')})`, remedy: `leave out --layout, or choose one of ${[...TABLES].join(', ')}` }]);
    const shared: Pick<ReportOptions, 'layout' | 'bom' | 'folder'> = { layout: flags.layout, bom: flags.bom, folder: folderIn(terminal.process.env['GITHUB_WORKSPACE']) };
    const sinks: { report: Reporter; draft: Draft | null }[] = [];
    const outputs = new Outputs(terminal, sinks);
    for (const { file, format } of places) {
      const look = file === null ? { color: terminal.useColor(flags.color), width: terminal.width } : { color: flags.color ?? false, width: FILE_WIDTH };
      sinks.push({ report: await make(format, { ...look, ...shared }), draft: file === null ? null : await Draft.begin(file) });
    }
    await outputs.each((report) => report.head());
    return outputs;
  }

  /** Adds a document to each. */
  async row(result: Result, failed: readonly string[]): Promise<void> {
    await this.each((report) => report.row(result, failed));
    // Reading and scoring never wait, so without a pause no signal would be heard.
    if (this.hasFiles()) await new Promise((resume) => setImmediate(resume));
  }

  /** Ends each, and moves none to its place yet. */
  async tail(summary: Summary): Promise<void> {
    await this.each((report) => report.tail(summary));
  }

  /** Puts the files in their places. */
  async commit(): Promise<void> {
    for (const { draft } of this.sinks) await draft?.settle();
    for (const { draft } of this.sinks) await draft?.commit();
  }

  private async each(part: (report: Reporter) => string | Promise<Uint8Array>): Promise<void> {
    for (const { report, draft } of this.sinks) {
      if (draft === null && this.terminal.closed && this.hasFiles()) continue;
      const chunk = await part(report);
      if (draft !== null) await draft.write(chunk);
      else {
        await this.terminal.print(chunk).catch((error: unknown) => {
          // A reader that has seen enough of standard output does not stop the files.
          if (!this.terminal.closed || !this.hasFiles()) throw error;
        });
      }
    }
  }

  private hasFiles(): boolean {
    return this.sinks.some(({ draft }) => draft !== null);
  }
}

/** Refuses outputs that would destroy an input or each other, and bytes in a terminal. */
function refuse(places: readonly Place[], inputs: readonly string[], terminal: Terminal): void {
  const binary = places.find(({ file, format }) => file === null && BINARY.has(format));
  if (binary && terminal.process.stdout.isTTY)
    throw new ProblemError([{ code: 'usage', message: `${binary.format} is not text for a terminal`, remedy: `pass -o FILE.${binary.format}, or send standard output to a file` }]);
  if (places.filter(({ file }) => file === null).length > 1)
    throw new ProblemError([{ code: 'usage', message: 'two formats for standard output', remedy: 'give one of them a file with -o' }]);
  const seen = new Map<string, string>();
  for (const { file } of places) {
    const identity = file === null ? null : identityOf(file);
    if (file === null || identity === null) continue;
    const other = seen.get(identity);
    if (other !== undefined) throw new ProblemError([{ code: 'usage', message: `is named twice (also as ${other})`, remedy: 'give each output a file of its own', file }]);
    seen.set(identity, file);
  }
  for (const input of seen.size > 0 ? inputs : []) {
    const file = seen.get(identityOf(input) ?? '');
    if (file !== undefined) throw new ProblemError([{ code: 'usage', message: `is also read (${input}), and would be overwritten`, remedy: 'choose another file for the results', file }]);
  }
}
