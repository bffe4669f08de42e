import { DataSource } from '@wallboard/five9/identifiers'
import {
  activityOf,
  createStatistics,
  isTotalsId,
  readNumber,
  readText,
  type Change,
  type Row,
} from '@wallboard/statistics'
import { effectiveAgents } from '@wallboard/statistics/estimates'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { changeOf, type RecordedChange } from '../segments/segment-line.ts'
import { createFlowCounter } from './flow-counter.ts'
import type { SkillMap } from './answered-queue.ts'
import { addFlows, noCampaignFlow, noQueueFlow, type CampaignFlow, type QueueFlow } from './flow.ts'
import { followStaffing, type AgentMove, type AgentTime } from './staffing.ts'

/** The data sources that the facts of a window are made of. */
export const windowSources = [
  DataSource.AcdStatus,
  DataSource.AgentState,
  DataSource.InboundCampaignStatistics,
] as const

/** One data source of a recorded window. */
export interface WindowSource {
  readonly dataSource: string
  /** All rows at the start of the window. */
  readonly rows: readonly Row[]
  /** The changes after the start, in order. */
  readonly changes: readonly RecordedChange[]
  readonly coverage: readonly CoverageSpan[]
}

/** What happened to a queue in a span of time. */
export interface WindowFacts {
  /** Milliseconds in which both queues and agents were live. */
  readonly liveMs: number
  /** Milliseconds in which agents were live: `agentTime` is of them. */
  readonly agentsLiveMs: number
  readonly flow: QueueFlow
  /** By campaign id. */
  readonly campaigns: ReadonlyMap<string, CampaignFlow>
  /** Of the agents who have the queue as a skill. */
  readonly agentTime: AgentTime
  /** The mean number of agents, each shared among the queues that have callers; undefined without live time. */
  readonly effectiveAgents: number | undefined
  readonly moves: readonly AgentMove[]
}

const sampleMs = 15_000
const everything = 1e15

type Span = { readonly startsAt: number; readonly endsAt: number }

function common(one: readonly Span[], other: readonly Span[]): readonly Span[] {
  return one.flatMap((first) =>
    other.flatMap((second) => {
      const [startsAt, endsAt] = [
        Math.max(first.startsAt, second.startsAt),
        Math.min(first.endsAt, second.endsAt),
      ]
      return startsAt < endsAt ? [{ startsAt, endsAt }] : []
    }),
  )
}

const lengthOf = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)

interface Step {
  readonly at: number
  /** Ends of live time come before changes at the same instant, starts after them. */
  readonly order: 0 | 1 | 2
  readonly dataSource: string
  readonly run: 'live' | 'gap' | Change
}

function stepsOf(
  sources: readonly WindowSource[],
  liveOf: (dataSource: string) => readonly Span[],
  to: number,
) {
  const steps: Step[] = []
  for (const { dataSource, changes } of sources) {
    for (const change of changes)
      if (change.at <= to)
        steps.push({ at: change.at, order: 1, dataSource, run: changeOf(dataSource, change) })
    for (const { startsAt, endsAt } of liveOf(dataSource)) {
      steps.push({ at: startsAt, order: 2, dataSource, run: 'live' })
      steps.push({ at: endsAt, order: 0, dataSource, run: 'gap' })
    }
  }
  return steps.sort((one, other) => one.at - other.at || one.order - other.order)
}

const idsOf = ({ added, updated, removed }: Change): ReadonlySet<string> =>
  new Set([...removed, ...added.map(({ id }) => id), ...updated.map(({ id }) => id)])

/**
 * The facts of a queue in `[from, to)`, from the recorded rows and changes of its data sources. Time that was not
 * recorded live is counted nowhere.
 */
export function windowFacts(input: {
  readonly from: number
  readonly to: number
  readonly sources: readonly WindowSource[]
  readonly skills: SkillMap
  readonly queueId: string
}): WindowFacts {
  const { from, to, sources, skills, queueId } = input
  const liveOf = (dataSource: string): readonly Span[] =>
    sources
      .filter((source) => source.dataSource === dataSource)
      .flatMap(({ coverage }) => coverage)
      .filter(({ kind }) => kind === 'live')
      .flatMap((span) => common([span], [{ startsAt: from, endsAt: to }]))
  const liveAgents = liveOf(DataSource.AgentState)
  const liveBoth = common(liveAgents, liveOf(DataSource.AcdStatus))
  const agentIds = new Set(
    [...skills.agentQueues].flatMap(([id, queueIds]) => (queueIds.includes(queueId) ? [id] : [])),
  )
  const statistics = createStatistics()
  const counter = createFlowCounter()
  const staffing = followStaffing({ agentIds, live: liveAgents, from })
  counter.setSkills(skills)
  for (const { dataSource, rows } of sources) {
    statistics.applyFull([{ dataSource, data: rows }])
    counter.changed(from, [{ dataSource, added: rows, updated: [], removed: [] }])
  }

  let [effectiveSum, samples, nextSample] = [0, 0, from]
  function sampleUntil(at: number): void {
    for (; nextSample < at; nextSample += sampleMs) {
      if (!liveBoth.some(({ startsAt, endsAt }) => startsAt <= nextSample && nextSample < endsAt)) continue
      samples += 1
      effectiveSum += effectiveNow()
    }
  }
  function effectiveNow(): number {
    const queues = statistics.rows(DataSource.AcdStatus)
    const agents = [...statistics.rows(DataSource.AgentState).values()]
      .filter(({ id }) => agentIds.has(id))
      .map((row) => ({
        activity: activityOf(row),
        callType: readText(row, 'callType'),
        queueIds: skills.agentQueues.get(row.id) ?? [],
      }))
    return effectiveAgents(queueId, agents, (id) => (readNumber(queues.get(id), 'callsInQueue') ?? 0) > 0)
  }

  for (const { at, dataSource, run } of stepsOf(sources, liveOf, to)) {
    sampleUntil(at)
    if (run === 'live' || run === 'gap') {
      counter.setLive(dataSource, run === 'live')
      continue
    }
    const ids = dataSource === DataSource.AgentState ? idsOf(run) : new Set<string>()
    staffing.before(at, ids, statistics)
    statistics.applyChanges([run])
    staffing.after(at, ids, statistics)
    counter.changed(at, [run])
  }
  sampleUntil(to)

  const taken = counter.take(everything)
  const campaigns = new Map<string, CampaignFlow>()
  for (const flows of taken.campaigns.values())
    for (const [id, flow] of flows) campaigns.set(id, addFlows(campaigns.get(id) ?? noCampaignFlow, flow))
  const agentTime = staffing.end(to, statistics)
  return {
    liveMs: lengthOf(liveBoth),
    agentsLiveMs: lengthOf(liveAgents),
    flow: [...taken.queues.values()].reduce(
      (sum, flows) => addFlows(sum, flows.get(queueId) ?? {}),
      noQueueFlow,
    ),
    campaigns,
    agentTime,
    effectiveAgents: samples === 0 ? undefined : effectiveSum / samples,
    moves: staffing.moves().filter(({ agentId }) => !isTotalsId(agentId)),
  }
}
