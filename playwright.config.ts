import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** The system's Chromium where there is one; Playwright's own otherwise. */
const systemChromium = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter((path): path is string => path !== undefined && path !== '')
  .find((path) => existsSync(path))

const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: './apps/wallboard/e2e',
  testMatch: '*.spec.ts',
  // A week takes a quarter of an hour: `npm run soak`.
  testIgnore: process.env.SOAK === '1' ? [] : ['soak.spec.ts'],
  fullyParallel: true,
  workers: 2,
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
    trace: 'retain-on-failure',
    launchOptions: {
      ...(systemChromium === undefined ? {} : { executablePath: systemChromium }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
