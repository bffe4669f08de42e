import { describe, expect, it } from 'vitest'
import {
  decodeClientMessage,
  decodeServerMessage,
  encodeServerMessage,
  classifyChanges,
  createConnectUrlParser,
  connectUrl,
  relayVersion,
  wholeView,
  type ChangesMessage,
} from '../index.ts'

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

const parseConnectUrl = createConnectUrlParser()

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
    expect(classifyChanges(position, changes)).toBe(verdict)
  })

  it('[R8] refuses what it does not know, with a reason and without throwing', () => {
    for (const text of ['', '{', 'null', '[]', '{"type":"poke"}', '{"type":"ack","epoch":"e","seq":-1}']) {
      expect(decodeClientMessage(text).ok).toBe(false)
      expect(decodeServerMessage(text).ok).toBe(false)
    }
  })

  it('[R6] reads an acknowledgement, and refuses one that is not whole or says more', () => {
    const ack = { type: 'ack', epoch: 'e', seq: 3, paintedAgoMs: 12.5 }
    const read = (message: object) => decodeClientMessage(JSON.stringify(message))
    for (const right of [ack, { type: 'ack', epoch: 'e', seq: 0 }])
      expect(read(right)).toEqual({ ok: true, message: right })
    for (const wrong of [
      { epoch: undefined },
      { epoch: 'e'.repeat(65) },
      { seq: undefined },
      { seq: -1 },
      { seq: 1.5 },
      { seq: '3' },
      { paintedAgoMs: -1 },
      { paintedAgoMs: null },
      { paintedAgoMs: undefined, more: 1 },
      { more: 1 },
    ])
      expect(read({ ...ack, ...wrong }), JSON.stringify(wrong)).toMatchObject({ ok: false })
  })

  it('[R1] reads from the address who connects and what they want', () => {
    const wish = {
      version: relayVersion,
      view: wholeView('desk', ['ACD_STATUS', 'AGENT_STATE']),
      inflates: true,
      resume: { epoch: 'e f', seq: 7 },
    } as const
    for (const role of ['person', 'display'] as const)
      expect(parseConnectUrl(connectUrl(role, wish))).toEqual({
        role,
        subscription: { ok: true, message: wish },
      })
  })

  it('parses the same target once, and another one anew', () => {
    const parse = createConnectUrlParser()
    const targetOf = (pace: 'wall' | 'desk') =>
      connectUrl('person', { version: relayVersion, view: wholeView(pace, ['ACD_STATUS']) })
    const first = parse(targetOf('wall'))
    expect(parse(targetOf('wall'))).toBe(first)
    expect(parse(targetOf('desk'))).toMatchObject({
      subscription: { message: { view: { pace: 'desk' } } },
    })
    expect(parse(targetOf('wall'))).toEqual(first)
    expect(parse('/elsewhere')).toBeUndefined()
    expect(createConnectUrlParser()(targetOf('wall'))).not.toBe(first)
  })

  it('[R1] reads no wish from any other address, and never throws', () => {
    const many = Array.from({ length: 10 }, () => 'ACD_STATUS' as const)
    const tooMuch = connectUrl('person', { version: relayVersion, view: wholeView('wall', many) })
    for (const target of [
      '/api/live',
      '/api/live?',
      '/api/live?subscribe',
      '/api/live?subscribe=%zz',
      '/api/live??',
      tooMuch,
    ])
      expect(parseConnectUrl(target)?.subscription.ok).toBe(false)
    for (const target of ['', '/', '//', '*', '/api/livelier', '/api/live/', 'http://'])
      expect(parseConnectUrl(target)).toBeUndefined()
  })

  it('[R8] hears the version of a peer of another version, whatever else it says', () => {
    const hello = { type: 'hello', version: 9, build: 'b', serverTime: 1, wallOffsetMs: 0, zone: 'UTC' }
    expect(decodeServerMessage(JSON.stringify(hello))).toMatchObject({ ok: true, message: { version: 9 } })
    const wish = { version: 9, view: wholeView('wall', ['ACD_STATUS']), zoom: 1 }
    expect(parseConnectUrl(connectUrl('display', wish))).toMatchObject({
      subscription: { ok: true, message: { version: 9 } },
    })
  })
})
