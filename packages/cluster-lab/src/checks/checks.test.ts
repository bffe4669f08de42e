import { describe, expect, it } from 'vitest'
import { canonicalRows } from './canonical-rows.ts'
import { createPositionCheck } from './position-check.ts'
import { createShownCheck } from './shown-check.ts'
import { createTruthHistory } from './truth-history.ts'

const feed = '0123456789abcdef'
const epoch = (fence: number, view = 'aaaaaaaaaaaa') => `${feed}.${fence}.${view}`

describe(createPositionCheck, () => {
  it('accepts rising positions, a new fence, and another view of the same feed', () => {
    const { advance } = createPositionCheck()
    const positions = [
      [epoch(5), 1],
      [epoch(5), 1],
      [epoch(5), 9],
      [epoch(5, 'bbbbbbbbbbbb'), 9],
      [epoch(6), 0],
      ['replay.x.1', 0],
    ] as const
    expect(positions.map(([each, seq]) => advance({ epoch: each, seq }))).toEqual(
      positions.map(() => undefined),
    )
  })

  it.each([
    [epoch(5), 8],
    [epoch(5, 'bbbbbbbbbbbb'), 8],
    [epoch(4), 10],
  ])('reports a fall to %s, %i', (to, seq) => {
    const { advance } = createPositionCheck()
    advance({ epoch: epoch(5), seq: 9 })
    expect(advance({ epoch: to, seq })).toContain('the position fell from (5, 9)')
  })

  it('compares positions of an unknown epoch with one another', () => {
    const { advance, reset } = createPositionCheck()
    advance({ epoch: 'x', seq: 9 })
    expect(advance({ epoch: 'x', seq: 8 })).toContain('fell')
    reset()
    expect(advance({ epoch: 'x', seq: 8 })).toBeUndefined()
  })
})

describe(createShownCheck, () => {
  function start() {
    const truth = createTruthHistory()
    truth.report(0, 'a')
    truth.report(1_000, 'b')
    return { truth, check: createShownCheck(truth, 10_000) }
  }

  it('accepts old rows that are not shown as live', () => {
    const { check } = start()
    expect(check.sample({ at: 90_000, rows: 'a', isLive: false })).toBeUndefined()
    expect(check.takeOldestLiveMs()).toBe(0)
  })

  it('reports rows that are shown as live for too long after they were true', () => {
    const { check } = start()
    expect(check.sample({ at: 11_000, rows: 'a', isLive: true })).toBeUndefined()
    expect(check.takeOldestLiveMs()).toBe(10_000)
    expect(check.sample({ at: 11_001, rows: 'a', isLive: true })).toContain('true until 10001 ms ago')
  })

  it('reports rows that were never true, once their report had time to arrive', () => {
    const { check, truth } = start()
    expect(check.sample({ at: 2_000, rows: 'c', isLive: true })).toBeUndefined()
    truth.report(2_050, 'c')
    expect(check.sample({ at: 4_000, rows: 'c', isLive: true })).toBeUndefined()
    expect(check.sample({ at: 5_000, rows: 'd', isLive: true })).toBeUndefined()
    expect(check.sample({ at: 6_501, rows: 'd', isLive: true })).toContain('never true')
  })

  it('is fresh since the first of the samples in a row that are live and new', () => {
    const { check } = start()
    const at = (instant: number, rows: string, isLive = true) => {
      check.sample({ at: instant, rows, isLive })
      return check.freshSince()
    }
    expect(at(500, 'a', false)).toBeUndefined()
    expect(at(1_100, 'a')).toBe(1_100)
    expect(at(1_200, 'b')).toBe(1_100)
    expect(at(4_000, 'a')).toBeUndefined()
    expect(at(4_100, 'b')).toBe(4_100)
    expect(at(4_200, 'b', false)).toBeUndefined()
  })
})

describe(canonicalRows, () => {
  it('is equal for equal figures in any order, and differs when one figure differs', () => {
    const row = { id: '1', asOf: 5, callsInQueue: 2, agentsOnCall: 1, currentLongestQueueTime: 900 }
    const other = { currentLongestQueueTime: 0, agentsOnCall: 1, callsInQueue: 2, id: '1', asOf: 9 }
    const second = { id: '2', callsInQueue: 0 }
    expect(canonicalRows([row, second])).toBe(canonicalRows([second, other, { id: '0', callsInQueue: 2 }]))
    expect(canonicalRows([row])).not.toBe(canonicalRows([{ ...row, callsInQueue: 3 }]))
    expect(canonicalRows([row])).not.toBe(canonicalRows([row, second]))
  })
})
