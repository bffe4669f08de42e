import { expect, it } from 'vitest'
import { connect, fold, start, work } from './independent-client.ts'

it('reports to a listener every truth that a client can hold, until it is removed', async () => {
  const simulator = await start({ queues: 8, speed: 300, cadenceMs: 50 })
  const reported = new Set<string>()
  const callsOf = (rows: Iterable<Readonly<Record<string, unknown>>>) =>
    JSON.stringify([...rows].map(({ id, callsInQueue }) => [id, callsInQueue]).sort())
  const end = simulator.onTruth(({ sources }) => reported.add(callsOf(sources.ACD_STATUS ?? [])))
  const user = await work(simulator)
  const client = await connect(simulator.origin, user)
  /** What the client held from its first full statistics on, frame by frame. */
  function heldStates(): ReadonlySet<string> {
    const states = client.frames.map((_, index) =>
      callsOf(Object.values(fold(client.frames.slice(0, index + 1)).ACD_STATUS ?? {})),
    )
    const started = client.frames.findIndex(({ context }) => context.eventId === '5000')
    return new Set(started < 0 ? [] : states.slice(started))
  }
  await expect.poll(() => heldStates().size).toBeGreaterThan(4)
  expect([...heldStates()].filter((each) => !reported.has(each))).toEqual([])
  end()

  const before = reported.size
  const frames = client.of('5012').length
  await expect.poll(() => client.of('5012').length).toBeGreaterThan(frames + 3)
  expect(reported.size).toBe(before)
})

it('tells what happened to the calls of each queue, which no row holds', async () => {
  const simulator = await start({ queues: 3, agents: 12, speed: 600, cadenceMs: 50 })
  const ids = simulator.truth().queues.map(({ id }) => id)
  const countOf = (field: 'arrivals' | 'answers') =>
    Object.values(simulator.truth().calls).reduce((sum, calls) => sum + calls[field], 0)
  const before = { arrivals: countOf('arrivals'), answers: countOf('answers') }
  expect(Object.keys(simulator.truth().calls).sort()).toEqual([...ids].sort())
  await expect.poll(() => countOf('arrivals')).toBeGreaterThan(before.arrivals)
  await expect.poll(() => countOf('answers')).toBeGreaterThan(before.answers)
})

it('counts agents only in row "0", and sums queues by an option or while it runs', async () => {
  const waits = ['callsInQueue', 'callbacksInQueue', 'voicemailsInQueue', 'currentLongestQueueTime'] as const
  const rowsOf = (simulator: Awaited<ReturnType<typeof start>>) => {
    const [totals, ...queues] = simulator.truth().sources.ACD_STATUS ?? []
    const of = (field: string, row: typeof totals) => Number(row?.[field])
    return {
      totals: waits.map((field) => of(field, totals)),
      sums: waits.map((field) => {
        const each = queues.map((row) => of(field, row))
        return field === 'currentLongestQueueTime' ? Math.max(...each) : each.reduce((a, b) => a + b, 0)
      }),
      ready: of('agentsLoggedIn', totals),
    }
  }
  const busy = { queues: 8, agents: 10, load: 4, seed: 3 }
  const simulator = await start(busy)
  simulator.pause()
  const agentsOnly = rowsOf(simulator)
  expect(Math.max(...agentsOnly.sums)).toBeGreaterThan(0)
  expect(agentsOnly.totals).toEqual([0, 0, 0, 0])
  expect(agentsOnly.ready).toBeGreaterThan(0)
  const user = await work(simulator)
  const client = await connect(simulator.origin, user)
  const row = () => fold(client.frames).ACD_STATUS?.['0']
  await expect.poll(() => row()?.callsInQueue).toBe(0)
  simulator.faults.set({ summedTotals: true })
  expect(rowsOf(simulator).totals).toEqual(agentsOnly.sums)
  await expect.poll(() => waits.map((field) => row()?.[field])).toEqual(agentsOnly.sums)

  const summing = await start({ ...busy, summedTotals: true })
  summing.pause()
  expect(rowsOf(summing).totals).toEqual(rowsOf(summing).sums)
})
