import { describe, expect, it } from 'vitest'
import { perUpdate, shareOf, type Spent, type SpentOfKinds } from './main-thread.ts'

const spent = (task: number, layout = task / 4, script = task / 8): Spent => ({ script, layout, task })
/** Two pages of the product and one of direct DOM, in four rounds. */
const rounds = (product: Spent, direct: Spent): SpentOfKinds[] =>
  Array.from({ length: 4 }, () => [[product, product], [direct]])

const idle = rounds(spent(40), spent(4))

describe('the cost of an update', () => {
  it('is what a round with updates takes more, and grows with each kind of work by itself', () => {
    const cost = perUpdate({ idle, busy: rounds(spent(60), spent(12)) }, 0, 4)
    expect(cost).toEqual({ script: 0.625, layout: 1.25, task: 5 })
    const slowLayout = perUpdate({ idle, busy: rounds(spent(60, 35), spent(12)) }, 0, 4)
    expect([slowLayout.layout, slowLayout.task]).toEqual([6.25, 5])
    // Paint is part of the task alone: script and layout do not notice it.
    const slowPaint = perUpdate({ idle, busy: rounds(spent(100, 15, 7.5), spent(12)) }, 0, 4)
    expect(slowPaint).toEqual({ script: 0.625, layout: 1.25, task: 15 })
  })

  it('is not changed by periodic work of one page that is in both rounds, and unknown where idle work is larger', () => {
    const withPeriodicWork = (of: readonly SpentOfKinds[]): SpentOfKinds[] => [
      ...of.slice(1),
      [[spent(500), spent(500)], [spent(12)]],
    ]
    const busy = rounds(spent(60), spent(12))
    const cost = perUpdate({ idle: withPeriodicWork(idle), busy: withPeriodicWork(busy) }, 0, 4)
    expect(cost.task).toBe((3 * 20) / 4 / 4)
    expect(perUpdate({ idle, busy: rounds(spent(30), spent(12)) }, 0, 4).task).toBeNaN()
  })
})

describe('the share of the main thread of a slower machine', () => {
  it('has all work of all pages in it, the periodic too, as often as the machine is slower', () => {
    expect(shareOf(idle, 0, { ms: 1_000, slower: 1 })).toBe(4)
    expect(shareOf([...idle, ...rounds(spent(240), spent(4))], 0, { ms: 1_000, slower: 6 })).toBe(84)
  })
})
