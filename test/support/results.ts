import type { AxisResult, OkResult, Result, Run } from '../../src/types.js';

/** A small run, made up: two axes, a set of themes, and metadata beside title and date. */
export const RUN: Run = {
  schema: 'stdiplo/run/1',
  tool: 'stdiplo 9.9.9',
  lexicons: [
    { id: 'domain', kind: 'domain', hash: 'd0', poles: ['near', 'far'] },
    { id: 'tone', kind: 'axis', hash: 'a0', poles: ['cold', 'warm'] },
    { id: 'pace', kind: 'companion', hash: 'b0', poles: ['slow', 'fast'] },
    { id: 'topics', kind: 'themes', hash: 'c0', poles: ['sea', 'sky'] },
  ],
  fields: ['speaker', 'year'],
  options: { seed: 1, resamples: 1000, strict: false, minConfidence: 0, evidence: true },
};

export function axis(poles: [string, string], more: Partial<AxisResult> = {}): AxisResult {
  const none = { label: null, reason: 'no_evidence', theta: null, se: null, interval: null, balance: null, salience: null, confidence: null, significant: false } as const;
  return { ...none, hits: { [poles[0]]: 0, [poles[1]]: 0 }, weight: { [poles[0]]: 0, [poles[1]]: 0 }, ...more };
}

/** A document without evidence, or with what is said of it. */
export function document(id: string, more: Partial<OkResult> = {}): OkResult {
  return {
    schema: 'stdiplo/result/1',
    id,
    status: 'ok',
    meta: { title: null, date: null },
    sentences: 4,
    words: 80,
    relevance: { label: 'relevant', score: 0.87654 },
    axes: { tone: axis(['cold', 'warm']), pace: axis(['slow', 'fast']) },
    themes: { topics: { sea: 0, sky: 0 } },
    transitions: [],
    evidence: [],
    ...more,
  };
}

const labelled = document('notes/harbour talks.txt', {
  meta: { title: 'Talks, "at last"', date: '2018-04', speaker: 'Ö. Vane', year: 2018 },
  axes: {
    tone: axis(['cold', 'warm'], { label: 'cold', reason: null, theta: -1.234567, se: 0.5, interval: [-2.2, -0.25], balance: -0.6, salience: -0.4, confidence: 0.712, significant: true, hits: { cold: 3, warm: 1 }, weight: { cold: 2.75, warm: 0.5 } }),
    pace: axis(['slow', 'fast'], { label: 'mixed', reason: null, theta: 0.1, se: 0.9, interval: [-1.6, 1.8], balance: 0.1, salience: -1, hits: { slow: 2, fast: 2 }, weight: { slow: 2, fast: 2.2 } }),
  },
  themes: { topics: { sea: 2, sky: 0 } },
  evidence: [
    { axis: 'tone', pole: 'cold', entry: 'regret', text: 'we regret', start: 10, end: 19, line: 2, column: 3, sentence: 0, weight: 1.5, cues: [] },
    { axis: 'tone', pole: 'warm', entry: 'open-hand', text: 'an open\nhand', start: 40, end: 52, line: 4, column: 7, sentence: 2, weight: 0.5, cues: ['hedge', 'past'] },
  ],
});

/** Names as nobody sane gives them, and files hold all the same. */
const HOSTILE = ['=cmd|x', 'a|b `c` \\| <b>@all</b> #1 www.example.com', 'two\nlines\r::error::x', 'left\u202eright\u0085\u0000', ']]>&"\'', '::error file=x::%0A##[x]'];

/** Every kind of result, with the gates each does not pass. */
export const RESULTS: { result: Result; failed: string[] }[] = [
  { result: labelled, failed: [] },
  { result: document('off.txt', { relevance: { label: 'off_topic', score: 0.03 }, axes: { tone: axis(['cold', 'warm'], { reason: 'off_topic' }), pace: axis(['slow', 'fast'], { reason: 'off_topic' }) } }), failed: ['relevance >= 0.5', 'tone = warm|"cold"'] },
  { result: { schema: 'stdiplo/result/1', id: 'lost/file.txt', status: 'error', problem: { code: 'encoding', message: 'not UTF-8, from byte 7 on; [save](it) again' } }, failed: [] },
  ...HOSTILE.map((id) => ({ result: { ...labelled, id, meta: { title: id, date: null, speaker: id, year: '-1' } }, failed: [id] })),
];
