import { describe, expect, test } from 'vitest';
import { ProblemError } from '../src/problems.js';
import { parseResults } from '../src/results.js';
import { stdiplo } from './support/cli.js';

const FILES = ['fixtures/documents/kelland-norrmark-quantum.txt', 'fixtures/documents/tolland-domestic-science-plan.txt', 'nowhere.bin'];
const [json, ndjson] = ['json', 'ndjson'].map((format) => stdiplo(['classify', ...FILES, '--evidence', '--resamples', '50', '--format', format!]).stdout);

describe('what classify wrote is read back', () => {
  test('from JSON, with its run', () => {
    const { run, results } = parseResults(json!, 'r.json');
    expect({ run, results }).toEqual(JSON.parse(json!));
    expect(run!.tool).toMatch(/^stdiplo /);
  });
  test('from NDJSON, without', () => {
    const { run, results } = parseResults(ndjson!, 'r.ndjson');
    expect(run).toBeNull();
    expect(results).toEqual(ndjson!.trim().split('\n').map((line) => JSON.parse(line) as unknown));
  });
});

const error = '{"schema":"stdiplo/result/1","id":"a","status":"error","problem":{"code":"c","message":"m"}}';
const ok = ndjson!.split('\n')[0]!;
test.each([
  ['nothing', '', 'holds no results'],
  ['no JSON', 'a,b\n1,2\n', 'not JSON'],
  ['a bad line, by its number', `${error}\n{"schema":"stdiplo/result/1","id":"a"}\n`, /^status: |not a result/],
  ['another schema', error.replace('result/1', 'result/9'), 'schema: '],
  ['no list', '{"results": 3}', '"results" is no list'],
  ['a bad item', `{"results": [${error}, 4]}`, 'result 2: not a result'],
  ['a field too many', error.replace('"m"}', '"m","more":1}'), 'problem: '],
  ['text for a number', ok.replace(/"theta":[^,]+/, '"theta":"high"'), 'axes.orientation.theta: '],
  ['a broken run', `{"run": {}, "results": []}`, 'run: '],
])('%s', (_, content, message) => {
  let caught: unknown;
  try {
    parseResults(content, 'r.json');
  } catch (thrown) {
    caught = thrown;
  }
  expect(caught).toBeInstanceOf(ProblemError);
  const [problem] = (caught as ProblemError).problems;
  expect(problem!.file).toBe('r.json');
  if (typeof message === 'string') expect(problem!.message).toContain(message);
  else expect(problem!.message).toMatch(message);
});

test('faults are listed up to ten, each by its line', () => {
  expect(() => parseResults('x\n'.repeat(50), 'r')).toThrow(ProblemError);
  try {
    parseResults(`${error}\n${'x\n'.repeat(50)}`, 'r');
  } catch (thrown) {
    const { problems } = thrown as ProblemError;
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  }
});

test('names that objects have anyway do no harm', () => {
  const line = ok.replace('"meta":{', '"meta":{"__proto__":"x","constructor":"y",');
  const { results } = parseResults(line, 'r');
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  expect(results[0]!.status).toBe('ok');
});
