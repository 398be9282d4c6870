import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lexiconJsonSchema } from '../src/lexicon/schema.js';
import { lintLexicon } from '../src/lexicon/lint.js';
import { LEXICON_FILES, shipped } from './support/lexicons.js';

const { lexicons } = await shipped();

describe.each(lexicons.map((lexicon) => [lexicon.id, lexicon] as const))('the shipped lexicon %s', (id, lexicon) => {
  test('passes its own lint: every example does what it should, no two entries collide', () => {
    expect(lintLexicon(lexicon, `${id}.yml`)).toEqual([]);
  });

  test('has substance', () => {
    const least = lexicon.kind === 'axis' ? 60 : 20;
    if (lexicon.kind === 'context') return;
    const poles = 'poles' in lexicon ? lexicon.poles : lexicon.categories;
    for (const pole of poles) expect(lexicon.entries.filter((entry) => entry.pole === pole).length, pole).toBeGreaterThanOrEqual(least);
  });
});

test('the set is complete', () => {
  expect(lexicons.map(({ id }) => `lexicons/${id}.yml`)).toEqual(LEXICON_FILES);
});

test('the published schema is the one in force', () => {
  expect(JSON.parse(readFileSync('schema/lexicon.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(lexiconJsonSchema())));
});
