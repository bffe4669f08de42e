import type { Browser } from '@playwright/test'
import { wide } from '../domains.ts'
import { newContext } from '../measure/chromium.ts'
import { play } from '../measure/feed-run.ts'
import { shareOf, spentDuring, type SpentOfKinds } from '../measure/main-thread.ts'
import { measureGoals, type Figure, type Goal, ratioOf } from '../measure/paired.ts'
import { startPlainChromium } from '../measure/plain-chromium.ts'
import { startRig, type Rig } from '../measure/rig.ts'

const windowSize = { width: 1600, height: 900 }
/** An old computer is this many times slower. */
const slowRate = 4
const framesPerSecond = 20
const roundMs = 4_000
const warmFrames = 30
/** Pages of the desk that show figures which move, and an element of each that has some. */
const pages = [
  { path: '/overview', shown: 'main [data-field]' },
  { path: '/queues', shown: 'tr[data-queue]' },
  { path: '/agents', shown: 'tr[data-agent]' },
] as const

/** Runs in the page: records when the first figure of the overview is painted. */
const recordFirstFigure = `
  const look = () => {
    const figures = [...document.querySelectorAll('main [data-field]')]
    if (!figures.some(({ textContent }) => /[0-9]/.test(textContent))) return requestAnimationFrame(look)
    const channel = new MessageChannel()
    channel.port1.onmessage = () => { report(performance.now()) }
    channel.port2.postMessage(undefined)
  }
  look()
`

const cookieOf = ({ cookie }: Rig) => {
  const [name = '', value = ''] = cookie.split('=')
  return { name, value }
}

const desk = (name: string, unit: Goal['unit'], limit?: number): Goal => ({
  section: 'DESK',
  name,
  unit,
  bound: limit === undefined ? null : { is: 'at most', value: limit },
})

/** The overview of a large desk on a slow machine, from navigation to its first figure, over that of a small one. */
export async function measureFirstFigureOfDesk(
  { small, wide: big }: Record<'small' | 'wide', Rig>,
  repetitions: number,
): Promise<Figure[]> {
  const plainBrowser = await startPlainChromium()
  const first = (rig: Rig) =>
    plainBrowser.load({
      url: `${rig.url}/overview`,
      cookies: [cookieOf(rig)],
      ...windowSize,
      throttle: slowRate,
      script: recordFirstFigure,
    })
  const size = `${big.domain.queues} queues and ${big.domain.agents} agents`
  const figures = await measureGoals(
    {
      first: desk(`navigation to first figure of the desk, ${size}, throttled ${slowRate}×`, 's', 2),
      overSmall: desk('the same over the desk of S', '×', 2),
    },
    repetitions,
    async () => {
      const ofSmall = await first(small)
      const ofBig = await first(big)
      return {
        values: { first: ofBig / 1_000, overSmall: ratioOf(ofBig, ofSmall) },
        note: `${(ofSmall / 1_000).toFixed(2)} s in S`,
      }
    },
  )
  await plainBrowser.close()
  return figures
}

/** Opens a page of the desk, and waits until it shows figures. */
async function openPage(browser: Browser, rig: Rig, { path, shown }: (typeof pages)[number]) {
  const context = await newContext(browser, rig.queueIds.length)
  await context.addCookies([{ ...cookieOf(rig), url: rig.url }])
  const page = await context.newPage()
  await page.setViewportSize(windowSize)
  await page.goto(`${rig.url}${path}`)
  await page.locator(shown).first().waitFor({ timeout: 60_000 })
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { context, cdp }
}

/** Pages of a large desk at the same time: the CPU time of their main threads while frames come. */
export async function measureDeskLoad(browser: Browser, repetitions: number): Promise<Figure[]> {
  const rig = await startRig(wide)
  const opened = await Promise.all(pages.map((page) => openPage(browser, rig, page)))
  const kinds = opened.map((page) => [page])
  const playFrames = (frames: number) => play(rig, { to: ['product'], framesPerSecond, frames })
  await playFrames(warmFrames)
  const shareIn = (spent: SpentOfKinds, kind: number) =>
    shareOf([spent], kind, { ms: roundMs, slower: slowRate })
  const idle = await spentDuring(kinds, roundMs, () => Promise.resolve())
  const share = (path: string) =>
    desk(`share of the main thread, ${path} at ${framesPerSecond} frames/s, ${slowRate}× slower`, '%', 30)
  const figures = await measureGoals(
    { overview: share(pages[0].path), queues: share(pages[1].path), agents: share(pages[2].path) },
    repetitions,
    async () => {
      const busy = await spentDuring(kinds, roundMs, () => playFrames((framesPerSecond * roundMs) / 1_000))
      return {
        values: { overview: shareIn(busy, 0), queues: shareIn(busy, 1), agents: shareIn(busy, 2) },
        note: `${pages.map((_page, kind) => shareIn(idle, kind).toFixed(1)).join(', ')} % without frames`,
      }
    },
  )
  for (const { context } of opened) await context.close()
  await rig.stop()
  return figures
}
