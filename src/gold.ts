/** Coded texts. */
import { majorityCode } from './agree.js';
import { parseTable } from './cells.js';
import { unguardFormula } from './formula.js';
import { ProblemError } from './problems.js';
import type { Problem } from './types.js';

/** A coded text. */
export interface Gold {
  id: string;
  text: string;
  codes: Map<string, string>;
  coders: Map<string, (string | null)[]>;
  groups: Map<string, string>;
  /** Texts of one document have the same: the field `document`, else source, country and year, else the id. */
  document: string;
}

/** Fields that name a group of texts. */
const GROUP_FIELDS = ['source', 'kind'];

/**
 * Reads coded texts: NDJSON, or CSV with a header, such as a sheet that `sample` has drawn and a spreadsheet has saved.
 * A variable's column holds its code; columns `variable_coder` hold the codes of single coders. Where there is no code
 * but coders' codes, it is the one that more than half of them gave. Empty is not coded; case and white space around a
 * code do not count.
 * @param text the file's content
 * @param file its name, for problems and for records without an id
 * @param variables names of the variables
 * @throws {ProblemError} when a record cannot be read or has no text
 */
export function parseGold(text: string, file: string, variables: readonly string[]): Gold[] {
  const records = /^\s*\{/.test(text) ? parseLines(text, file) : parseCsv(text, file);
  return records.map((record, i) => {
    const field = (name: string): string | null => (typeof record[name] === 'string' && record[name] !== '' ? record[name] : null);
    const passage = typeof record['text'] === 'string' ? record['text'] : null;
    if (passage === null) throw new ProblemError([{ code: 'gold', message: `record ${i + 1} has no "text"`, remedy: 'give every record its text', file }]);
    const present = (names: readonly string[], value: (name: string) => string | null): Map<string, string> =>
      new Map(names.flatMap((name) => (value(name) === null ? [] : [[name, value(name)!] as const])));
    const code = (name: string): string | null => field(name)?.trim().toLowerCase() || null;
    const coders = new Map(variables.map((variable) => [variable, Object.keys(record).filter((name) => name.startsWith(`${variable}_`)).sort().map(code)]));
    const codes = present(variables, (variable) => code(variable) ?? majorityCode(coders.get(variable)!));
    const id = field('id') ?? `${file}:${i + 1}`;
    const origin = ['source', 'country', 'year'].map((name) => (typeof record[name] === 'number' ? String(record[name]) : field(name)));
    const document = field('document') ?? (origin.includes(null) ? id : origin.join(' '));
    return { id, document, text: passage, codes, coders: new Map([...coders].filter(([, given]) => given.length > 1)), groups: present(GROUP_FIELDS, field) };
  });
}

/**
 * Checks that every code is one of the codebook's: a misspelt one would pass for a category of its own.
 * @param poles poles by axis
 * @param file its name, for the problems
 */
export function checkCodes(gold: readonly Gold[], poles: ReadonlyMap<string, readonly string[]>, file: string): Problem[] {
  return gold.flatMap(({ id, codes, coders }) =>
    ['relevant', ...poles.keys()].flatMap((variable) => {
      const allowed = variable === 'relevant' ? ['yes', 'no'] : [...poles.get(variable)!, 'mixed', 'none'];
      const given = new Set([codes.get(variable), ...(coders.get(variable) ?? [])].filter((code) => code !== undefined && code !== null));
      return [...given]
        .filter((code) => !allowed.includes(code))
        .map((code) => ({ code: 'gold', message: `${id}: "${code}" is no code for ${variable}`, remedy: `use one of: ${allowed.join(', ')}; or leave it empty`, file }));
    }),
  );
}

function parseLines(text: string, file: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const record: unknown = JSON.parse(line);
      if (typeof record !== 'object' || record === null || Array.isArray(record)) throw new Error('no JSON object');
      return [record as Record<string, unknown>];
    } catch (error) {
      throw new ProblemError([{ code: 'gold', message: `not JSON: ${error instanceof Error ? error.message : String(error)}`, remedy: 'write one JSON object a line', file, line: i + 1 }]);
    }
  });
}

function parseCsv(text: string, file: string): Record<string, unknown>[] {
  try {
    return parseTable(text, unguardFormula);
  } catch (error) {
    throw new ProblemError([{ code: 'gold', message: `not CSV: ${error instanceof Error ? error.message : String(error)}`, remedy: 'write a header and one record a row', file }]);
  }
}
