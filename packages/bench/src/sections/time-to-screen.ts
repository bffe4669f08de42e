import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import { pairDisplay, wallSize } from '../measure/chromium.ts'
import { play, stalenessOf } from '../measure/feed-run.ts'
import { evaluate, measureGoals, quantileOf, type Figure } from '../measure/paired.ts'
import { startPlainChromium } from '../measure/plain-chromium.ts'
import type { Rig } from '../measure/rig.ts'
import { wallFlushMs } from './fan-out.ts'

declare global {
  interface Window {
    /** Frame numbers, with the epoch milliseconds at which each was painted. */
    painted: [number, number][]
  }
}

/** Records when a frame number is painted: after the animation frame in which its text changed. */
async function recordPaints(page: Page, queue: string): Promise<void> {
  await page.evaluate((name) => {
    window.painted = []
    const read = () => {
      const tile = [...document.querySelectorAll<HTMLElement>('[data-queue]')].find(
        (each) => each.dataset['queue'] === name,
      )
      return Number(tile?.querySelector('[data-field="callsInQueue"]')?.textContent.replace(/\D/g, ''))
    }
    let last = read()
    const observer = new MutationObserver(() => {
      const number = read()
      if (number === last || !(number >= 1_000)) return // NaN when the tile is not drawn
      last = number
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => window.painted.push([number, Date.now()])
        channel.port2.postMessage(undefined)
      })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  }, queue)
}

/** From the upstream's send until the figure is painted on a wall display. */
export async function measureTimeToScreen(
  browser: Browser,
  rig: Rig,
  repetitions: number,
): Promise<Figure[]> {
  const { context, page, queues } = await pairDisplay(browser, rig)
  await recordPaints(page, queues[0]?.name ?? '')
  const run = async (framesPerSecond: number, frames: number) => {
    await page.evaluate(() => {
      window.painted = []
    })
    const toWallClock = Date.now() - Number(process.hrtime.bigint()) / 1e6
    const { sentAt } = await play(rig, { to: 'product', framesPerSecond, frames })
    await pause(400)
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
        section: 'PAINT',
        name: 'upstream send to painted, p99, 20 frames/s',
        unit: 'ms',
        bound: { is: 'at most', value: wallFlushMs + 50 },
      },
      quiet: {
        section: 'PAINT',
        name: 'upstream send to painted, p50, 3 frames/s',
        unit: 'ms',
        bound: null,
      },
    },
    repetitions,
    async () => {
      const busy = await run(20, 40)
      const quiet = await run(3, 5)
      return {
        values: { busy: quantileOf(busy, 0.99), quiet: quantileOf(quiet, 0.5) },
        note: `p50 ${quantileOf(busy, 0.5).toFixed(0)} and ${quantileOf(quiet, 0.5).toFixed(0)} ms`,
      }
    },
  )
  await context.close()
  return figures
}

/** Runs in the page: records when the first figure is painted. */
const recordFirstFigure = `
  const look = () => {
    const text = document.querySelector('[data-queue] [data-field="callsInQueue"]')?.textContent ?? ''
    if (!/[0-9]/.test(text)) return requestAnimationFrame(look)
    const channel = new MessageChannel()
    channel.port1.onmessage = () => { window.firstFigureAt = performance.now() }
    channel.port2.postMessage(undefined)
  }
  look()
`

/** A display that is switched on: when a slow machine paints the first figure, and how much script it loads. */
export async function measureFirstFigure(browser: Browser, rig: Rig, repetitions: number): Promise<Figure[]> {
  const { context, page } = await pairDisplay(browser, rig)
  const cookies = await context.cookies()
  // The paths of the scripts are relative to the page.
  const bodyOf = async (path: string) => (await page.request.get(new URL(path, rig.url).href)).body()
  const html = (await bodyOf('/display')).toString()
  const scripts = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path)
  const sizes = await Promise.all(scripts.map(async (path) => gzipSync(await bodyOf(path)).length))
  await context.close()
  const plainBrowser = await startPlainChromium()
  const firstFigureMs = (throttle: number) =>
    plainBrowser.load({
      url: `${rig.url}/display`,
      cookies,
      ...wallSize,
      throttle,
      script: recordFirstFigure,
      expression: 'window.firstFigureAt',
    })
  const note = `${((await firstFigureMs(1)) / 1_000).toFixed(2)} s unthrottled, in a browser that just started`
  const figures = await measureGoals(
    {
      first: {
        section: 'PAINT',
        name: 'navigation to first figure, CPU throttled 4×',
        unit: 's',
        bound: { is: 'at most', value: 1.5 },
      },
    },
    repetitions,
    async () => {
      return { values: { first: (await firstFigureMs(4)) / 1_000 }, note }
    },
  )
  await plainBrowser.close()
  return [
    ...figures,
    evaluate(
      {
        section: 'BUNDLE',
        name: 'script in the first load of a display, gzip',
        unit: 'KiB',
        bound: { is: 'at most', value: 100 },
      },
      [sizes.reduce((sum, each) => sum + each, 0) / 1_024],
    ),
  ]
}
