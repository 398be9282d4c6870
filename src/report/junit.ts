import type { Result } from '../types.js';
import { labelsOf, labelText } from './labels.js';
import type { MakeReporter } from './reporter.js';
import { xmlText } from './xml.js';

/**
 * JUnit XML: one test case a document; a gate that it does not pass is a failure, an unreadable document an error. The
 * counts stand before the cases, so all are gathered.
 */
export const junit: MakeReporter = (run) => {
  const cases: string[] = [];
  let failures = 0;
  const body = (result: Result, failed: readonly string[]): string => {
    if (result.status === 'error') return `<error type="${xmlText(result.problem.code)}" message="${xmlText(result.problem.message)}"/>`;
    const labels = labelsOf(result, run).map((each) => `${each.axis} ${labelText(each)}`);
    const said = labels.length > 0 ? labels.join(', ') : result.relevance?.label === 'off_topic' ? 'off topic' : 'no label';
    // One failure a case, since readers look at the first alone.
    const failure = failed.length > 0 ? `<failure type="gate" message="${xmlText(`does not pass ${failed.join(', ')}`)}"/>` : '';
    return `${failure}<system-out>${xmlText(said)}</system-out>`;
  };
  return {
    head: () => '<?xml version="1.0" encoding="UTF-8"?>\n',
    row: (result, failed) => {
      if (result.status === 'ok' && failed.length > 0) failures += 1;
      cases.push(`<testcase classname="stdiplo" name="${xmlText(result.id)}" file="${xmlText(result.id)}">${body(result, failed)}</testcase>\n`);
      return '';
    },
    tail: ({ documents, errors }) => {
      const counts = `tests="${documents}" failures="${failures}" errors="${errors}"`;
      return `<testsuites ${counts}>\n<testsuite name="stdiplo" ${counts} skipped="0">\n${cases.join('')}</testsuite>\n</testsuites>\n`;
    },
  };
};
