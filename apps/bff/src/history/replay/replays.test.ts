import { noDirectory, wholeView } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { RecordedSteps, StepsRange } from '../reading/read-steps.ts'
import type { ReplaySource } from './replay-source.ts'
import { createReplays } from './replays.ts'

const t0 = Date.parse('2026-11-26T10:00:00Z')
const view = wholeView('desk', ['ACD_STATUS'])
const names = { queues: [], directory: noDirectory, domainOffsetMs: 0 }

/** A recording of one hour in which nothing happens. */
const source: ReplaySource = {
  start: (at) =>
    Promise.resolve(
      at < t0
        ? { ok: false, error: { code: 'no-history', params: { from: t0, to: t0 + 3_600_000 } } }
        : { ok: true, start: { rows: [], coverage: [], names } },
    ),
  steps: ({ from, to }: StepsRange): Promise<RecordedSteps> =>
    Promise.resolve({
      ...{ steps: [], coverage: [], names: undefined },
      to: Math.max(from, Math.min(to, t0 + 3_600_000)),
    }),
}

function setUp() {
  let now = 0
  let viewers = 0
  const closed: string[] = []
  const replays = createReplays({
    createHub: () => ({
      clientCount: () => viewers,
      close: (reason) => {
        closed.push(reason)
      },
    }),
    monotonic: () => now,
    max: 4,
    onFailed: (error) => {
      throw error
    },
  })
  const pass = async (seconds: number) => {
    for (let tick = 0; tick < seconds * 4; tick += 1) {
      now += 250
      replays.tick()
      await Promise.resolve()
      await Promise.resolve()
    }
  }
  return {
    ...{ replays, pass, closed },
    setViewers: (count: number) => {
      viewers = count
    },
  }
}

const idOf = async (
  started: Promise<{ readonly ok: true; readonly id: string } | { readonly ok: false }>,
) => {
  const outcome = await started
  if (!outcome.ok) throw new Error('the replay was not started')
  return outcome.id
}

describe(createReplays, () => {
  it('ends a replay when its last viewer leaves, and one that nobody joins', async () => {
    const { replays, pass, closed, setViewers } = setUp()
    await replays.start('Ada', { source, view }, t0, 1)
    await pass(9)
    setViewers(1)
    await pass(60)
    expect(replays.count()).toBe(1)
    setViewers(0)
    await pass(9)
    expect(replays.count()).toBe(1)
    await pass(2)
    expect([replays.count(), closed]).toEqual([0, ['nobody watches this replay']])
  })

  it('ends a replay that has stood still for five minutes without a request, and none that plays', async () => {
    const { replays, pass, closed, setViewers } = setUp()
    setViewers(1)
    const id = await idOf(replays.start('Ada', { source, view }, t0 + 3_595_000, 1))
    await pass(10) // the recording ends after five seconds
    await pass(280)
    expect(replays.count()).toBe(1)
    expect(await replays.change('Ada', id, { at: t0 + 3_599_000 })).toEqual({ ok: true, id })
    await pass(280)
    expect(replays.count()).toBe(1)
    await pass(30)
    expect([replays.count(), closed]).toEqual([0, ['this replay has stood still for five minutes']])
    await replays.start('Ada', { source, view }, t0, 1)
    await pass(20 * 60)
    expect(replays.count()).toBe(1)
  })

  it('refuses a fifth replay, also while others start, and forgets a start that fails', async () => {
    const { replays } = setUp()
    const starts = await Promise.all(
      Array.from({ length: 5 }, () => replays.start('Ada', { source, view }, t0, 1)),
    )
    expect(starts.map(({ ok }) => ok)).toEqual([true, true, true, true, false])
    expect(starts[4]).toEqual({ ok: false, error: { code: 'too-many-replays', params: { max: 4 } } })
    expect(await replays.start('Ada', { source, view }, t0 - 1, 1)).toMatchObject({ ok: false })
    replays.close()
    for (let n = 0; n < 9; n += 1)
      expect(await replays.start('Ada', { source, view }, t0 - 1, 1)).toMatchObject({
        error: { code: 'no-history' },
      })
  })

  it('belongs to its owner', async () => {
    const { replays } = setUp()
    const id = await idOf(replays.start('Ada', { source, view }, t0, 1))
    expect(await replays.change('Bob', id, { speed: 10 })).toEqual({
      ok: false,
      error: { code: 'no-such-replay' },
    })
    expect([replays.end('Bob', id), replays.find('Bob', id)]).toEqual([false, undefined])
    expect(replays.find('Ada', id)?.view).toBe(view)
    expect(replays.end('Ada', id)).toBe(true)
  })
})
