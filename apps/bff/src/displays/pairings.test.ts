import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { Db } from '../storage/database.ts'
import { createSealing } from '../storage/sealing.ts'
import { createPairings } from './pairings.ts'

const device = { address: '192.0.2.1', network: '192.0.2.1', browser: 'TV', width: 1920, height: 1080 }
const key = new Uint8Array(32)

/** Nodes over one database, with one clock. */
function setUp(db: Db, maxPending?: number) {
  let now = 0
  let wallOffsetMs = 0
  const startNode = () =>
    createPairings({
      ...{ db, sealing: createSealing(key, 'test'), now: () => now, wall: () => now + wallOffsetMs },
      ...(maxPending === undefined ? {} : { maxPending }),
    })
  const pairings = startNode()
  const pass = (ms: number) => {
    now += ms
  }
  return {
    ...{ pairings, startNode },
    passMinutes: (minutes: number) => {
      pass(minutes * 60_000)
    },
    stepWallHours: (hours: number) => {
      wallOffsetMs += hours * 3_600_000
    },
    requestCode: () => pairings.requestCode(device),
    from: (network: string, address = network) => {
      pass(1)
      return pairings.requestCode({ ...device, address, network })
    },
  }
}

describe.each(useStorageEngines(afterAll))('pairings on $name', ({ open }) => {
  const start = async (context: TestContext, maxPending?: number) => setUp(await open(context), maxPending)

  it('shows the device that requests a code, and gives the token once, to the screen that has the secret', async (context) => {
    const { pairings, requestCode } = await start(context)
    const { secret, code } = await requestCode()
    const other = await requestCode()
    expect(await pairings.find(code)).toEqual({
      ...{ code, requestedAt: 0, expiresAt: 600_000 },
      ...{ address: '192.0.2.1', browser: 'TV', width: 1920, height: 1080 },
    })
    expect(await pairings.approve(code.toLowerCase(), 'token')).toBe(true)
    expect(await pairings.status(other.secret)).toMatchObject({ progress: { state: 'waiting' } })
    expect(await pairings.status(secret)).toEqual({ progress: { state: 'paired' }, displayToken: 'token' })
    expect(await pairings.status(secret)).toBeUndefined()
  })

  it('accepts a code once', async (context) => {
    const { pairings, requestCode } = await start(context)
    const { code } = await requestCode()
    expect(await pairings.approve(code, 'first')).toBe(true)
    expect(await pairings.approve(code, 'second')).toBe(false)
    expect(await pairings.find(code)).toBeUndefined()
  })

  it('accepts a code that one node gave out on a second one, for a screen that polls a third', async (context) => {
    const { startNode } = await start(context)
    const [first, second, third] = [startNode(), startNode(), startNode()]
    const { secret, code } = await first.requestCode(device)
    expect(await third.status(secret)).toMatchObject({ progress: { state: 'waiting', code } })
    expect(await second.approve(code, 'token')).toBe(true)
    expect(await third.status(secret)).toMatchObject({ displayToken: 'token' })
    expect(await first.status(secret)).toBeUndefined()
  })

  it('lets one of many desks use a code, and one of many polls receive its token', async (context) => {
    const { startNode, requestCode } = await start(context)
    const nodes = Array.from({ length: 4 }, startNode)
    for (let round = 0; round < 5; round += 1) {
      const { secret, code } = await requestCode()
      const approved = await Promise.all(nodes.map((node, index) => node.approve(code, `token ${index}`)))
      expect(approved.filter(Boolean)).toHaveLength(1)
      const polls = await Promise.all([...nodes, ...nodes].map((node) => node.status(secret)))
      const tokens = polls.flatMap((status) => status?.displayToken ?? [])
      expect(tokens).toEqual([`token ${approved.indexOf(true)}`])
    }
  })

  it('stores neither the secret of a screen nor the token of a display as plain text', async (context) => {
    const db = await open(context)
    const { pairings, requestCode } = setUp(db)
    const { secret, code } = await requestCode()
    await pairings.approve(code, 'the display token')
    const rows = JSON.stringify(await db.selectFrom('pairings').selectAll().execute())
    expect(rows).toContain(code)
    for (const hidden of [secret, 'the display token']) expect(rows).not.toContain(hidden)
  })

  it('expires a code after ten minutes, also an approved one whose token was not fetched', async (context) => {
    const { pairings, passMinutes, requestCode } = await start(context)
    const waiting = await requestCode()
    const approved = await requestCode()
    await pairings.approve(approved.code, 'token')
    passMinutes(10)
    expect(await pairings.find(waiting.code)).toBeUndefined()
    expect(await pairings.approve(waiting.code, 'token')).toBe(false)
    for (const { secret } of [waiting, approved])
      expect(await pairings.status(secret)).toEqual({ progress: { state: 'expired' } })
    await pairings.sweep()
    expect(await pairings.status(waiting.secret)).toBeUndefined()
  })

  it('keeps a code valid for ten minutes whatever the wall clock is set to', async (context) => {
    for (const hours of [-25, -1, 1, 25]) {
      const { pairings, passMinutes, stepWallHours, requestCode } = await start(context)
      const { secret, code } = await requestCode()
      passMinutes(5)
      stepWallHours(hours)
      expect(await pairings.find(code)).toMatchObject({
        requestedAt: hours * 3_600_000,
        expiresAt: hours * 3_600_000 + 600_000,
      })
      passMinutes(5)
      expect(await pairings.status(secret)).toEqual({ progress: { state: 'expired' } })
    }
  })

  it('holds a maximum of requests: the oldest of the busiest network is dropped', async (context) => {
    const { pairings, from } = await start(context, 40)
    const honest = [await from('a:', 'a:1'), await from('a:', 'a:1')]
    const approved = await from('b:', 'b:1')
    await pairings.approve(approved.code, 'token')
    const flood = []
    for (let each = 0; each < 37; each += 1) flood.push(await from('b:', 'b:1'))
    expect(flood.every(({ evictedAddress }) => evictedAddress === undefined)).toBe(true)
    for (let more = 0; more < 40; more += 1) expect((await from('b:', 'b:1')).evictedAddress).toBe('b:1')
    expect((await from('c:')).evictedAddress).toBe('b:1')
    for (const { secret } of honest) expect((await pairings.status(secret))?.progress.state).toBe('waiting')
    expect((await pairings.status(approved.secret))?.displayToken).toBe('token')
    expect(await pairings.status(flood[0]?.secret)).toBeUndefined()
  })

  it('drops only requests of the flooding networks in a flood from many networks', async (context) => {
    const { pairings, from } = await start(context, 40)
    const honest = await from('a:')
    for (let each = 0; each < 80; each += 1) await from(`${each % 5}:`)
    expect((await pairings.status(honest.secret))?.progress.state).toBe('waiting')
  })

  it('does not know a guessed secret', async (context) => {
    expect(await (await start(context)).pairings.status('guess')).toBeUndefined()
  })
})
