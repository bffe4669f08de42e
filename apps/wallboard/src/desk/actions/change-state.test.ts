import { describe, expect, it } from 'vitest'
import { accepted, choosing, observed, refused, sent } from './change-state.ts'

describe('a change at Five9', () => {
  it('is confirmed only by a new live state, not by Five9’s reply', () => {
    const waiting = accepted(sent('Lunch'), 'ready')
    expect(observed(waiting, 'ready')).toBe(waiting)
    expect(observed(waiting, 'not ready, Lunch')).toEqual({
      step: 'confirmed',
      choice: 'Lunch',
      now: 'not ready, Lunch',
    })
  })

  it('keeps the reason of a refusal, and ignores the live state after it', () => {
    const state = refused(sent('Lunch'), 'No permission')
    expect(observed(state, 'on call')).toEqual({ step: 'refused', choice: 'Lunch', reason: 'No permission' })
  })

  it('ignores replies after the dialog was reset', () => {
    expect(accepted(choosing, 'ready')).toBe(choosing)
    expect(refused(choosing, 'late')).toBe(choosing)
    expect(observed(choosing, 'ready')).toBe(choosing)
  })
})
