import {defineConfig} from 'vitest/config'

/** `npm test` runs the first; the others have scripts of their own. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'test',
          include: ['test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
