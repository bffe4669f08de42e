import type { Page } from '@playwright/test'
import { stopClocks, stageTime } from './staged-display.ts'
import { stageDesk, type DeskState } from './staged-desk.ts'
import { expect, test } from './wall-fixture.ts'

/** As in pictures.spec.ts: letters are drawn a little differently from machine to machine. */
const allowed = { maxDiffPixelRatio: 0.005, threshold: 0.3, scale: 'css' } as const

const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 900 },
  { width: 1920, height: 1080 },
]
const middle = { width: 1600, height: 900 }

interface DeskPicture {
  readonly path: string
  /** What must be on the page before its picture is taken. */
  readonly shows: string
  /** Opens a dialog or a panel of the page. */
  readonly open?: (page: Page) => Promise<void>
}

const pages: Readonly<Record<string, DeskPicture>> = {
  overview: { path: '/overview', shows: 'tr[data-queue]' },
  queues: { path: '/queues', shows: 'tr[data-queue]' },
  queue: { path: '/queues/300001', shows: '.recharts-line path' },
  agents: { path: '/agents', shows: 'tr[data-agent]' },
  'agents-grid': { path: '/agents?layout=grid', shows: '[role="listitem"]' },
  agent: { path: '/agents/200002', shows: '[data-timeline]' },
  campaigns: { path: '/campaigns', shows: 'tbody tr' },
  'campaign-card': { path: '/campaigns?card=400001', shows: 'aside, [data-card]' },
  history: { path: '/history?at=2026-11-26T09:10:00Z', shows: '[data-tile]' },
  boards: { path: '/boards', shows: 'main svg' },
  editor: { path: '/boards/b0', shows: 'textarea' },
  displays: { path: '/displays', shows: 'tr[data-display]' },
  display: { path: '/displays/d1', shows: 'form' },
  settings: { path: '/settings', shows: 'main select' },
  wall: { path: '/wall', shows: '[data-tile]' },
  palette: {
    path: '/settings',
    shows: 'main select',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  keys: {
    path: '/settings',
    shows: 'main select',
    open: async (page) => {
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
}

/** They take minutes: `npm run pictures`. */
const isWanted = process.env.PICTURES === 'all'

// A reply that the stage does not know is an error on the console; the test lists it.
test.use({
  contextOptions: { reducedMotion: 'reduce', colorScheme: 'dark' },
  allowsConsoleErrors: true,
  locale: 'en-GB',
  timezoneId: 'UTC',
  viewport: middle,
})

/** Waits for the last reply and the fonts. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
}

async function compare(
  page: Page,
  name: string,
  state: DeskState | 'signed-out',
  all: boolean,
): Promise<void> {
  for (const size of all ? sizes : [middle]) {
    await page.setViewportSize(size)
    // The navigation is the same on every page: a new entry must not change all pictures.
    const mask = [page.getByRole('navigation')]
    await expect(page).toHaveScreenshot(`desk-${name}-${state}-${size.width}.png`, { ...allowed, mask })
  }
}

function definePictures(): void {
  for (const [name, { path, shows, open }] of Object.entries(pages)) {
    test(name, async ({ page, service }) => {
      await stopClocks(page, stageTime)
      const desk = await stageDesk(page)
      await page.goto(`${service.url}${path}`)
      await expect(page.locator(shows).first()).toBeVisible()
      await settled(page)
      await open?.(page)
      await compare(page, name, 'live', true)
      if (open === undefined) {
        for (const state of ['ageing', 'down'] as const) {
          desk.setState(state)
          if (name !== 'history') await expect(page.locator('main')).toHaveAttribute('data-link', state)
          await compare(page, name, state, false)
        }
        for (const state of ['empty', 'loading'] as const) {
          desk.setState(state)
          await page.reload()
          await expect(page.locator('main')).toBeVisible()
          if (state === 'empty') await settled(page)
          await compare(page, name, state, false)
        }
      }
      expect([...desk.unknownPaths]).toEqual([])
    })
  }

  test('sign-in', async ({ page, service }) => {
    await stopClocks(page, stageTime)
    await stageDesk(page, null)
    await page.goto(service.url)
    await expect(page.getByLabel('Username')).toBeVisible()
    await settled(page)
    await compare(page, 'sign-in', 'signed-out', true)
  })

  for (const theme of ['light', 'contrast'] as const)
    test(`overview, ${theme}`, async ({ page, service }) => {
      await stopClocks(page, stageTime)
      await page.emulateMedia({
        colorScheme: theme === 'light' ? 'light' : 'dark',
        contrast: theme === 'contrast' ? 'more' : 'no-preference',
      })
      await stageDesk(page)
      await page.goto(`${service.url}/overview`)
      await expect(page.locator('tr[data-queue]').first()).toBeVisible()
      await settled(page)
      await compare(page, `overview-${theme}`, 'live', false)
    })
}

if (isWanted) test.describe('a page of the desk looks as it did', definePictures)
