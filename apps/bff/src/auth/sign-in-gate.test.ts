import { setImmediate as afterOthers } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createLimiters } from '../app/limiters.ts'
import { createSignInGate, type Gated, type PasswordVerdict } from './sign-in-gate.ts'

const stranger = { account: 'ann', network: '192.0.2.1', device: undefined }
const known = { ...stranger, device: 'ann’s tablet' }

/** A gate; the test answers in place of Five9. */
function setUp() {
  let now = 0
  const gate = createSignInGate({ limiters: createLimiters(() => now).signIn })
  const pending: { readonly who: string; readonly answer: (verdict: PasswordVerdict) => void }[] = []
  return {
    pending,
    passMs: (ms: number) => {
      now += ms
    },
    /** Starts an attempt that the test answers through `pending`. */
    begin: (who: { account: string; network: string; device: string | undefined }) =>
      gate.attempt(
        who,
        () =>
          new Promise<PasswordVerdict>((resolve) => {
            pending.push({ who: who.device ?? who.network, answer: resolve })
          }),
        (verdict) => verdict,
      ),
    /** An attempt that is answered at once. */
    attempt: (who: typeof known | typeof stranger, verdict: PasswordVerdict) =>
      gate.attempt(
        who,
        () => Promise.resolve(verdict),
        (value) => value,
      ),
  }
}

const limitOf = (gated: Gated<unknown>) => (gated.ok ? 'passed' : gated.limit)

describe(createSignInGate, () => {
  it('passes three wrong passwords of an account in five minutes, from any number of addresses at once', async () => {
    const { begin, pending, passMs } = setUp()
    const attempts = Array.from({ length: 200 }, (_each, index) =>
      begin({ ...stranger, network: `192.0.2.${index}` }),
    )
    for (let answered = 0; answered < 3; answered += 1) {
      await afterOthers()
      expect(pending).toHaveLength(answered + 1) // one at a time
      pending[answered]?.answer('wrong')
    }
    const outcomes = (await Promise.all(attempts)).map(limitOf)
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'account')).toHaveLength(197)
    expect(pending).toHaveLength(3)
    passMs(300_000)
    const later = begin(stranger)
    await afterOthers()
    pending[3]?.answer('right')
    expect(limitOf(await later)).toBe('passed')
  })

  it('reports how long to wait', async () => {
    const { attempt, passMs } = setUp()
    await attempt(stranger, 'wrong')
    passMs(60_000)
    await attempt(stranger, 'wrong')
    await attempt(stranger, 'wrong')
    expect(await attempt(stranger, 'wrong')).toEqual({ ok: false, limit: 'account', retryAfterMs: 240_000 })
  })

  it('gives the point back for a right password, and when Five9 does not answer', async () => {
    const { attempt } = setUp()
    for (let each = 0; each < 20; each += 1)
      expect(limitOf(await attempt({ ...stranger, network: `n${each}` }, 'unknown'))).toBe('passed')
    for (let each = 0; each < 40; each += 1) expect(limitOf(await attempt(stranger, 'right'))).toBe('passed')
  })

  it('gives the point back, and ends the turn, when asking fails', async () => {
    const gate = createSignInGate({ limiters: createLimiters(() => 0).signIn })
    const fail = () =>
      gate.attempt(
        stranger,
        () => Promise.reject(new Error('lost')),
        () => 'unknown',
      )
    for (let each = 0; each < 10; each += 1) await expect(fail()).rejects.toThrow('lost')
  })

  it('[row 40] never locks a person out of a browser in which they have signed in before', async () => {
    const { attempt } = setUp()
    for (let each = 0; each < 10; each += 1) await attempt({ ...stranger, network: `n${each}` }, 'wrong')
    expect(limitOf(await attempt(stranger, 'right'))).toBe('account')
    expect(limitOf(await attempt(known, 'right'))).toBe('passed')
  })

  it('never locks a person out of a network from which they have signed in before', async () => {
    const { attempt } = setUp()
    await attempt(stranger, 'right')
    for (let each = 0; each < 10; each += 1) await attempt({ ...stranger, network: `n${each}` }, 'wrong')
    expect(limitOf(await attempt(stranger, 'right'))).toBe('passed')
  })

  it('limits a known browser and a known network separately', async () => {
    const { attempt } = setUp()
    const outcomes: string[] = []
    for (let each = 0; each < 6; each += 1) outcomes.push(limitOf(await attempt(known, 'wrong')))
    expect(outcomes).toEqual([...Array<string>(5).fill('passed'), 'browser'])
    await attempt(stranger, 'right')
    for (let each = 0; each < 3; each += 1) await attempt(stranger, 'wrong')
    expect(limitOf(await attempt(stranger, 'wrong'))).toBe('account-here')
  })

  it('limits attempts on many accounts by network, and in total', async () => {
    const { attempt } = setUp()
    const outcomes: string[] = []
    for (let each = 0; each < 500; each += 1)
      outcomes.push(
        limitOf(
          await attempt({ account: `user${each}`, network: `n${each % 200}`, device: undefined }, 'wrong'),
        ),
      )
    expect(outcomes.filter((outcome) => outcome === 'passed')).toHaveLength(100)
    const one: string[] = []
    const other = setUp()
    for (let each = 0; each < 40; each += 1)
      one.push(limitOf(await other.attempt({ ...stranger, account: `user${each}` }, 'wrong')))
    expect(one.filter((outcome) => outcome === 'passed')).toHaveLength(30)
    expect(one.at(-1)).toBe('network')
  })

  it('serves a known browser before waiting strangers, and refuses more than three waiting attempts', async () => {
    const { begin, pending } = setUp()
    const strangers = [begin(stranger), begin(stranger), begin(stranger)]
    await afterOthers() // the first has its turn, the others wait
    const owner = Array.from({ length: 4 }, () => begin(known))
    expect(limitOf((await owner[3]) ?? { ok: false, limit: 'all', retryAfterMs: 0 })).toBe('queue')
    for (let each = 0; each < 6; each += 1) {
      await afterOthers()
      pending[each]?.answer('right')
    }
    await Promise.all([...strangers, ...owner])
    expect(pending.map(({ who }) => who === known.device)).toEqual([false, true, true, true, false, false])
  })
})
