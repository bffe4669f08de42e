import { DataSource } from '@wallboard/five9/identifiers'
import { agentSource } from '@wallboard/boards'
import { currentWaitMs, queueSource, readNumber, type Row } from '@wallboard/statistics'
import {
  agentFlag,
  agentTotals,
  createAgentJoin,
  createPassedOverWatch,
  createWaitingClock,
  limitsFor,
  noHabits,
  type AgentFlag,
  type AgentRecord,
  type AgentTotals,
  type Habits,
  type ReasonLimit,
} from '@wallboard/statistics/agent-table'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { passedOverText } from '../why/passed-over-text.ts'
import { limitText } from './limit-text.ts'

/** The data sources of the agents' pages. */
export const agentSources: readonly DataSource[] = [agentSource, DataSource.AgentStatistic, queueSource]

/** All agents of the person's feed at one instant. */
export interface AgentsView {
  /** False while Five9 has not sent the source: unknown is not empty. */
  readonly isKnown: boolean
  readonly records: ReadonlyMap<string, AgentRecord>
  readonly flags: ReadonlyMap<string, AgentFlag>
  readonly totals: AgentTotals
  /** The instant of the flags, by Five9's clock. */
  readonly five9Now: number
}

/** The agents, joined and flagged from the live stores. */
export interface AgentsModel {
  readonly view: StoreApi<AgentsView>
  /** Follows the live stores until the returned function is called. */
  readonly start: () => () => void
  /** The site's limits of reasons for not being ready. */
  readonly setReasonLimits: (limits: readonly ReasonLimit[]) => void
  /** How long states usually are, from history. */
  readonly setHabits: (habits: Habits) => void
  /** The limit of the agent's state with where it comes from, or why the agent is passed over; empty without either. */
  readonly limitText: (agentId: string) => string
  /** How many callers wait in a queue; undefined when that is not known. */
  readonly waiting: (queueId: string) => number | undefined
}

/** Thousands of agents change many times a second; nobody reads faster than this. Milliseconds. */
const updateEveryMs = 1_000

const emptyView: AgentsView = {
  isKnown: false,
  records: new Map(),
  flags: new Map(),
  totals: agentTotals([]),
  five9Now: 0,
}

/** For how long a queue has had callers, in seconds. A first call that waits proves its own wait. */
function callersForSeconds(row: Row, since: number | undefined, now: number): number {
  const observed = since === undefined ? 0 : now - since
  // While callbacks wait too, the longest wait may be that of a callback.
  const hasCallbacks = (readNumber(row, 'callbacksInQueue') ?? 1) > 0
  return Math.max(observed, hasCallbacks ? 0 : (currentWaitMs(row, now) ?? 0)) / 1_000
}

/** `onTick` calls its listener a few times a second. */
export function createAgentsModel(deps: {
  readonly stores: Pick<LiveStores, 'statistics' | 'sources' | 'figures'>
  readonly onTick: (listener: () => void) => () => void
}): AgentsModel {
  const { statistics, sources, figures } = deps.stores
  const { data } = figures
  const view = createStore<AgentsView>()(() => emptyView)
  const join = createAgentJoin()
  const waitingClock = createWaitingClock()
  const passedOver = createPassedOverWatch()
  let updatedAt = -Infinity
  let reasonLimits: readonly ReasonLimit[] = []
  let habits = noHabits
  let limitsOf = limitsFor(reasonLimits, habits)

  const nameOf = (queueId: string) => statistics.queueNames().get(queueId) ?? queueId
  const queueRows = () => data.queueIds().flatMap((id) => data.queueRow(id) ?? [])

  function observe(agents: readonly AgentRecord[], isLive: boolean, now: number): void {
    if (!isLive) {
      waitingClock.interrupted()
      passedOver.interrupted()
      return
    }
    waitingClock.observed(queueRows(), now)
    const campaigns = new Map(sources.directory().campaigns.map(({ id, queueIds }) => [id, queueIds]))
    passedOver.observed({
      agents,
      queuesOf: (campaignId) => campaigns.get(campaignId),
      agentsInQueue: (queueId) => readNumber(data.queueRow(queueId), 'agentsInQueue'),
    })
  }

  function waitingQueue(queueId: string, now: number) {
    const row = data.queueRow(queueId)
    if (row === undefined || (readNumber(row, 'callsInQueue') ?? 0) === 0) return undefined
    return {
      queueId,
      callersFor: callersForSeconds(row, waitingClock.since(queueId), now),
      agentsInQueue: readNumber(row, 'agentsInQueue'),
    }
  }

  function flagsOf(records: readonly AgentRecord[], five9Now: number): ReadonlyMap<string, AgentFlag> {
    const { now } = statistics.status.getState()
    const isLive =
      statistics.freshnessOf(queueSource) === 'live' && statistics.freshnessOf(agentSource) === 'live'
    observe(records, isLive, now)
    const readyAssigned = new Map<string, number>()
    for (const { activity, queueIds } of records)
      if (activity === 'ready')
        for (const id of queueIds) readyAssigned.set(id, (readyAssigned.get(id) ?? 0) + 1)
    const queues = new Map<string, ReturnType<typeof waitingQueue>>()
    const inputs = {
      ...{ limitsOf, isLive, passedOver: passedOver.find },
      readyAssigned: (id: string) => readyAssigned.get(id) ?? 0,
      waitingQueue(id: string) {
        if (!queues.has(id)) queues.set(id, waitingQueue(id, now))
        return queues.get(id)
      },
    }
    const flags = new Map<string, AgentFlag>()
    for (const record of records) {
      const flag = agentFlag(record, five9Now, inputs)
      if (flag !== undefined) flags.set(record.id, flag)
    }
    return flags
  }

  function update(): void {
    const { agentsNow, domainOffsetMs } = statistics.status.getState()
    const five9Now = agentsNow - domainOffsetMs
    const records = join.records(
      sources.rows(agentSource),
      sources.rows(DataSource.AgentStatistic),
      sources.directory(),
    )
    view.setState(
      {
        isKnown: sources.isAvailable(agentSource),
        records: new Map(records.map((record) => [record.id, record])),
        flags: flagsOf(records, five9Now),
        totals: agentTotals(records),
        five9Now,
      },
      true,
    )
  }

  function updateIfDue(): void {
    const now = statistics.screenNow()
    // The first rows are shown at once.
    const isFirst = !view.getState().isKnown && sources.isAvailable(agentSource)
    if (!isFirst && now - updatedAt < updateEveryMs) return
    updatedAt = now
    update()
  }

  return {
    view,
    setReasonLimits(limits) {
      reasonLimits = limits
      limitsOf = limitsFor(reasonLimits, habits)
    },
    setHabits(next) {
      habits = next
      limitsOf = limitsFor(reasonLimits, habits)
    },
    limitText(agentId) {
      const { records, flags } = view.getState()
      const record = records.get(agentId)
      const found = flags.get(agentId)?.passedOver
      if (found !== undefined) return passedOverText(found, nameOf(found.queueId))
      return record === undefined ? '' : limitText(record, limitsOf(record), habits)
    },
    waiting: (queueId) => readNumber(data.queueRow(queueId), 'callsInQueue'),
    start() {
      update()
      const stops = [deps.onTick(updateIfDue), sources.revision(agentSource).subscribe(updateIfDue)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
