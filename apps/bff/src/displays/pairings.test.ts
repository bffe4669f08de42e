import { describe, expect, it } from 'vitest'
import { createPairings } from './pairings.ts'

const asker = { address: '192.0.2.1', network: '192.0.2.1', browser: 'TV', width: 1920, height: 1080 }

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
    asked: () => pairings.ask(asker),
  }
}

describe(createPairings, () => {
  it('shows who asked, and hands the token to the screen that holds the secret, once', () => {
    const { pairings, asked } = setUp()
    const { secret, code } = asked()
    const other = asked()
    expect(pairings.find(code)).toEqual({
      ...{ code, askedAt: 0, expiresAt: 600_000 },
      ...{ address: '192.0.2.1', browser: 'TV', width: 1920, height: 1080 },
    })
    expect(pairings.approve(code.toLowerCase(), 'token')).toBe(true)
    expect(pairings.progress(other.secret)).toMatchObject({ progress: { state: 'waiting' } })
    expect(pairings.progress(secret)).toEqual({ progress: { state: 'paired' }, displayToken: 'token' })
    expect(pairings.progress(secret)).toBeUndefined()
  })

  it('takes a code once', () => {
    const { pairings, asked } = setUp()
    const { code } = asked()
    expect(pairings.approve(code, 'first')).toBe(true)
    expect(pairings.approve(code, 'second')).toBe(false)
    expect(pairings.find(code)).toBeUndefined()
  })

  it('lets a code end after ten minutes, also an approved one that nobody fetched', () => {
    const { pairings, passMinutes, asked } = setUp()
    const waiting = asked()
    const approved = asked()
    pairings.approve(approved.code, 'token')
    passMinutes(10)
    expect(pairings.find(waiting.code)).toBeUndefined()
    expect(pairings.approve(waiting.code, 'token')).toBe(false)
    for (const { secret } of [waiting, approved])
      expect(pairings.progress(secret)).toEqual({ progress: { state: 'expired' } })
    pairings.sweep()
    expect(pairings.progress(waiting.secret)).toBeUndefined()
  })

  it.each([-25, -1, 1, 25])('keeps a code for its ten minutes when the clock is set by %d h', (hours) => {
    const { pairings, passMinutes, stepWallHours, asked } = setUp()
    const { secret, code } = asked()
    passMinutes(5)
    stepWallHours(hours)
    expect(pairings.find(code)).toMatchObject({
      askedAt: hours * 3_600_000,
      expiresAt: hours * 3_600_000 + 600_000,
    })
    passMinutes(5)
    expect(pairings.progress(secret)).toEqual({ progress: { state: 'expired' } })
  })

  it('keeps no more than a thousand screens waiting: the oldest of the busiest network gives way', () => {
    const { pairings } = setUp()
    const from = (network: string) => pairings.ask({ ...asker, address: `${network}1`, network })
    const honest = Array.from({ length: 10 }, () => from('a:'))
    const approved = from('b:')
    pairings.approve(approved.code, 'token')
    const flood = Array.from({ length: 989 }, () => from('b:'))
    expect(flood.every(({ gaveWay }) => gaveWay === undefined)).toBe(true)
    for (let more = 0; more < 1_000; more += 1) expect(from('b:').gaveWay).toBe('b:1')
    expect(from('c:').gaveWay).toBe('b:1')
    expect(honest.every(({ secret }) => pairings.progress(secret)?.progress.state === 'waiting')).toBe(true)
    expect(pairings.progress(approved.secret)?.displayToken).toBe('token')
    expect(pairings.progress(flood[0]?.secret)).toBeUndefined()
  })

  it('lets a flood from many networks push out no request but those of floods, as long as one asks more', () => {
    const { pairings } = setUp()
    const from = (network: string) => pairings.ask({ ...asker, network })
    const honest = from('a:')
    for (let each = 0; each < 2_000; each += 1) from(`${each % 50}:`)
    expect(pairings.progress(honest.secret)?.progress.state).toBe('waiting')
  })

  it('knows no guessed secret', () => {
    expect(setUp().pairings.progress('guess')).toBeUndefined()
  })
})
