import type { Page } from '@playwright/test'
import { z } from 'zod'

/*
 * How long a page takes to answer a person: from an input until the frame that shows its result is painted. Two
 * measurements count, and the longer one is the interaction's. The browser's own Event Timing ends with the first frame
 * after the event was handled, which may show the typed letter without the filtered rows, and does not report less than
 * 16 ms. The page's own measurement ends with the frame after the rows of the table changed; an input that changes no
 * row has none.
 */

/** The browser rounds to 8 ms: what it does not report counts as much. */
const unreportedMs = 8

/** Runs in the page before its own scripts. Records each input with its longest event and its result, in milliseconds. */
const observe = `
  globalThis.interactions = { inputs: [], events: [] }
  const painted = (call) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = call
    port2.postMessage(0)
  })
  globalThis.painted = () => new Promise(painted)
  new PerformanceObserver((list) => {
    for (const { interactionId, startTime, duration } of list.getEntries())
      if (interactionId > 0) interactions.events.push({ startTime, duration })
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  for (const type of ['keydown', 'click'])
    addEventListener(type, ({ timeStamp }) => {
      interactions.inputs.push({ at: timeStamp, hasChanged: false, resultMs: 0 })
    }, { capture: true })
  new MutationObserver((records) => {
    const input = interactions.inputs[interactions.inputs.length - 1]
    if (input === undefined || input.hasChanged) return
    // An element of a row is drawn again with another row.
    if (!records.some(({ type, target }) => type === 'attributes' || target.nodeName === 'TBODY')) return
    input.hasChanged = true
    painted(() => { input.resultMs = performance.now() - input.at })
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-row-id'] })
`

/** Observes the interactions of all pages that are opened in it from now on. */
export const observeInteractions = (page: Page): Promise<void> =>
  page.addInitScript(observe).then(() => undefined)

const Durations = z.array(z.number())

const Interactions = z.object({
  inputs: z.array(z.object({ at: z.number(), hasChanged: z.boolean(), resultMs: z.number() })),
  events: z.array(z.object({ startTime: z.number(), duration: z.number() })),
})

/** Events are reported with the frame after them. */
const reportWithinMs = 250

/** Interactions in milliseconds, in their order, and how many of them changed rows. */
export interface TimedInteractions {
  readonly durations: readonly number[]
  readonly changed: number
}

/**
 * Performs interactions one after the other, and returns how long each took. A person is not faster than `pauseMs`
 * between two of them.
 */
export async function timeInteractions(
  page: Page,
  acts: readonly (() => Promise<void>)[],
  pauseMs: number,
): Promise<TimedInteractions> {
  await page.evaluate('interactions.inputs.length = interactions.events.length = 0')
  for (const act of acts) {
    await act()
    await page.waitForTimeout(pauseMs)
  }
  await page.waitForTimeout(reportWithinMs)
  const { inputs, events } = Interactions.parse(await page.evaluate('interactions'))
  const durations = inputs.map(({ at, resultMs }, index) => {
    const until = inputs[index + 1]?.at ?? Infinity
    const ofInput = events.filter(({ startTime }) => startTime >= at && startTime < until)
    return Math.max(unreportedMs, resultMs, ...ofInput.map(({ duration }) => duration))
  })
  return { durations, changed: inputs.filter(({ hasChanged }) => hasChanged).length }
}

/**
 * Scrolls the table in steps, and returns how long each took from the step until a frame with rows in the middle of the
 * table is painted: the browser reports no interaction for a wheel. A frame that shows empty space does not end a step.
 */
export async function timeScrolling(
  page: Page,
  { steps, pixels }: { readonly steps: number; readonly pixels: number },
): Promise<TimedInteractions> {
  const durations = Durations.parse(
    await page.evaluate(
      `(async () => {
        const scroller = document.querySelector('table').parentElement
        const { left, top, width, height } = scroller.getBoundingClientRect()
        const showsRows = () => {
          const middle = document.elementFromPoint(left + width / 3, top + Math.min(height, innerHeight - top) / 2)
          return middle?.closest('tr[data-row-id]') != null
        }
        const durations = []
        for (let step = 0; step < ${steps}; step += 1) {
          await painted()
          const start = performance.now()
          scroller.scrollTop += ${pixels}
          do await painted()
          while (!showsRows() && performance.now() - start < 1_000)
          durations.push(performance.now() - start)
        }
        scroller.scrollTop = 0
        await painted()
        return durations
      })()`,
    ),
  )
  return { durations, changed: durations.length }
}
