import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'

/** `npm run properties`: repeats each property so many times as often as `npm test`. */
const propertyRuns = process.env.PROPERTY_RUNS

export default defineConfig({
  ...(propertyRuns === undefined
    ? {}
    : { resolve: { alias: { 'fast-check': fileURLToPath(new URL('many-runs.ts', import.meta.url)) } } }),
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'apps/**/*.test.tsx', '.scripts/*.test.js'],
    globalSetup: ['./.config/source-bundles-setup.js', './.config/built-programs-setup.js'],
    setupFiles: ['./.config/test-setup.ts'],
    // A module registry for each file would take half of the time; what a test stubs is taken back after it.
    isolate: false,
    // The whole suite is meant for two cores. Most tests wait for sockets and processes, so more workers find time.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    unstubEnvs: true,
    unstubGlobals: true,
    // The machine may be busy, and threads of history have the lowest priority.
    testTimeout: 60_000 * Number(propertyRuns ?? 1),
    hookTimeout: 60_000,
    teardownTimeout: 2_000,
    restoreMocks: true,
    expect: { poll: { timeout: 20_000 } },
  },
})
