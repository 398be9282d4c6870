/** The shape of a lexicon file. The JSON Schema in `schema/` is made from it. Only file with zod. */
import { z } from 'zod';

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens, e.g. joint-laboratory');
const text = z.string().trim().min(1).max(2000);
const names = (least: number, most: number) => z.array(slug).min(least).max(most);

const mode = z.enum(['exact', 'stem', 'prefix']).describe('how bare words match; default stem');

const entryFields = {
  id: slug.describe('unique in the file; says what the entry is'),
  pattern: text.describe('words; =exact, ~stem, prefix*, (a | b), <3> for a gap of up to three words'),
  match: mode.optional(),
  near: text.optional().describe('a pattern that must stand in the same sentence'),
  unless: text.optional().describe('a pattern that must not'),
  within: z.number().int().min(0).max(400).default(400).describe('most words between the entry and near or unless; the whole sentence if absent'),
  weight: z.number().positive().max(100).default(1).describe('strength of a hit'),
  source: text.describe('section of the paper or a named public document'),
  hits: z.array(text).min(1).describe('texts that the pattern must hit'),
  misses: z.array(text).default([]).describe('tempting texts that it must not hit'),
};

const confidenceRule = z.strictObject({
  bias: z.number(),
  relevance: z.number().min(0),
  balance: z.number().min(0),
  evidence: z.number().min(0),
});

const poleEntry = z.strictObject({ ...entryFields, pole: slug, learned: z.number().default(0).describe('added to the weight') }).refine(({ weight, learned }) => weight <= 0 || weight + learned > 0, { message: 'weight and learned must add up to more than 0', path: ['learned'] });
const categoryEntry = z.strictObject({ ...entryFields, category: slug });
const domainEntry = z.strictObject({ ...entryFields, category: slug, learned: z.number().default(0).describe('log-odds of relevance by ln(1 + hits), beyond the weight') });
const cueEntry = z.strictObject({
  ...entryFields,
  category: slug,
  direction: z.enum(['forward', 'backward', 'both', 'inside']).default('forward'),
  scope: z.number().int().min(1).max(50).default(8).describe('words that the cue reaches'),
});

const fileFields = {
  id: slug,
  title: text,
  match: mode.default('stem'),
};

const labelRule = z.strictObject({
  least: z.number().min(0).default(0.5).describe('least weight on both poles together for a label'),
  lean: z.number().min(0).max(1).default(0.2).describe('least absolute balance for a pole'),
  each: z.number().min(0).default(2).describe('least weight on each pole for mixed'),
});

const axis = z.strictObject({
  ...fileFields,
  kind: z.enum(['axis', 'companion']),
  poles: names(2, 2).describe('minus pole first'),
  label: labelRule.default({ least: 0.5, lean: 0.2, each: 2 }),
  confidence: confidenceRule.nullable().default(null),
  fittedOn: text.nullable().default(null),
  entries: z.array(poleEntry).min(1),
});

const themes = z.strictObject({
  ...fileFields,
  kind: z.literal('themes'),
  categories: names(1, 50),
  entries: z.array(categoryEntry).min(1),
});

const domain = z.strictObject({
  ...fileFields,
  kind: z.literal('domain'),
  categories: z.tuple([z.literal('science-technology'), z.literal('cross-border'), z.literal('elsewhere')]),
  relevance: z.strictObject({
    coefficients: z.record(slug, z.number()),
    threshold: z.number().min(0).max(1),
    passage: z.number().int().min(20).max(5000).describe('words of a passage'),
    fittedOn: text,
    inside: z.number().min(0).max(1),
    beside: z.number().min(0).max(1),
    outside: z.number().min(0).max(1),
  }),
  entries: z.array(domainEntry).min(1),
});

const context = z.strictObject({
  ...fileFields,
  kind: z.literal('context'),
  effects: z.record(slug, z.number().min(0).max(1)).describe('factor by kind of cue; 0 drops the hit'),
  entries: z.array(cueEntry).min(1),
});

/** Any lexicon file. */
export const lexiconFile = z.discriminatedUnion('kind', [axis, themes, domain, context]);
export type LexiconFile = z.infer<typeof lexiconFile>;

/** The JSON Schema (draft 2020-12) of a lexicon file, as a person writes it: defaults may be left out. */
export function lexiconJsonSchema(): object {
  return { $id: 'stdiplo/lexicon/1', title: 'stdiplo lexicon', ...z.toJSONSchema(lexiconFile, { io: 'input' }) };
}
