/** Results that were written earlier, as JSON or NDJSON: their shape, and the way back into the program. */
import { z } from 'zod';
import { ProblemError } from './problems.js';
import type { Problem, Result, Run } from './types.js';

const text = z.string();
const count = z.number().min(0);
const counts = z.record(text, count);
const scalar = z.union([text, z.number(), z.boolean(), z.null()]);
const position = z.number().int().min(0);
const place = z.number().int().min(1);
const figure = z.number().nullable();
const chance = z.number().min(0).max(1);

const axis = z.strictObject({
  label: text.nullable().describe('a pole, "mixed", or null with a reason'),
  reason: z.enum(['off_topic', 'no_evidence', 'thin', 'balanced']).nullable(),
  theta: figure.describe('ln((R + 0.5) / (L + 0.5)); above 0 leans to the plus pole; null without evidence'),
  se: figure.describe('the wider of the analytic and the bootstrap standard error of theta'),
  interval: z.tuple([z.number(), z.number()]).nullable().describe('95 %'),
  balance: z.number().min(-1).max(1).nullable(),
  salience: figure,
  hits: counts,
  weight: counts,
  confidence: chance.nullable().describe('calibrated chance that the label agrees with a careful coder'),
  significant: z.boolean().describe('the interval excludes 0'),
});

const evidence = z.strictObject({
  axis: text,
  pole: text,
  entry: text,
  text,
  start: position.describe('UTF-16 offset into the text'),
  end: position,
  line: place,
  column: place,
  page: place.optional().describe('where the format has pages'),
  sentence: position,
  weight: z.number(),
  cues: z.array(text),
});

const transition = z.strictObject({ axis: text, from: text, to: text, sentence: position, start: position, end: position });

const ok = z.strictObject({
  schema: z.literal('stdiplo/result/1'),
  id: text,
  status: z.literal('ok'),
  meta: z.object({ title: text.nullable(), date: text.nullable().describe('ISO 8601, as exact as it is known') }).catchall(scalar),
  sentences: place,
  words: place,
  relevance: z.strictObject({ label: z.enum(['relevant', 'off_topic']), score: chance }).nullable().describe('null when the lexicon set has no domain lexicon'),
  axes: z.record(text, axis),
  themes: z.record(text, counts),
  transitions: z.array(transition).describe('movements between poles that the text states'),
  evidence: z.array(evidence).describe('filled with --evidence'),
});

const error = z.strictObject({
  schema: z.literal('stdiplo/result/1'),
  id: text,
  status: z.literal('error'),
  problem: z.strictObject({ code: text, message: text }),
});

const result = z.discriminatedUnion('status', [ok, error]);

const run = z.strictObject({
  schema: z.literal('stdiplo/run/1'),
  tool: text,
  lexicons: z.array(z.strictObject({ id: text, kind: z.enum(['axis', 'companion', 'themes', 'domain', 'context']), hash: text, poles: z.array(text) })),
  fields: z.array(text).describe('metadata beside title and date that tables get a column for'),
  options: z.strictObject({ seed: position, resamples: position, strict: z.boolean(), minConfidence: chance, evidence: z.boolean() }),
});

/** The JSON Schema (draft 2020-12) of one result: a line of NDJSON, or an item of `results` in JSON. */
export function resultJsonSchema(): object {
  return { $id: 'stdiplo/result/1', title: 'stdiplo result', description: 'One document, as classify writes it: a line of NDJSON, or an item of results in JSON.', ...z.toJSONSchema(result) };
}

/** Results of an earlier run; what the run was made with is known where they were written as JSON. */
export interface Results {
  run: Run | null;
  results: Result[];
}

/** As many faults as are worth reading. */
const MOST_FAULTS = 10;

/**
 * Reads results that `classify` wrote with `--format json` or `ndjson`.
 * @param content the file's text
 * @param file its name, for problems
 * @throws {ProblemError} when it is neither, or a record is not a result: which one, and where in it
 */
export function parseResults(content: string, file: string): Results {
  const whole = parseJson(content);
  if (whole !== undefined && typeof whole === 'object' && whole !== null && 'results' in whole) {
    const list = (whole as { results: unknown }).results;
    if (!Array.isArray(list)) throw faulty([{ message: '"results" is no list' }], file);
    const head = 'run' in whole ? run.safeParse(whole.run) : null;
    if (head && !head.success) throw faulty([{ message: `run: ${reasonOf(head.error)}` }], file);
    return { run: head ? (head.data as Run) : null, results: checked(list.map((value, i) => ({ value: value as unknown, place: `result ${i + 1}` })), file) };
  }
  const lines = content.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{ value: parseJson(line), line: i + 1 }]));
  if (lines.length === 0) throw faulty([{ message: 'holds no results' }], file);
  return { run: null, results: checked(lines, file) };
}

function checked(records: readonly { value: unknown; line?: number; place?: string }[], file: string): Result[] {
  const faults: { message: string; line?: number }[] = [];
  const results: Result[] = [];
  for (const { value, line, place: where } of records) {
    const read = result.safeParse(value);
    if (read.success) results.push(read.data as Result);
    else faults.push({ message: `${where === undefined ? '' : `${where}: `}${value === undefined ? 'not JSON' : reasonOf(read.error)}`, ...(line !== undefined && { line }) });
    if (faults.length === MOST_FAULTS) break;
  }
  if (faults.length > 0) throw faulty(faults, file);
  return results;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function reasonOf({ issues }: z.ZodError): string {
  const { path, message } = issues[0]!;
  return path.length === 0 ? `not a result of classify (${message})` : `${path.join('.')}: ${message}`;
}

function faulty(faults: readonly { message: string; line?: number }[], file: string): ProblemError {
  return new ProblemError(faults.map((fault): Problem => ({ code: 'results', ...fault, remedy: 'name a file that classify has written with --format json or ndjson', file })));
}
