import { describe, expect, it } from 'vitest'
import { createPairings } from './pairings.ts'

const device = { address: '192.0.2.1', network: '192.0.2.1', browser: 'TV', width: 1920, height: 1080 }

function setUp() {
  let now = 0
  let wallOffsetMs = 0
  const pairings = createPairings({ clocks: { monotonic: () => now, wall: () => now + wallOffsetMs } })
  return {
    pairings,
    passMinutes: (minutes: number) => {
      now += minutes * 60_000
    },
    stepWallHours: (hours: number) => {
      wallOffsetMs += hours * 3_600_000
    },
    requestCode: () => pairings.requestCode(device),
  }
}

describe(createPairings, () => {
  it('shows the device that requests a code, and gives the token once, to the screen that has the secret', async () => {
    const { pairings, requestCode } = setUp()
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

  it('accepts a code once', async () => {
    const { pairings, requestCode } = setUp()
    const { code } = await requestCode()
    expect(await pairings.approve(code, 'first')).toBe(true)
    expect(await pairings.approve(code, 'second')).toBe(false)
    expect(await pairings.find(code)).toBeUndefined()
  })

  it('expires a code after ten minutes, also an approved one whose token was not fetched', async () => {
    const { pairings, passMinutes, requestCode } = setUp()
    const waiting = await requestCode()
    const approved = await requestCode()
    await pairings.approve(approved.code, 'token')
    passMinutes(10)
    expect(await pairings.find(waiting.code)).toBeUndefined()
    expect(await pairings.approve(waiting.code, 'token')).toBe(false)
    for (const { secret } of [waiting, approved])
      expect(await pairings.status(secret)).toEqual({ progress: { state: 'expired' } })
    pairings.sweep()
    expect(await pairings.status(waiting.secret)).toBeUndefined()
  })

  it.each([-25, -1, 1, 25])(
    'keeps a code valid for ten minutes when the wall clock is set by %d h',
    async (hours) => {
      const { pairings, passMinutes, stepWallHours, requestCode } = setUp()
      const { secret, code } = await requestCode()
      passMinutes(5)
      stepWallHours(hours)
      expect(await pairings.find(code)).toMatchObject({
        requestedAt: hours * 3_600_000,
        expiresAt: hours * 3_600_000 + 600_000,
      })
      passMinutes(5)
      expect(await pairings.status(secret)).toEqual({ progress: { state: 'expired' } })
    },
  )

  it('holds at most a thousand requests: the oldest of the busiest network is dropped', async () => {
    const { pairings } = setUp()
    const from = (network: string) => pairings.requestCode({ ...device, address: `${network}1`, network })
    const honest = await Promise.all(Array.from({ length: 10 }, () => from('a:')))
    const approved = await from('b:')
    await pairings.approve(approved.code, 'token')
    const flood = await Promise.all(Array.from({ length: 989 }, () => from('b:')))
    expect(flood.every(({ evictedAddress }) => evictedAddress === undefined)).toBe(true)
    for (let more = 0; more < 1_000; more += 1) expect((await from('b:')).evictedAddress).toBe('b:1')
    expect((await from('c:')).evictedAddress).toBe('b:1')
    for (const { secret } of honest) expect((await pairings.status(secret))?.progress.state).toBe('waiting')
    expect((await pairings.status(approved.secret))?.displayToken).toBe('token')
    expect(await pairings.status(flood[0]?.secret)).toBeUndefined()
  })

  it('drops only requests of the flooding networks in a flood from many networks', async () => {
    const { pairings } = setUp()
    const from = (network: string) => pairings.requestCode({ ...device, network })
    const honest = await from('a:')
    for (let each = 0; each < 2_000; each += 1) await from(`${each % 50}:`)
    expect((await pairings.status(honest.secret))?.progress.state).toBe('waiting')
  })

  it('does not know a guessed secret', async () => {
    expect(await setUp().pairings.status('guess')).toBeUndefined()
  })
})
