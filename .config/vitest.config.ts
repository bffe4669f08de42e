import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'apps/**/*.test.tsx', '.scripts/*.test.js'],
    setupFiles: ['./.config/test-setup.ts'],
    // A module registry for each file would take half of the time; what a test stubs is taken back after it.
    isolate: false,
    // The whole suite is meant for two cores. Most tests wait for sockets, so a third worker finds time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    unstubEnvs: true,
    unstubGlobals: true,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    teardownTimeout: 2_000,
    restoreMocks: true,
    expect: { poll: { timeout: 10_000 } },
  },
})
