import { describe, expect, it } from 'vitest'
import { isCharacterSequence, keyPressed, noKeys } from './key-sequence-state.ts'

const sequences = ['g o', 'g q', '/', '?', 'o', 's', 'Space', 'Escape']

/** Presses keys with pauses before them, in milliseconds, and returns the complete sequences. */
function press(...keys: readonly (readonly [key: string, pauseMs: number])[]): readonly string[] {
  let state = noKeys
  let at = 5_000
  const complete: string[] = []
  for (const [key, pauseMs] of keys) {
    at += pauseMs
    const result = keyPressed(state, { key, at }, sequences)
    ;({ state } = result)
    if (result.complete !== undefined) complete.push(result.complete)
  }
  return complete
}

describe(keyPressed, () => {
  it('completes a single key at once', () => {
    expect(press(['/', 0], ['?', 0], ['Escape', 0])).toEqual(['/', '?', 'Escape'])
  })

  it('completes a sequence within a second, and not later', () => {
    expect(press(['g', 0], ['q', 1_000])).toEqual(['g q'])
    expect(press(['g', 0], ['q', 1_001])).toEqual([])
  })

  it('takes a late second key as a first one', () => {
    expect(press(['g', 0], ['o', 1_001])).toEqual(['o'])
  })

  it('does nothing for a key that continues no sequence, and starts anew with the next', () => {
    expect(press(['g', 0], ['s', 10])).toEqual([])
    expect(press(['g', 0], ['s', 10], ['s', 10])).toEqual(['s'])
    expect(press(['g', 0], ['g', 10], ['q', 10])).toEqual([])
  })

  it('names the space bar', () => {
    expect(press([' ', 0])).toEqual(['Space'])
  })

  it('distinguishes upper and lower case', () => {
    expect(press(['G', 0], ['q', 10], ['S', 10])).toEqual([])
  })
})

describe(isCharacterSequence, () => {
  it.each(['g o', 'a', '/', '[', '5', 'ж'])('is true for %s', (sequence) => {
    expect(isCharacterSequence(sequence)).toBe(true)
  })

  it.each(['Escape', 'ArrowDown', 'Enter', 'Space'])('is false for %s', (sequence) => {
    expect(isCharacterSequence(sequence)).toBe(false)
  })
})
