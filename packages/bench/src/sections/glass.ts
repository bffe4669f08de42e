import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import { newContext, pairDisplay, type Display } from '../measure/chromium.ts'
import { play, stalenessOf } from '../measure/feed-run.ts'
import { judge, measureGoals, quantileOf, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { wallFlushMs } from './fan-out.ts'

declare global {
  interface Window {
    /** Frame numbers as they were painted, and when by the machine's clock. */
    painted: [number, number][]
    endWatching: () => void
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
    const observer = new MutationObserver(() => {
      const number = read()
      if (number === last || number < 1_000) return
      last = number
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => window.painted.push([number, Date.now()])
        channel.port2.postMessage(undefined)
      })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    window.endWatching = () => {
      observer.disconnect()
    }
  }, queue)
}

/** From the upstream's send until the figure stands painted on a wall display. */
export async function timeToGlass(
  { page, queues }: Display,
  rig: Rig,
  repetitions: number,
): Promise<Figure[]> {
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
  await page.evaluate(() => {
    window.endWatching()
  })
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
