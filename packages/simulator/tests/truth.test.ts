import { expect, it } from 'vitest'
import { connect, fold, start, work } from './independent-client.ts'

it('tells a listener every truth that a client comes to hold, until it is ended', async () => {
  const simulator = await start({ speed: 60, cadenceMs: 50 })
  const told = new Set<string>()
  const callsOf = (rows: Iterable<Readonly<Record<string, unknown>>>) =>
    JSON.stringify([...rows].map(({ id, callsInQueue }) => [id, callsInQueue]).sort())
  const end = simulator.onTruth(({ sources }) => told.add(callsOf(sources.ACD_STATUS ?? [])))
  const user = await work(simulator)
  const client = await connect(simulator.origin, user)
  await expect.poll(() => client.of('5012').length).toBeGreaterThan(20)
  end()
  const heard = client.frames.slice()
  const held = heard.map((_, index) =>
    callsOf(Object.values(fold(heard.slice(0, index + 1)).ACD_STATUS ?? {})),
  )
  const started = held.slice(heard.findIndex(({ context }) => context.eventId === '5000'))
  expect(new Set(started).size).toBeGreaterThan(4)
  expect([...new Set(started)].filter((each) => !told.has(each))).toEqual([])

  const before = told.size
  const frames = client.of('5012').length
  await expect.poll(() => client.of('5012').length).toBeGreaterThan(frames + 3)
  expect(told.size).toBe(before)
})
