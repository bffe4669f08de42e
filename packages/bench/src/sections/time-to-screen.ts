import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { small } from '../domains.ts'
import { pairDisplay, wallSize } from '../measure/chromium.ts'
import { play, stalenessOf } from '../measure/feed-run.ts'
import { startEmptyPage } from '../measure/empty-page.ts'
import {
  evaluate,
  InvalidRepetition,
  measureGoals,
  quantileOf,
  type Figure,
  type Goal,
  ratioOf,
} from '../measure/paired.ts'
import { startPlainChromium } from '../measure/plain-chromium.ts'
import { startRig, type Rig } from '../measure/rig.ts'
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

/** So many that the slowest of a hundred is another one than the slowest of all. */
const busyFrames = 101

/** This many frames compile the hot code of the server. */
const warmFrames = 600

/** From the upstream's send until the figure is painted on a wall display. */
export async function measureTimeToScreen(browser: Browser, repetitions: number): Promise<Figure[]> {
  const rig = await startRig(small)
  const { context, page, queues } = await pairDisplay(browser, rig)
  await recordPaints(page, queues[0]?.name ?? '')
  const run = async (framesPerSecond: number, frames: number) => {
    await page.evaluate(() => {
      window.painted = []
    })
    const toWallClock = Date.now() - Number(process.hrtime.bigint()) / 1e6
    const { sentAt } = await play(rig, { to: ['product'], framesPerSecond, frames })
    await pause(400)
    const painted = await page.evaluate(() => window.painted)
    if (painted.length === 0) throw new InvalidRepetition('the page painted no frame')
    return stalenessOf(
      sentAt.map(([number, at]): [number, number] => [number, at + toWallClock]),
      painted,
    )
  }
  await run(300, warmFrames)
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
      const busy = await run(20, busyFrames)
      const quiet = await run(3, 3)
      return {
        values: { busy: quantileOf(busy, 0.99), quiet: quantileOf(quiet, 0.5) },
        note: `p50 ${quantileOf(busy, 0.5).toFixed(0)} and ${quantileOf(quiet, 0.5).toFixed(0)} ms`,
      }
    },
  )
  await context.close()
  await rig.stop()
  return figures
}

/** Runs in the page: records when the first figure is painted. */
const recordFirstFigure = `
  const look = () => {
    const text = document.querySelector('[data-queue] [data-field="callsInQueue"]')?.textContent ?? ''
    if (!/[0-9]/.test(text)) return requestAnimationFrame(look)
    const channel = new MessageChannel()
    channel.port1.onmessage = () => { report(performance.now()) }
    channel.port2.postMessage(undefined)
  }
  look()
`

/** The bytes of a file as the server sends it to a browser that accepts an encoding. */
async function sentBytes(url: string, encoding: 'br' | 'gzip'): Promise<number> {
  const sent = once(get(url, { headers: { 'accept-encoding': encoding } }), 'response')
  let bytes = 0
  for await (const part of (await sent)[0] as AsyncIterable<Buffer>) bytes += part.length // of node:http, not decoded
  return bytes
}

const bundle = (name: string, unit: 'KiB' | 'KB', value: number): Goal => ({
  section: 'BUNDLE',
  name,
  unit,
  bound: { is: 'at most', value },
})

/** All files that the page of a display names, as a browser loads them before it shows the first figure. */
async function measureFirstLoad(url: string): Promise<Figure[]> {
  const page = `${url}/display`
  const html = await (await fetch(page)).text()
  const files = [...html.matchAll(/(?:src|href)="(\.\/assets\/[^"]+)"/g)].map(
    ([, path = '']) => new URL(path, page).href,
  )
  const scripts = files.filter((file) => file.endsWith('.js'))
  const sum = async (of: readonly string[], encoding: 'br' | 'gzip') => {
    const sizes = await Promise.all(of.map((file) => sentBytes(file, encoding)))
    return sizes.reduce((total, each) => total + each, 0)
  }
  return [
    evaluate(bundle('script in the first load of a display, Brotli', 'KiB', 78), [
      (await sum(scripts, 'br')) / 1_024,
    ]),
    evaluate(bundle('the same over plain http, gzip', 'KiB', 89), [(await sum(scripts, 'gzip')) / 1_024]),
    evaluate(
      bundle('all files to the first figure, Brotli', 'KB', 125),
      [((await sum(files, 'br')) + Buffer.byteLength(html)) / 1_000],
      `${files.length + 1} files; ${(((await sum(files, 'gzip')) + Buffer.byteLength(html)) / 1_000).toFixed(0)} KB over plain http`,
    ),
  ]
}

/** The cookies of a display that is paired now. */
export async function pairedCookies(browser: Browser, rig: Rig) {
  const { context } = await pairDisplay(browser, rig)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

/** A display that is switched on: when a slow machine paints the first figure, and how much it loads. */
export async function measureFirstFigure(
  rig: Rig,
  cookies: Awaited<ReturnType<typeof pairedCookies>>,
  repetitions: number,
): Promise<Figure[]> {
  const empty = await startEmptyPage()
  const plainBrowser = await startPlainChromium()
  const firstFigureMs = (url: string, throttle: number) =>
    plainBrowser.load({
      ...{ url, cookies, throttle },
      ...wallSize,
      script: recordFirstFigure,
    })
  const display = `${rig.url}/display`
  const note = `${((await firstFigureMs(display, 1)) / 1_000).toFixed(2)} s unthrottled, in a browser that just started`
  const figures = await measureGoals(
    {
      first: {
        section: 'PAINT',
        name: 'navigation to first figure, CPU throttled 4×',
        unit: 's',
        bound: { is: 'at most', value: 1.5 },
      },
      overEmpty: {
        section: 'PAINT',
        name: 'the same over a React page with one figure and nothing else',
        unit: '×',
        bound: null,
      },
    },
    repetitions,
    async () => {
      const first = await firstFigureMs(display, 4)
      const bare = await firstFigureMs(empty.url, 4)
      return {
        values: { first: first / 1_000, overEmpty: ratioOf(first, bare) },
        note: `${note}; React alone ${(bare / 1_000).toFixed(2)} s`,
      }
    },
  )
  await plainBrowser.close()
  await empty.stop()
  return [...figures, ...(await measureFirstLoad(rig.url))]
}
