import { defineConfig } from 'vitest/config';

/** The long tests: faults at every system call, doubling of time, fuzzing, a long life of the library. */
export default defineConfig({
  test: { include: ['test/deep/**/*.test.ts'], testTimeout: 1_800_000, fileParallelism: false, reporters: ['default', './test/support/count-reporter.ts'] },
});
