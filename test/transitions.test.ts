import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import type { OkResult } from '../src/types.js';
import { axis, entry, shipped } from './support/lexicons.js';

const { context } = await shipped();
const ROLE = axis([entry('join', 'left', '(join | joined | joining | follow | followed | following | follower)'), entry('lead', 'right', '(lead | leading | led | leader | shaper)')]);
const SET = compileLexicons([ROLE, context!]);

describe('transitions', () => {
  test.each([
    ['We are moving from joining to leading.', 'from joining to leading'],
    ['The country has changed from a mere follower into a leader of the field.', 'changed from a mere follower into a leader'],
    ['We are no longer joining but leading.', 'no longer joining but leading'],
    ['Following has given way to leading.', 'Following has given way to leading'],
  ])('%s', (text, quoted) => {
    const { transitions } = classify(text, SET) as OkResult;
    expect(transitions).toHaveLength(1);
    expect(transitions[0]).toMatchObject({ axis: 'test', from: 'left', to: 'right', sentence: 0 });
    expect(text.slice(transitions[0]!.start, transitions[0]!.end)).toContain(quoted.slice(5));
  });

  test.each(['We join and we lead.', 'From joining we learn.', 'We no longer join.', 'We moved from joining. We lead.'])('none in: %s', (text) => {
    expect((classify(text, SET) as OkResult).transitions).toEqual([]);
  });

  test('the destination decides the label', () => {
    expect((classify('We are moving from joining to leading.', SET) as OkResult).axes['test']!.label).toBe('right');
  });
});
