import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialHandOver, nextHandOver, type HandOverEffect, type HandOverEvent } from './hand-over-state.ts'

const down = { type: 'checked', isUp: false } as const
const up = { type: 'checked', isUp: true } as const
const elsewhere = { type: 'answered', isReached: false, other: 'b' } as const
const nowhere = { type: 'answered', isReached: false, other: undefined } as const

/** One owner: `handle` returns the effect, and the whole state continues. */
function createOwner() {
  let state = initialHandOver
  const handle = (event: HandOverEvent): HandOverEffect | undefined => {
    const decision = nextHandOver(state, event)
    ;({ state } = decision)
    return decision.effect
  }
  /** How many checks pass until an effect, at most `limit`. */
  const checksUntilAsked = (limit = 200) => {
    for (let checks = 1; checks <= limit; checks += 1) if (handle(down)?.type === 'ask') return checks
    return Infinity
  }
  return { handle, checksUntilAsked }
}

describe(nextHandOver, () => {
  it('hands over when only another node reaches Five9, soon after the session was lost or did not start', () => {
    const { handle, checksUntilAsked } = createOwner()
    handle({ type: 'owned' })
    handle(up)
    expect(checksUntilAsked()).toBe(2)
    expect(handle(elsewhere)).toEqual({ type: 'hand-over', node: 'b' })
    const starting = createOwner()
    starting.handle({ type: 'owned' })
    expect(starting.checksUntilAsked()).toBe(12)
  })

  it('keeps the lease while nobody reaches Five9, and while this node does', () => {
    for (const answer of [nowhere, { ...elsewhere, isReached: true }]) {
      const { handle, checksUntilAsked } = createOwner()
      handle(up)
      for (let round = 0; round < 20; round += 1) {
        expect(checksUntilAsked()).toBeLessThan(Infinity)
        expect(handle(answer)).toBeUndefined()
      }
      // A pause of five seconds between two rounds.
      expect(checksUntilAsked()).toBe(20)
    }
  })

  it('does nothing when the session is up again before the answer', () => {
    const { handle, checksUntilAsked } = createOwner()
    handle(up)
    checksUntilAsked()
    handle(up)
    expect(handle(elsewhere)).toBeUndefined()
  })

  it('needs one more proof after each hand-over, until the session was up for five minutes', () => {
    const { handle, checksUntilAsked } = createOwner()
    const proofs = () => {
      handle({ type: 'owned' })
      handle(up)
      for (let rounds = 1; rounds < 20; rounds += 1) {
        expect(checksUntilAsked()).toBeLessThan(Infinity)
        if (handle(elsewhere)?.type === 'hand-over') return rounds
      }
      return Infinity
    }
    expect([proofs(), proofs(), proofs()]).toEqual([1, 2, 3])
    handle({ type: 'owned' })
    for (let check = 0; check < 1_200; check += 1) handle(up)
    expect(proofs()).toBe(1)
  })

  it('never circulates the lease while no node reaches Five9, for any order of checks and answers', () => {
    const event = fc.constantFrom<HandOverEvent>({ type: 'owned' }, up, down, down, down, nowhere)
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const { handle } = createOwner()
        expect(events.map(handle).filter((effect) => effect?.type === 'hand-over')).toEqual([])
      }),
    )
  })
})
