import { expect, it } from 'vitest'
import { connect, fold, start, work } from './independent-client.ts'

it('tells a listener every truth that a client comes to hold, until it is ended', async () => {
  const simulator = await start({ queues: 8, speed: 300, cadenceMs: 50 })
  const told = new Set<string>()
  const callsOf = (rows: Iterable<Readonly<Record<string, unknown>>>) =>
    JSON.stringify([...rows].map(({ id, callsInQueue }) => [id, callsInQueue]).sort())
  const end = simulator.onTruth(({ sources }) => told.add(callsOf(sources.ACD_STATUS ?? [])))
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
  expect([...heldStates()].filter((each) => !told.has(each))).toEqual([])
  end()

  const before = told.size
  const frames = client.of('5012').length
  await expect.poll(() => client.of('5012').length).toBeGreaterThan(frames + 3)
  expect(told.size).toBe(before)
})
