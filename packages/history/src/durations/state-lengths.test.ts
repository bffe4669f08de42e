import { DataSource } from '@wallboard/five9/identifiers'
import type { Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../band/quantile.ts'
import { lengthStep, typicalLength } from './length-counts.ts'
import { createStateLengths } from './state-lengths.ts'

const second = 1_000
const start = Date.parse('2026-11-26T10:00:00Z')

type Fields = Readonly<Record<string, unknown>>

function startCounting() {
  const lengths = createStateLengths()
  const send = (seconds: number, fields: Fields, kind: 'added' | 'updated' = 'updated', id = '7') => {
    const at = start + seconds * second
    const row: Row = { ...fields, id, asOf: at }
    const none = { added: [], updated: [], removed: [] }
    lengths.changed(at, [{ dataSource: DataSource.AgentState, ...none, [kind]: [row] }])
  }
  /** A state that began at this second. */
  const state = (seconds: number, name: string, more: Fields = {}) => {
    send(seconds, { state: name, stateSince: start + seconds * second, reasonCodeId: '0', ...more })
  }
  const taken = () => lengths.take().map(({ kind, id, counts }) => [kind, id, ...[...counts].flat()])
  return { lengths, send, state, taken }
}

describe(createStateLengths, () => {
  it('counts after-call work and calls of an agent, and reasons of all agents', () => {
    const { lengths, send, state, taken } = startCounting()
    send(0, { state: 'READY', stateSince: start }, 'added')
    lengths.setLive(true)
    state(10, 'ON_CALL')
    state(200, 'ACW')
    state(245, 'NOT_READY', { reasonCodeId: 'lunch', reasonCodeSince: start + 245 * second })
    state(305, 'READY')
    expect(taken()).toEqual([
      ['on-call', '7', 192, 1], // 190 s in a step of 4 s
      ['after-call', '7', 45, 1],
      ['reason', 'lunch', 60, 1],
    ])
    expect(taken()).toEqual([])
  })

  it('counts each reason for its own time', () => {
    const { lengths, send, state, taken } = startCounting()
    send(0, { state: 'READY', stateSince: start }, 'added')
    lengths.setLive(true)
    state(10, 'NOT_READY', { reasonCodeId: 'a', reasonCodeSince: start + 10 * second })
    send(40, { reasonCodeId: 'b', reasonCodeSince: start + 40 * second })
    state(60, 'NOT_READY', { reasonCodeId: '0', reasonCodeSince: 0 })
    state(99, 'READY')
    expect(taken()).toEqual([
      ['reason', 'a', 30, 1],
      ['reason', 'b', 20, 1],
    ])
  })

  it('knows no length of a state whose end was not recorded, and the whole length of one that began in a gap', () => {
    const { lengths, send, state, taken } = startCounting()
    send(0, { state: 'ACW', stateSince: start - 30 * second }, 'added')
    lengths.setLive(true)
    lengths.setLive(false)
    state(60, 'ON_CALL')
    lengths.setLive(true)
    state(90, 'ACW')
    expect(taken()).toEqual([['on-call', '7', 30, 1]])
  })

  it('ends no state with an agent who leaves the domain, or without an instant of Five9', () => {
    const { lengths, send, taken } = startCounting()
    send(0, { state: 'ACW', stateSince: start }, 'added')
    send(0, { state: 'ACW' }, 'added', '8')
    lengths.setLive(true)
    lengths.changed(start + 9_000, [
      { dataSource: DataSource.AgentState, added: [], updated: [], removed: ['7'] },
    ])
    send(10, { state: 'READY', stateSince: start + 10 * second }, 'added')
    send(10, { state: 'READY', stateSince: start + 10 * second }, 'updated', '8')
    expect(taken()).toEqual([])
  })
})

describe(typicalLength, () => {
  it('has the quantiles of the lengths that were counted, within 2 %', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 300 }),
        (seconds) => {
          const counts = new Map<number, number>()
          for (const each of seconds) {
            const step = lengthStep(each)
            counts.set(step, (counts.get(step) ?? 0) + 1)
          }
          const usual = typicalLength(counts)
          expect(usual?.count).toBe(seconds.length)
          for (const [share, value] of [
            [0.95, usual?.p95],
            [0.99, usual?.p99],
          ] as const) {
            const exact = quantile(seconds, share) ?? NaN
            expect(Math.abs((value ?? NaN) - exact)).toBeLessThanOrEqual(0.02 * exact + 1e-9)
          }
        },
      ),
    )
  })

  it('is exact up to a minute, and unknown without lengths', () => {
    expect([0, 1, 59, 60, 64].map(lengthStep)).toEqual([0, 1, 59, 60, 64])
    expect(typicalLength(new Map())).toBeUndefined()
  })
})
