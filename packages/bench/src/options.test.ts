import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

/** The names of the sections that are measured in turn, and after a colon those beside them. */
const chosen = (...args: readonly string[]) =>
  readOptions(args).groups.map(({ sections, beside = [] }) =>
    [sections, ...beside.map((each) => each.sections)]
      .map((each) => each.map(({ name }) => name).join(' '))
      .join(': '),
  )

describe(readOptions, () => {
  it('measures chosen sections beside those that they are beside in a whole run, and alone without these', () => {
    expect(chosen('--only', 'STALL,MEMORY,LARGE.')).toEqual(['MEMORY', 'STALL: LARGE'])
    expect(chosen('--only', 'MEMORY,LARGE.')).toEqual(['MEMORY', 'LARGE'])
    expect(chosen('--only', 'SPA.,STORM.,FANOUT.')).toEqual(['SPA', 'FANOUT STORM'])
  })

  it('gives a whole run little time for repetitions that were not planned, and others as much as they need', () => {
    expect(readOptions([]).spareMs).toBeLessThan(20_000)
    expect(readOptions(['--only', 'STALL']).spareMs).toBe(Infinity)
    expect(readOptions(['--only', 'STALL', '--spare', '0']).spareMs).toBe(0)
  })

  it('compares a planted cost in two rounds, in one with --quick, and in as many as --rounds says', () => {
    const rounds = (...args: readonly string[]) =>
      readOptions(['--plant', 'page-idle', '--compare', ...args]).rounds
    expect([rounds(), rounds('--quick'), rounds('--quick', '--rounds', '5')]).toEqual([2, 1, 5])
  })

  it('says what it does not know', () => {
    expect(() => readOptions(['--only', 'NOTHING'])).toThrow('No section begins with NOTHING')
    expect(() => readOptions(['--spare', 'much'])).toThrow('--spare')
    expect(() => readOptions(['--rounds', '0'])).toThrow('--rounds')
  })
})
