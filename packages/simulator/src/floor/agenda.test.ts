import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAgenda } from './agenda.ts'

describe(createAgenda, () => {
  it('runs actions by time, and in the order of planning at equal times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const agenda = createAgenda()
        const ran: { at: number; order: number }[] = []
        times.forEach((at, order) => {
          agenda.plan(at, () => ran.push({ at, order }))
        })
        agenda.runUntil(20, () => undefined)
        expect(ran).toEqual(
          times.map((at, order) => ({ at, order })).sort((a, b) => a.at - b.at || a.order - b.order),
        )
      }),
    )
  })

  it('leaves later actions, and runs actions that are planned meanwhile', () => {
    const agenda = createAgenda()
    const ran: string[] = []
    agenda.plan(5, () => {
      ran.push('first')
      agenda.plan(7, () => ran.push('planned by the first'))
    })
    agenda.plan(9, () => ran.push('later'))
    agenda.runUntil(8, () => undefined)
    expect(ran).toEqual(['first', 'planned by the first'])
  })
})
