import { describe, expect, it } from 'vitest'
import { NotSignedIn, RateLimited, RequestRefused, Unreachable } from '../errors.ts'
import type { Identity } from '../identity.ts'
import { createRetryingCall } from './caller.ts'
import { get, put } from './definition.ts'

const read = { name: 'Read', ...get('/x') }
const write = { name: 'Write', ...put('/x') }

const identityOf = (token: string): Identity => ({
  origin: 'https://app.five9.com',
  orgId: '1',
  userId: '2',
  headers: { authorization: `Bearer-${token}`, farmId: '3' },
})

/** A patient call over one that answers as the test says, with what happened in order. */
function setUp(answer: (identity: Identity, attempt: number) => unknown, canRenew = true) {
  let identity = identityOf('old')
  let attempts = 0
  const renewals: string[] = []
  const waits: number[] = []
  const call = createRetryingCall({
    call: async () => {
      attempts += 1
      await Promise.resolve()
      const answered = answer(identity, attempts)
      if (answered instanceof Error) throw answered
      return answered
    },
    identity: () => identity,
    renew: () => {
      if (!canRenew) return undefined
      renewals.push('renewed')
      return Promise.resolve().then(() => {
        identity = identityOf(`new ${renewals.length}`)
      })
    },
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  })
  return { call, renewals, waits, attempts: () => attempts }
}

const dead = () => new NotSignedIn({ status: 401 })

describe(createRetryingCall, () => {
  it('signs in again once for all calls that failed with a dead token, and repeats them, including writes', async () => {
    const { call, renewals } = setUp(({ headers }) =>
      headers.authorization === 'Bearer-old' ? dead() : 'answer',
    )
    const calls = [read, write, read, write, read].map((definition) => call('supervisor', definition))
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 5 }, () => 'answer'))
    expect(renewals).toHaveLength(1)
  })

  it('treats a second 401 as the result, so that it does not sign in for ever', async () => {
    const { call, renewals, attempts } = setUp(dead)
    await expect(call('supervisor', read)).rejects.toThrow(NotSignedIn)
    expect([renewals.length, attempts()]).toEqual([1, 2])
  })

  it('does not sign in while renewal is suspended', async () => {
    const { call, attempts } = setUp(dead, false)
    await expect(call('supervisor', read)).rejects.toThrow(NotSignedIn)
    expect(attempts()).toBe(1)
  })

  it('waits as long as a rate limit says, and fails when that is too long', async () => {
    const limit = (ms: number) => new RateLimited({ waitMs: ms, retryAtMs: 1_000 + ms }, { status: 429 })
    const short = setUp((_identity, attempt) => (attempt < 3 ? limit(7_000) : 'answer'))
    expect(await short.call('supervisor', write)).toBe('answer')
    expect(short.waits).toEqual([7_000, 7_000])
    const long = setUp(() => limit(61_000))
    await expect(long.call('supervisor', read)).rejects.toThrow(RateLimited)
    expect(long.waits).toEqual([])
    const endless = setUp(() => limit(1))
    await expect(endless.call('supervisor', read)).rejects.toThrow(RateLimited)
    expect(endless.attempts()).toBe(4)
  })

  it.each([new Unreachable('gone'), new RequestRefused('bad gateway', { status: 502 })])(
    'repeats a read after “%s”, and never a write',
    async (failure) => {
      const reading = setUp((_identity, attempt) => (attempt === 1 ? failure : 'answer'))
      expect(await reading.call('supervisor', read)).toBe('answer')
      const writing = setUp((_identity, attempt) => (attempt === 1 ? failure : 'answer'))
      await expect(writing.call('supervisor', write)).rejects.toThrow(failure)
      expect(writing.attempts()).toBe(1)
    },
  )

  it('does not repeat a request that Five9 refused with a reason', async () => {
    const refusal = new RequestRefused('no', { status: 435 })
    const { call, attempts } = setUp(() => refusal)
    await expect(call('supervisor', read)).rejects.toThrow(refusal)
    expect(attempts()).toBe(1)
  })
})
