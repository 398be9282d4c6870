import { labelsOf, labelText } from './labels.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';

/**
 * Commands of GitHub Actions, which show at the document in a pull request: an error for what cannot be read and for each
 * gate that is not passed, a notice with the labels of the rest.
 * Source of the form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const github: MakeReporter = (run, { folder }) => ({
  head: () => '',
  row: (result, failed) => {
    const file = folder === undefined || result.id.startsWith('/') ? result.id : `${folder}/${result.id}`;
    const gates = failed.map((gate) => command('error', file, { title: 'stdiplo gate' }, `does not pass ${gate}`)).join('');
    if (result.status === 'error') return command('error', file, { title: 'stdiplo' }, `not readable: ${result.problem.message}`) + gates;
    const labels = labelsOf(result, run);
    if (labels.length === 0) return gates;
    const line = result.evidence[0]?.line;
    return gates + command('notice', file, { ...(line !== undefined && { line }), title: 'stdiplo' }, labels.map((each) => `${each.axis} ${labelText(each)}`).join(', '));
  },
  tail: () => '',
});

function command(level: 'error' | 'notice', file: string, more: Record<string, string | number>, message: string): string {
  const properties = Object.entries({ file, ...more }).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${properties.join(',')}::${data(message)}\n`;
}

/** Control characters first, so that no text can begin a command of its own in a new line. */
function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
