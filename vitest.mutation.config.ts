import { defineConfig } from 'vitest/config';

/** Tests of the pure core alone: those that start the built program would not see what a mutation changed. */
export default defineConfig({
  test: {
    include: ['formula', 'braces', 'printable', 'decode', 'guess', 'label', 'score', 'match', 'weigh', 'pattern', 'lexicon'].map((name) => `test/${name}.test.ts`),
    testTimeout: 30_000,
  },
});
