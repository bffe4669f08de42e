import { createStatistics } from '@wallboard/statistics'
import { expect, it, onTestFinished } from 'vitest'
import { startSimulationThread } from '../thread-program.ts'
import { createSimulationSource } from './simulation-source.ts'

const queues = ['q1', 'q2', 'q3'].map((id) => ({ id, name: id }))
const firstAt = Date.parse('2026-11-26T09:00:00Z')
const joinedAt = firstAt + 600_000

function createSource() {
  const source = createSimulationSource({
    firstAt,
    startThread: (startAt) =>
      startSimulationThread({
        ...{ domain: { queues, campaigns: [] }, agents: 20, traffic: 'busy', seed: 7 },
        ...{ startAt, timeZone: 'UTC' },
      }),
  })
  onTestFinished(() => source.close?.())
  return source
}

it('starts a simulated day at a later instant with the rows that a day has there that began at the first', async () => {
  const [first, joined] = [createSource(), createSource()]
  const [begun, start] = await Promise.all([first.start(firstAt), joined.start(joinedAt)])
  if (!begun.ok || !start.ok) throw new Error('a simulated day can always start')
  const played = await first.steps({ from: firstAt, to: joinedAt, stepMs: 25_000 })
  const statistics = createStatistics()
  statistics.applyFull(begun.start.rows)
  for (const { changes } of played?.steps ?? []) statistics.applyChanges(changes)

  // Each row is dated by the step that it came with; the joined day has made one step.
  const withoutDates = (rows: typeof start.start.rows) =>
    new Map(
      rows.map(({ dataSource, data }) => [
        dataSource,
        new Map(data.map(({ asOf: _asOf, ...row }) => [row.id, row])),
      ]),
    )
  const sources = start.start.rows.map(({ dataSource }) => dataSource)
  expect(withoutDates(start.start.rows)).toEqual(withoutDates(statistics.full(sources)))
  expect(withoutDates(start.start.rows)).not.toEqual(withoutDates(begun.start.rows))
  expect(start.start.coverage[0]?.spans).toEqual([{ kind: 'live', startsAt: joinedAt, endsAt: joinedAt }])
  expect((await joined.steps({ from: joinedAt, to: joinedAt + 50_000, stepMs: 25_000 }))?.to).toBe(
    joinedAt + 50_000,
  )
})
