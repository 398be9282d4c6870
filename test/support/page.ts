import assets from '#page';
import { analyze } from '../../src/classify.js';
import { compileLexicons } from '../../src/lexicon/compile.js';
import type { LexiconSet } from '../../src/lexicon/compile.js';
import { makePage } from '../../src/report/page/build.js';
import type { PageData } from '../../src/report/page/data.js';
import type { Meta, Result, Run } from '../../src/types.js';
import { CONTEXT, DOMAIN, axis, entry } from './lexicons.js';

export interface Doc {
  id: string;
  text: string;
  meta?: Partial<Meta>;
}

export const SET: LexiconSet = compileLexicons([
  axis([entry('join', 'left', 'join'), entry('follow', 'left', 'follow', 2), entry('lead', 'right', 'lead'), entry('lead-abroad', 'right', 'lead abroad', 3)], ['left', 'right'], 'part'),
  axis([entry('fund', 'goods', 'fund'), entry('rule', 'rules', 'rule')], ['goods', 'rules'], 'carrier'),
  DOMAIN,
  CONTEXT,
]);

export const RUN: Run = {
  schema: 'stdiplo/run/1',
  tool: 'stdiplo test',
  lexicons: SET.lexicons.map((lexicon) => ({ id: lexicon.id, kind: lexicon.kind, hash: 'abc', poles: 'poles' in lexicon ? [...lexicon.poles] : [] })),
  fields: [],
  options: { seed: 1, resamples: 100, strict: false, minConfidence: 0, evidence: false },
};

/** Documents of our own words, which hold what the lexicons of the test look for. */
export const DOCS: Doc[] = [
  { id: 'a.txt', text: 'Our laboratory will join the survey abroad.\nWe follow the others, and we fund the laboratory.\n', meta: { date: '1998', title: 'The survey' } },
  { id: 'b.txt', text: 'We lead abroad, with a laboratory that makes the rule for all of us. We do not join.\n', meta: { date: '2004-05' } },
  { id: 'c.txt', text: 'The tax on bread was the subject of the day, and then the tax on salt came up.\n', meta: { date: '2011-02-03' } },
];

export const ERROR: Result = { schema: 'stdiplo/result/1', id: 'broken.txt', status: 'error', problem: { code: 'empty', message: 'no words' } };

/** The page of some documents. */
export function pageOf(docs: readonly Doc[], { texts = true, extra = [] as Result[], title = 'Test' } = {}): string {
  const page = makePage({ title, run: RUN, set: SET, texts }, assets);
  for (const { id, text, meta } of docs) page.add(analyze(text, SET, { id, resamples: 100, ...(meta && { meta }) }));
  for (const result of extra) page.add(result);
  return [...page.pieces()].join('');
}

/** The data that a page carries. */
export function dataOf(page: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)![1]!) as PageData;
}
