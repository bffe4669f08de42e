import { boardSources } from '@wallboard/boards'
import { localTimeOf } from '@wallboard/history'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import type { RecordedSteps, StepsRange } from '../reading/read-steps.ts'
import type { ReplayStart } from '../replay/replay-source.ts'
import { createDomainRows, type SimulatedDomain } from './domain-rows.ts'
import { startSimulatedFloor, type FloorRow, type SimulatedTraffic } from './simulated-floor.ts'

/** A day that never was, with the queues and campaigns of a domain. */
export interface SimulatedPlan {
  readonly domain: SimulatedDomain
  /** How many agents the domain has: as many are simulated, with invented names. */
  readonly agents: number
  readonly traffic: SimulatedTraffic
  readonly seed: number
  /** Epoch milliseconds. */
  readonly startAt: number
  /** An IANA name: by its clock queues open and agents begin their shifts. */
  readonly timeZone: string
}

export interface SimulatedDay {
  readonly start: ReplayStart
  /** What follows, from where the last steps ended. */
  readonly steps: (range: StepsRange) => RecordedSteps
}

const maxQueues = 500
const maxAgents = 2_000
/** With fewer agents, queues would be without any. */
const minAgentsPerQueue = 2

/** What the local clock shows at an instant, minus that instant: the floor's clock has no time zone. */
const localOffsetMs = (at: number, timeZone: string): number =>
  Date.parse(`${localTimeOf(at, timeZone).slice(0, 19)}Z`) - Math.floor(at / 1_000) * 1_000

/** The fields of a row that changed. */
function changedFields(before: FloorRow, row: FloorRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => before[name] !== value))
}

/** Starts a simulated day: calls and agents are invented, queues and campaigns are those of the domain. */
export function startSimulatedDay(plan: SimulatedPlan): SimulatedDay {
  const { domain, traffic, seed, startAt, timeZone } = plan
  const offsetMs = localOffsetMs(startAt, timeZone)
  const queues = domain.queues.slice(0, maxQueues)
  const floor = startSimulatedFloor({
    ...{ seed, traffic, queues: queues.length, startAt: startAt + offsetMs },
    agents: Math.min(maxAgents, Math.max(plan.agents, minAgentsPerQueue * queues.length)),
  })
  const shown = createDomainRows({ ...domain, queues }, floor)
  const sources: ReadonlySet<string> = new Set(boardSources)
  const before = new Map<string, Map<string, FloorRow>>()

  function changeOf(dataSource: string, rows: readonly FloorRow[], asOf: number): Change {
    const known = before.get(dataSource) ?? new Map<string, FloorRow>()
    const [added, updated] = [new Array<Row>(), new Array<Row>()]
    for (const row of rows) {
      const last = known.get(row.id)
      if (last === undefined) added.push({ ...row, asOf })
      else if (last !== row) updated.push({ ...changedFields(last, row), id: row.id, asOf })
    }
    const next = new Map(rows.map((row) => [row.id, row]))
    before.set(dataSource, next)
    return { dataSource, added, updated, removed: [...known.keys()].filter((id) => !next.has(id)) }
  }

  /** Runs the floor to an instant, and returns what changed. */
  function advanceTo(at: number): readonly Change[] {
    floor.advanceTo(at + offsetMs)
    return [...floor.rows(sources)]
      .map(([dataSource, rows]) => changeOf(dataSource, shown.of(dataSource, rows), at))
      .filter(({ added, updated, removed }) => added.length + updated.length + removed.length > 0)
  }

  const live = (startsAt: number, endsAt: number): ReplayStart['coverage'] =>
    boardSources.map((dataSource) => ({ dataSource, spans: [{ kind: 'live', startsAt, endsAt }] }))

  const first = advanceTo(startAt)
  const rows: readonly DatedSource[] = boardSources.map((dataSource) => ({
    dataSource,
    data: first.find((change) => change.dataSource === dataSource)?.added ?? [],
  }))
  return {
    start: {
      rows,
      coverage: live(startAt, startAt),
      names: {
        queues: queues.map(({ id, name }) => ({ id, name })),
        directory: {
          agents: floor.agents.map(({ id, name, queueIds }) => ({
            ...{ id, name, queueIds: [...shown.queueIds(queueIds)] },
          })),
          campaigns: domain.campaigns.map(({ id, name, type }) => ({
            ...{ id, name, ...(type === undefined ? {} : { type }) },
          })),
          reasons: [...floor.reasons],
        },
        domainOffsetMs: -offsetMs,
      },
    },
    steps({ from, to, stepMs }) {
      const count = Math.floor((to - from) / stepMs)
      const end = from + count * stepMs
      const steps = Array.from({ length: count }, (_, index) => {
        const at = from + (index + 1) * stepMs
        return { at, full: [], changes: advanceTo(at) }
      })
      return {
        ...{ to: end, coverage: live(from, end), names: undefined },
        steps: steps.filter(({ changes }) => changes.length > 0),
      }
    },
  }
}
