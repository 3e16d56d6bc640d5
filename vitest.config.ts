import {defineConfig} from 'vitest/config'

/** It waits a minute for every batch of hostile texts, in a browser that has nothing else to do. */
const hostile = 'test/browser/hostile.test.ts'

/** `npm test` runs the first; the others have scripts of their own. */
export default defineConfig({
  test: {
    // Many wait for commands, servers and browsers that they started.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'test',
          include: ['test/**/*.test.ts'],
          exclude: [hostile],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // In halves, which two cores try at the same time.
      ...['0', '1'].map((half) => ({
        test: {
          name: `hostile-${half}`,
          include: [hostile],
          env: {HOSTILE_HALF: half},
          testTimeout: 240_000,
        },
      })),
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/*.suite.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // One server at a time: they take ports and memory.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/*.suite.ts'],
          globalSetup: 'test/faults/global-setup.ts',
          testTimeout: 1_800_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'client',
          include: ['test/client/*.suite.ts'],
          globalSetup: 'test/client/global-setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'corpus',
          include: ['test/corpus/*.suite.ts'],
          testTimeout: 600_000,
        },
      },
    ],
  },
})
