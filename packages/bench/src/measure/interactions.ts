import type { Page } from '@playwright/test'
import { z } from 'zod'

/*
 * How long a page takes to answer a person: from an input until the frame that shows its effect is painted, by the
 * browser's own Event Timing. The browser reports no interaction that took less than 16 ms.
 */

/** The browser rounds to 8 ms: what it does not report counts as much. */
const unreportedMs = 8

/** Runs in the page before its own scripts: keeps the longest event of each interaction. */
const observe = `
  globalThis.interactions = new Map()
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0)
        interactions.set(interactionId, Math.max(interactions.get(interactionId) ?? 0, duration))
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
`

/** Observes the interactions of all pages that are opened in it from now on. */
export const observeInteractions = (page: Page): Promise<void> =>
  page.addInitScript(observe).then(() => undefined)

const Durations = z.array(z.number())

/** Events are reported with the frame after them. */
const reportWithinMs = 250

/**
 * Performs interactions one after the other, and returns how long each took in milliseconds. A person is not faster
 * than `pauseMs` between two of them.
 */
export async function timeInteractions(
  page: Page,
  acts: readonly (() => Promise<void>)[],
  pauseMs: number,
): Promise<readonly number[]> {
  await page.evaluate('interactions.clear()')
  for (const act of acts) {
    await act()
    await page.waitForTimeout(pauseMs)
  }
  await page.waitForTimeout(reportWithinMs)
  const reported = Durations.parse(await page.evaluate('[...interactions.values()]'))
  // An act is one interaction; those that the browser did not report were short.
  const others = Math.max(0, acts.length - reported.length)
  return [...reported, ...Array.from({ length: others }, () => unreportedMs)]
}

/**
 * Scrolls an element in steps, and returns how long each took from the step until the frame that shows it is painted:
 * the browser reports no interaction for a wheel.
 */
export async function timeScrolling(
  page: Page,
  selector: string,
  { steps, pixels }: { readonly steps: number; readonly pixels: number },
): Promise<readonly number[]> {
  return Durations.parse(
    await page.evaluate(
      `(async () => {
        const scroller = document.querySelector(${JSON.stringify(selector)}).parentElement
        const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = resolve
          port2.postMessage(0)
        }))
        const durations = []
        for (let step = 0; step < ${steps}; step += 1) {
          await painted()
          const start = performance.now()
          scroller.scrollTop += ${pixels}
          await painted()
          durations.push(performance.now() - start)
        }
        scroller.scrollTop = 0
        await painted()
        return durations
      })()`,
    ),
  )
}
