import { describe, expect, it } from 'vitest'
import {
  changeWithoutCustomerData,
  decodeClientMessage,
  decodeServerMessage,
  encodeServerMessage,
  judgeChanges,
  type ChangesMessage,
} from './index.ts'

const changes: ChangesMessage = {
  type: 'changes',
  eventId: '5012',
  epoch: 'e',
  prev: 4,
  seq: 6,
  asOf: 1_000,
  payLoad: [
    {
      dataSource: 'ACD_STATUS',
      added: [],
      updated: [
        { id: '1', asOf: 1_000, callsInQueue: 2 },
        { id: '2', asOf: 900, callsInQueue: 3 },
      ],
      removed: ['3'],
    },
  ],
}

describe('the relay protocol', () => {
  it('[R2] says an instant once: a row of the message’s own instant leaves it out, and gets it back', () => {
    const text = encodeServerMessage(changes)
    expect(text.match(/1000/g)).toHaveLength(1)
    expect(decodeServerMessage(text)).toEqual({ ok: true, message: changes })
  })

  it.each([
    ['in step', { epoch: 'e', seq: 4 }, 'apply'],
    ['inside the span, after a newer snapshot', { epoch: 'e', seq: 5 }, 'apply'],
    ['already past it', { epoch: 'e', seq: 6 }, 'ignore'],
    ['before the span', { epoch: 'e', seq: 3 }, 'gap'],
    ['of another epoch', { epoch: 'f', seq: 4 }, 'gap'],
    ['without a snapshot', undefined, 'gap'],
  ])('[R4] a screen %s', (_case, position, verdict) => {
    expect(judgeChanges(position, changes)).toBe(verdict)
  })

  it('[R8] refuses what it does not know, with a reason and without throwing', () => {
    for (const text of ['', '{', 'null', '[]', '{"type":"poke"}', '{"type":"ack","epoch":"e","seq":-1}']) {
      expect(decodeClientMessage(text).ok).toBe(false)
      expect(decodeServerMessage(text).ok).toBe(false)
    }
    const many = Array.from({ length: 10 }, (_, index) => `S${index}`)
    const subscribe = { type: 'subscribe', version: 1, sources: many, pace: 'wall' }
    expect(decodeClientMessage(JSON.stringify(subscribe)).ok).toBe(false)
  })

  it('[R8] hears the version of a peer of another version, whatever else it says', () => {
    const hello = { type: 'hello', version: 2, build: 'b', serverTime: 1, zone: 'UTC' }
    const subscribe = { type: 'subscribe', version: 2, sources: ['ACD_STATUS'], pace: 'wall', zoom: 1 }
    expect(decodeServerMessage(JSON.stringify(hello))).toMatchObject({ ok: true, message: { version: 2 } })
    expect(decodeClientMessage(JSON.stringify(subscribe))).toMatchObject({
      ok: true,
      message: { version: 2 },
    })
  })

  it('[R9] takes customer data out of rows', () => {
    const row = { id: 'a', asOf: 1, state: 'ON_CALL', customer: 'Ada 555' }
    const cleaned = changeWithoutCustomerData({
      dataSource: 'AGENT_STATE',
      added: [row],
      updated: [row],
      removed: [],
    })
    expect(cleaned.added).toEqual([{ id: 'a', asOf: 1, state: 'ON_CALL' }])
    expect(JSON.stringify(cleaned)).not.toContain('customer')
  })
})
