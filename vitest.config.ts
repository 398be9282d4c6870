import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/deep/**'],
    testTimeout: 30_000,
    reporters: ['default', './test/support/count-reporter.ts'],
  },
});
