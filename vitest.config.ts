import {defineConfig} from 'vitest/config'

/** It waits a minute for every batch of hostile texts, in a browser that has nothing else to do. */
const hostile = 'test/browser/hostile.test.ts'

/** `npm test` runs the first; the others have scripts of their own. */
export default defineConfig({
  test: {
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
      {
        test: {
          name: 'hostile',
          include: [hostile],
          testTimeout: 240_000,
        },
      },
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
