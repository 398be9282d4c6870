import type { Evidence, OkResult } from '../types.js';
import { labelsOf, labelText } from './labels.js';
import { toJson } from './reporter.js';
import type { MakeReporter } from './reporter.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * SARIF 2.1.0: a note for each label and, with `--evidence`, for each quoted hit, with line and column; an error for
 * what cannot be read and for each gate that is not passed. Results come as they are known; the rules they name, which
 * are axes and entries of lexicons, come last.
 * Source of the form: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarif: MakeReporter = (run) => {
  const rules = new Map<string, { index: number; text: string }>();
  let separator = '';

  const finding = (level: 'error' | 'note', rule: string, text: string, said: string, id: string, region?: object, properties?: object): string => {
    const known = rules.get(rule) ?? { index: rules.size, text };
    rules.set(rule, known);
    // Brackets in a message would make a link of it (section 3.11.6).
    const physicalLocation = { artifactLocation: { uri: uriOf(id) }, ...(region && { region }) };
    const json = toJson({ ruleId: rule, ruleIndex: known.index, level, message: { text: said.replace(/[[\]\\]/g, '\\$&') }, locations: [{ physicalLocation }], ...(properties && { properties }) });
    const before = separator;
    separator = ',';
    return `${before}\n${json}`;
  };
  const notes = (result: OkResult): string[] => [
    ...labelsOf(result, run).map((each) => {
      const { theta, interval, significant } = result.axes[each.axis]!;
      return finding('note', each.axis, `The label of a document on the axis ${each.axis}`, `${each.axis}: ${labelText(each)}`, result.id, undefined, { label: each.label, confidence: each.confidence, theta, interval, significant });
    }),
    ...result.evidence.map((hit) =>
      finding('note', `${hit.axis}/${hit.entry}`, `Entry ${hit.entry} of the lexicon ${hit.axis}`, `${hit.axis}: ${hit.pole}, entry ${hit.entry}`, result.id, regionOf(hit), { weight: hit.weight, cues: hit.cues }),
    ),
  ];
  return {
    head: () => `{"$schema": "${SCHEMA}", "version": "2.1.0", "runs": [{"columnKind": "utf16CodeUnits", "results": [`,
    row: (result, failed) => {
      const said = result.status === 'ok' ? notes(result) : [finding('error', 'stdiplo/unreadable', 'A document could not be read', `not readable: ${result.problem.message}`, result.id, undefined, { code: result.problem.code })];
      return [...said, ...failed.map((gate) => finding('error', 'stdiplo/gate', 'A document does not pass a gate', `does not pass ${gate}`, result.id))].join('');
    },
    tail: () => {
      const [name, version] = run.tool.split(' ');
      const driver = { name, version, rules: [...rules].map(([id, { text }]) => ({ id, shortDescription: { text } })) };
      return `\n], "tool": ${toJson({ driver })}, "properties": ${toJson({ run })}}]}\n`;
    },
  };
};

/** Lines break at line feeds alone, as in the rest of the program. */
function regionOf({ text, line, column }: Evidence): object {
  const lines = text.split('\n');
  const last = lines.at(-1)!.length;
  return { startLine: line, startColumn: column, endLine: line + lines.length - 1, endColumn: lines.length === 1 ? column + last : last + 1, snippet: { text } };
}

/** A path, or any other name, as a URI reference. Half a surrogate pair, which no URI can hold, becomes U+FFFD. */
function uriOf(id: string): string {
  const path = id.replace(/\p{Surrogate}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
