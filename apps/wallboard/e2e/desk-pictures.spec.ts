import type { Page } from '@playwright/test'
import { stopClocks, stageTime } from './staged-display.ts'
import { brokenCluster, clusterInFailOver, healthyCluster, stageCluster } from './staged-cluster.ts'
import { stageDesk, type DeskState, type StagedDesk } from './staged-desk.ts'
import { expect, test } from './wall-fixture.ts'

/** As in pictures.spec.ts: letters are drawn a little differently from machine to machine. */
const allowed = { maxDiffPixelRatio: 0.005, threshold: 0.3, scale: 'css' } as const

const small = { width: 1280, height: 800 }
const middle = { width: 1600, height: 900 }
const sizes = [small, middle, { width: 1920, height: 1080 }]
/** Held upright, where the pages have the least width. */
const tablet = { width: 820, height: 1180 }

interface DeskPicture {
  readonly path: string
  /** What must be on the page before its picture is taken. */
  readonly shows: string
  /** Opens something on the page before its pictures. */
  readonly open?: (page: Page) => Promise<void>
}

/** Pages in every state. */
const pages: Readonly<Record<string, DeskPicture>> = {
  overview: { path: '/overview', shows: 'tr[data-queue]' },
  queues: { path: '/queues', shows: 'tr[data-queue]' },
  queue: { path: '/queues/300001', shows: '.recharts-line path' },
  agents: { path: '/agents', shows: 'tr[data-agent]' },
  'agents-grid': { path: '/agents?layout=grid', shows: '[role="listitem"]' },
  agent: { path: '/agents/200002', shows: '[data-timeline]' },
  campaigns: { path: '/campaigns', shows: 'tbody tr' },
  'campaign-card': { path: '/campaigns?card=400001', shows: 'aside, [data-card]' },
  alerts: { path: '/alerts', shows: 'tr[data-past-alert]' },
  'alert-rules': { path: '/alerts/rules', shows: 'tr[data-rule]' },
  'alert-rule': { path: '/alerts/rules/r7', shows: '.recharts-line path' },
  'alert-channels': { path: '/alerts/channels?channel=team-leads', shows: 'tr[data-delivery]' },
  'alert-shift': { path: '/alerts/shift', shows: 'tr[data-past-alert]' },
  boards: { path: '/boards', shows: 'main svg' },
  editor: { path: '/boards/b0', shows: 'textarea' },
  displays: { path: '/displays', shows: 'tr[data-display]' },
  display: { path: '/displays/d1', shows: 'form' },
  settings: { path: '/settings', shows: 'main select' },
  wall: { path: '/wall', shows: '[data-tile]' },
}

const replayAt = '?at=2026-11-26T09:10:00Z'

/** Pages and dialogs with one state of their own. */
const others: Readonly<Record<string, DeskPicture>> = {
  'history-replay': { path: `/history${replayAt}`, shows: '[data-tile]' },
  'queue-replay': { path: `/queues/300001${replayAt}`, shows: '.recharts-line path' },
  'alert-details': {
    path: '/alerts',
    shows: 'tr[data-past-alert]',
    open: async (page) => {
      await page.locator('tr[data-past-alert="p1"] th button').click()
      await page.locator('tr[data-alert="a3"]').getByRole('button', { name: 'Acknowledge' }).click()
    },
  },
  'alert-new-rule': { path: '/alerts/rules/new', shows: 'form' },
  'alert-new-channel': {
    path: '/alerts/channels',
    shows: 'tr[data-channel]',
    open: (page) => page.getByRole('button', { name: 'New channel' }).click(),
  },
  palette: {
    path: '/overview',
    shows: 'tr[data-queue]',
    open: async (page) => {
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  keys: {
    path: '/overview',
    shows: 'tr[data-queue]',
    open: async (page) => {
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  'columns-and-views': {
    path: '/queues',
    shows: 'tr[data-queue]',
    open: (page) => page.getByRole('button', { name: 'Columns' }).click(),
  },
}

/** The sizes of a state. Ageing figures differ from live ones by the line of the freshness only: they need no large size. */
const sizesOf = (state: DeskState) =>
  state === 'ageing' ? [small, middle, tablet] : state === 'live' ? [...sizes, tablet] : sizes

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

async function compare(page: Page, name: string, wanted: readonly { width: number; height: number }[]) {
  for (const size of wanted) {
    await page.setViewportSize(size)
    // The navigation is the same on every page: a new entry must not change all pictures.
    const mask = name === 'overview-live' ? [] : [page.getByRole('navigation')]
    await expect(page).toHaveScreenshot(`desk-${name}-${size.width}.png`, { ...allowed, mask })
  }
}

async function openStaged(page: Page, url: string, { path, shows, open }: DeskPicture): Promise<StagedDesk> {
  await stopClocks(page, stageTime)
  const desk = await stageDesk(page)
  await page.goto(`${url}${path}`)
  // A loaded machine takes its time to load a chart.
  await expect(page.locator(shows).first()).toBeVisible({ timeout: 60_000 })
  await settled(page)
  await open?.(page)
  return desk
}

/** Brings the page to the state: those that reload it show what a page does that is opened in this state. */
async function show(page: Page, desk: StagedDesk, state: DeskState): Promise<void> {
  desk.setState(state)
  if (state === 'ageing' || state === 'down')
    return expect(page.locator('main')).toHaveAttribute('data-link', state)
  await page.reload()
  await expect(page.locator('main')).toBeVisible()
  if (state === 'empty') await settled(page)
}

function definePictures(): void {
  // One test takes up to sixteen pictures.
  test.describe.configure({ timeout: 400_000 })
  for (const [name, picture] of Object.entries(pages)) {
    test(name, async ({ page, service }) => {
      const desk = await openStaged(page, service.url, picture)
      await compare(page, `${name}-live`, sizesOf('live'))
      for (const state of ['ageing', 'down', 'empty', 'loading'] as const) {
        await show(page, desk, state)
        await compare(page, `${name}-${state}`, sizesOf(state))
      }
      expect([...desk.unknownPaths]).toEqual([])
    })
  }

  for (const [name, picture] of Object.entries(others)) {
    test(name, async ({ page, service }) => {
      const desk = await openStaged(page, service.url, picture)
      await compare(page, name, name.endsWith('-replay') ? sizes : [middle])
      expect([...desk.unknownPaths]).toEqual([])
    })
  }

  for (const [name, cluster] of Object.entries({
    cluster: healthyCluster,
    'cluster-alone': brokenCluster,
    'cluster-fail-over': clusterInFailOver,
  }))
    test(name, async ({ page, service }) => {
      await stopClocks(page, stageTime)
      await stageDesk(page)
      await stageCluster(page, cluster)
      await page.goto(`${service.url}/cluster`)
      await expect(page.locator('tr[data-node]')).toHaveCount(3)
      // The page reads the cluster again and again: the network is never idle for long.
      await page.evaluate(() => document.fonts.ready)
      await compare(page, name, name === 'cluster' ? sizes : [middle])
    })

  for (const theme of ['light', 'contrast'] as const)
    for (const name of ['overview', 'queue', 'agents', 'alerts', 'alert-rule', 'displays'] as const)
      test(`${name}, ${theme}`, async ({ page, service }) => {
        await page.emulateMedia({
          colorScheme: theme === 'light' ? 'light' : 'dark',
          contrast: theme === 'contrast' ? 'more' : 'no-preference',
        })
        const picture = pages[name]
        if (picture === undefined) throw new Error(name)
        await openStaged(page, service.url, picture)
        await compare(page, `${name}-${theme}`, [middle])
      })

  test('toasts of new alerts', async ({ page, service }) => {
    const desk = await openStaged(page, service.url, { path: '/overview', shows: 'tr[data-queue]' })
    desk.fireAlerts()
    await expect(page.locator('[data-toast]')).toHaveCount(2)
    await compare(page, 'toasts', [middle])
  })

  test('a printed shift', async ({ page, service }) => {
    await openStaged(page, service.url, { path: '/alerts/shift', shows: 'tr[data-past-alert]' })
    await page.emulateMedia({ media: 'print' })
    // A4 at 96 pixels per inch, without its margins.
    await compare(page, 'alert-shift-printed', [{ width: 703, height: 1032 }])
  })

  test('sign-in', async ({ page, service }) => {
    await stopClocks(page, stageTime)
    const desk = await stageDesk(page, null)
    await page.goto(service.url)
    await expect(page.getByLabel('Username')).toBeVisible()
    await settled(page)
    await compare(page, 'sign-in', sizes)
    await page.getByLabel('Username').fill('jordan@acme.example')
    await page.getByLabel('Password').fill('a password')
    for (const refusal of ['credentials-refused', 'duplicate-login', 'notices-waiting'] as const) {
      desk.refuseSignIn(refusal)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('alert')).toBeVisible()
      if (refusal === 'notices-waiting') await expect(page.getByRole('article')).toBeVisible()
      await page.mouse.move(0, 0)
      await compare(page, `sign-in-${refusal}`, [middle])
    }
  })
}

if (isWanted) test.describe('a page of the desk looks as it did', definePictures)
