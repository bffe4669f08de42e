import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/**
 * The system's Chromium where there is one; Playwright's own otherwise. The headless shell is the same engine without
 * the windows of a desktop, at half the work.
 */
const systemChromium = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter((path): path is string => path !== undefined && path !== '')
  .find((path) => existsSync(path))

/**
 * Files whose tests wait long for real time are a project of their own, which starts first: a test that ran alone at the end
 * would keep the others waiting. Each project has workers of its own, and a worker takes 4 s of CPU time to start.
 */
const long = [
  ...['observer', 'trend-comparisons', 'trends', 'saved-snapshot'],
  ...['boards-on-screen', 'content-policy', 'history', 'honesty'],
].map((name) => `${name}.spec.ts`)

/** A week takes a quarter of an hour: `npm run soak`. */
const soak = process.env.SOAK === '1' ? [] : ['soak.spec.ts']

const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: './apps/wallboard/e2e',
  globalSetup: './.config/source-bundles-setup.js',
  projects: [
    { name: 'long', testMatch: long },
    { name: 'others', testMatch: '*.spec.ts', testIgnore: [...long, ...soak] },
  ],
  fullyParallel: true,
  // The whole suite is meant for two cores. Tests often wait, so a third worker finds time.
  workers: 3,
  forbidOnly: true,
  retries: 0,
  // Machines differ by more than tests do: a slow one is no defect.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  outputDir: '.cache/playwright',
  snapshotPathTemplate: 'apps/wallboard/e2e/pictures/{arg}{ext}',
  use: {
    viewport: { width: 1920, height: 1080 },
    // A trace of every test costs a fifth of the time: `npm run e2e -- --trace retain-on-failure`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        // Letters as they are designed, so that the pictures are the same with and without the desktop.
        '--font-render-hinting=none',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
