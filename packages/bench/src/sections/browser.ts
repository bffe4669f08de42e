import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import { mainThreadMs, newContext, pairDisplay, type Display } from '../measure/chromium.ts'
import { play, stalenessOf } from '../measure/feed-run.ts'
import { judge, measureGoals, quantileOf, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import { wallFlushMs } from './fan-out.ts'

declare global {
  interface Window {
    /** Frame numbers as they were painted, and when by the machine's clock. */
    painted: [number, number][]
  }
}

/** Notes when a frame's number stands painted: after the frame in which its text changed. */
async function watchPaint(page: Page, queue: string): Promise<void> {
  await page.evaluate((name) => {
    window.painted = []
    const read = () => {
      const tile = [...document.querySelectorAll<HTMLElement>('[data-queue]')].find(
        (each) => each.dataset['queue'] === name,
      )
      return Number(tile?.querySelector('[data-field="callsInQueue"]')?.textContent.replace(/\D/g, ''))
    }
    let last = read()
    new MutationObserver(() => {
      const number = read()
      if (number === last || number < 1_000) return
      last = number
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => window.painted.push([number, Date.now()])
        channel.port2.postMessage(undefined)
      })
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, queue)
}

/** From the upstream's send until the figure stands painted on a wall display. */
export async function timeToGlass(browser: Browser, rig: Rig, repetitions: number): Promise<Figure[]> {
  const { page, context, queues } = await pairDisplay(browser, rig)
  await watchPaint(page, queues[0]?.name ?? '')
  const run = async (framesPerSecond: number, frames: number) => {
    await page.evaluate(() => {
      window.painted = []
    })
    const toWallClock = Date.now() - Number(process.hrtime.bigint()) / 1e6
    const { sentAt } = await play(rig, { to: 'product', framesPerSecond, frames })
    await pause(600)
    const painted = await page.evaluate(() => window.painted)
    return stalenessOf(
      sentAt.map(([number, at]): [number, number] => [number, at + toWallClock]),
      painted,
    )
  }
  await run(4, 4)
  const figures = await measureGoals(
    {
      busy: {
        section: 'GLASS',
        name: 'upstream send to painted, p99, 20 frames/s',
        unit: 'ms',
        bound: { is: 'at most', value: wallFlushMs + 50 },
      },
      quiet: {
        section: 'GLASS',
        name: 'upstream send to painted, p50, 3 frames/s',
        unit: 'ms',
        bound: null,
      },
    },
    Math.min(3, repetitions),
    async () => {
      const busy = await run(20, 60)
      const quiet = await run(3, 8)
      return {
        values: { busy: quantileOf(busy, 0.99), quiet: quantileOf(quiet, 0.5) },
        note: `p50 ${quantileOf(busy, 0.5).toFixed(0)} and ${quantileOf(quiet, 0.5).toFixed(0)} ms`,
      }
    },
  )
  await context.close()
  return figures
}

const noCost: UpdateCost = { script: NaN, layout: NaN }
const updates = 20
/** 270 ms apart, so that each frame is a flush of its own. */
const updatesPerSecond = 1_000 / (wallFlushMs + 20)

interface UpdateCost {
  readonly script: number
  readonly layout: number
}

/**
 * Main-thread time per update of several pages at once, each in a process of its own: the work of the same updates, less
 * what the page does in the same time without them.
 */
async function costOfUpdates(rig: Rig, pages: readonly Pick<Display, 'cdp'>[]): Promise<UpdateCost[]> {
  const read = () => Promise.all(pages.map(({ cdp }) => mainThreadMs(cdp)))
  async function spentDuring(work: () => Promise<unknown>): Promise<UpdateCost[]> {
    const before = await read()
    await work()
    const after = await read()
    return after.map(({ script, layout }, index) => ({
      script: script - (before[index]?.script ?? NaN),
      layout: layout - (before[index]?.layout ?? NaN),
    }))
  }
  const durationMs = (1_000 * updates) / updatesPerSecond
  const idle = await spentDuring(() => pause(durationMs))
  const busy = await spentDuring(async () => {
    const startedAt = performance.now()
    await play(rig, { to: 'product', framesPerSecond: updatesPerSecond, frames: updates })
    await pause(durationMs + startedAt - performance.now())
  })
  // Where the idle work varied by more than the updates cost, nothing was measured.
  const cost = (spent: number, idling = NaN) => (spent > idling ? (spent - idling) / updates : NaN)
  return busy.map(({ script, layout }, index) => ({
    script: cost(script, idle[index]?.script),
    layout: cost(layout, idle[index]?.layout),
  }))
}

/** The script of an update against setting the same text nodes by hand. */
export async function scriptTime(browser: Browser, rig: Rig, repetitions: number): Promise<Figure[]> {
  const display = await pairDisplay(browser, rig)
  const floor = await directDom(browser, rig, display)
  await costOfUpdates(rig, [display, floor])
  const figures = await measureGoals(
    {
      script: {
        section: 'SPA',
        name: `script per update over direct DOM, ${display.queues.length} tiles`,
        unit: '×',
        bound: { is: 'at most', value: 3 },
      },
      layout: { section: 'SPA', name: 'style and layout per update over direct DOM', unit: '×', bound: null },
    },
    repetitions,
    async () => {
      const [product = noCost, direct = noCost] = await costOfUpdates(rig, [display, floor])
      return {
        values: { script: product.script / direct.script, layout: product.layout / direct.layout },
        note: `${product.script.toFixed(2)} against ${direct.script.toFixed(2)} ms script`,
      }
    },
  )
  await display.context.close()
  await floor.context.close()
  return figures
}

/** As many changes on another floor, on boards of as many tiles: what a page does must follow what changed. */
export async function scriptOnFloors(
  browser: Browser,
  small: Rig,
  other: Rig,
  repetitions: number,
): Promise<Figure[]> {
  const [before, after] = [await pairDisplay(browser, small), await pairDisplay(browser, other)]
  await costOfUpdates(small, [before])
  await costOfUpdates(other, [after])
  const figures = await measureGoals(
    {
      ratio: {
        section: 'SPA',
        name: `script per update, ${other.domain.name} over S, the same changes`,
        unit: '×',
        bound: { is: 'at most', value: 1.2 },
      },
    },
    Math.min(2, repetitions),
    async () => {
      const [was = noCost] = await costOfUpdates(small, [before])
      const [is = noCost] = await costOfUpdates(other, [after])
      return {
        values: { ratio: is.script / was.script },
        note: `${is.script.toFixed(2)} against ${was.script.toFixed(2)} ms`,
      }
    },
  )
  await before.context.close()
  await after.context.close()
  return figures
}

/** A display that is switched on: what it loads, and when its first number stands on the glass of a slow machine. */
export async function firstNumber(browser: Browser, rig: Rig, repetitions: number): Promise<Figure[]> {
  const paired = await pairDisplay(browser, rig)
  const cookies = await paired.context.cookies()
  await paired.context.close()
  let scriptKiB = NaN
  const figures = await measureGoals(
    {
      first: {
        section: 'GLASS',
        name: 'navigation to first number, CPU throttled 4×',
        unit: 's',
        bound: { is: 'at most', value: 1.5 },
      },
    },
    Math.min(3, repetitions),
    async () => {
      const context = await newContext(browser)
      await context.addCookies(cookies)
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await page.goto(`${rig.url}/display`)
      const shownAtMs = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            function look(): void {
              const text =
                document.querySelector('[data-queue] [data-field="callsInQueue"]')?.textContent ?? ''
              if (!/\d/.test(text)) {
                requestAnimationFrame(look)
                return
              }
              const channel = new MessageChannel()
              channel.port1.onmessage = () => {
                resolve(performance.now())
              }
              channel.port2.postMessage(undefined)
            }
            look()
          }),
      )
      const scripts = await page
        .locator('script[src], link[rel=modulepreload]')
        .evaluateAll((all) => all.map((each) => each.getAttribute('src') ?? each.getAttribute('href') ?? ''))
      const sizes = await Promise.all(
        scripts.map(
          async (path) => gzipSync(await (await page.request.get(`${rig.url}${path}`)).body()).length,
        ),
      )
      scriptKiB = sizes.reduce((sum, each) => sum + each, 0) / 1_024
      await context.close()
      return { values: { first: shownAtMs / 1_000 } }
    },
  )
  return [
    ...figures,
    judge(
      {
        section: 'BUNDLE',
        name: 'script that a display’s page asks for, gzip',
        unit: 'KiB',
        bound: { is: 'at most', value: 100 },
      },
      [scriptKiB],
    ),
  ]
}
