import { createStatistics } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { startSimulatedDay, type SimulatedPlan } from './simulated-day.ts'

const queue = (id: string) => ({ id, name: `Queue ${id}` })
const domain = {
  queues: ['q1', 'q2', 'q3', 'q4'].map(queue),
  campaigns: [
    ...['c1', 'c2', 'c3'].map((id) => ({ id, name: id, type: 'INBOUND' })),
    { id: 'o1', name: 'o1', type: 'OUTBOUND' },
    { id: 'c4', name: 'c4' },
  ],
}
/** 10:00 in Berlin, 09:00 UTC. */
const startAt = Date.parse('2026-11-26T09:00:00Z')
const minute = 60_000
const plan: SimulatedPlan = {
  ...{ domain, agents: 30, traffic: 'busy', seed: 7, startAt, timeZone: 'Europe/Berlin' },
}
const queues = 'ACD_STATUS'
const agents = 'AGENT_STATE'

const idsOf = (day: ReturnType<typeof startSimulatedDay>, source: string) =>
  day.start.rows.find(({ dataSource }) => dataSource === source)?.data.map(({ id }) => id)

describe(startSimulatedDay, () => {
  it('shows the queues and campaigns of the domain, and agents with invented names', () => {
    const day = startSimulatedDay(plan)
    const { names } = day.start
    expect(names.queues).toEqual(domain.queues)
    expect(idsOf(day, queues)?.sort()).toEqual(['0', 'q1', 'q2', 'q3', 'q4'])
    // The floor has two inbound campaigns: the domain's campaigns share their figures.
    expect(idsOf(day, 'INBOUND_CAMPAIGN_STATISTICS')?.sort()).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(idsOf(day, 'OUTBOUND_CAMPAIGN_MANAGER')).toEqual(['o1'])
    expect(names.directory.campaigns.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3', 'o1', 'c4'])
    expect(names.directory.agents).toHaveLength(30)
    expect(names.directory.agents.map(({ id }) => id)).toEqual(idsOf(day, agents))
    const served = new Set(names.directory.agents.flatMap(({ queueIds }) => queueIds))
    expect([...served].sort()).toEqual(['q1', 'q2', 'q3', 'q4'])
  })

  it('goes by the local clock of the site: instants are shifted, and queues with office hours are open', () => {
    const { start } = startSimulatedDay(plan)
    expect(start.names.domainOffsetMs).toBe(-60 * minute)
    const states = start.rows.find(({ dataSource }) => dataSource === agents)?.data ?? []
    const since = states.map(({ stateSince }) => Number(stateSince) + start.names.domainOffsetMs)
    expect(Math.max(...since)).toBeLessThanOrEqual(startAt)
    expect(Math.max(...since)).toBeGreaterThan(startAt - 10 * minute)
  })

  it('holds no customer and nothing nested', () => {
    const day = startSimulatedDay(plan)
    const { steps } = day.steps({ from: startAt, to: startAt + 10 * minute, stepMs: 25_000 })
    const rows = [
      ...day.start.rows.flatMap(({ data }) => data),
      ...steps.flatMap(({ changes }) => changes.flatMap(({ added, updated }) => [...added, ...updated])),
    ]
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter((row) => 'customer' in row)).toEqual([])
    expect(
      rows
        .flatMap((row) => Object.values(row))
        .filter((value) => typeof value === 'object' && value !== null),
    ).toEqual([])
  })

  it('goes on in steps whose changes lead to the rows of a day that started later', () => {
    const day = startSimulatedDay(plan)
    const statistics = createStatistics()
    statistics.applyFull(day.start.rows)
    let from = startAt
    for (let part = 0; part < 6; part += 1) {
      const read = day.steps({ from, to: from + 200_000, stepMs: 25_000 })
      expect(read.to).toBe(from + 200_000)
      expect(read.coverage.every(({ spans }) => spans.every(({ kind }) => kind === 'live'))).toBe(true)
      for (const { at, changes } of read.steps) {
        expect((at - startAt) % 25_000).toBe(0)
        statistics.applyChanges(changes)
      }
      from = read.to
    }
    // The same floor in one step: the model does not depend on the steps.
    const other = startSimulatedDay(plan)
    const atOnce = createStatistics()
    atOnce.applyFull(other.start.rows)
    for (const { changes } of other.steps({ from: startAt, to: from, stepMs: from - startAt }).steps)
      atOnce.applyChanges(changes)
    const fieldsOf = (all: ReturnType<typeof createStatistics>) =>
      all
        .full([queues, agents])
        .map(({ dataSource, data }) => [
          dataSource,
          data.map(({ asOf: _, ...fields }) => fields).sort((one, two) => one.id.localeCompare(two.id)),
        ])
    expect(fieldsOf(statistics)).toEqual(fieldsOf(atOnce))
    const calls = [...statistics.rows(queues).values()].map(({ callsInQueue }) => Number(callsInQueue))
    expect(calls.some((count) => count > 0)).toBe(true)
  })
})
