import { DataSource } from '@wallboard/five9/identifiers'
import { isTotalsId, type Change } from '@wallboard/statistics'
import { bucketStart } from '../aggregates/bucket.ts'
import type { TakenBuckets } from '../aggregates/queue-aggregator.ts'
import { createAgentCalls, type AnsweredCall, type HandledCall } from './agent-calls.ts'
import { createQueueAttribution, noSkills, type SkillMap } from './answered-queue.ts'
import { createCampaignCounters } from './campaign-counters.ts'
import { noCampaignFlow, noQueueFlow, type CampaignFlow, type QueueFlow } from './flow.ts'
import { createQueueSteps } from './queue-steps.ts'

/** Flows by the start of their quarter of an hour, then by id. */
export type FlowsByQuarter<Flow> = ReadonlyMap<number, ReadonlyMap<string, Flow>>

export interface TakenFlows {
  readonly queues: FlowsByQuarter<QueueFlow>
  readonly campaigns: FlowsByQuarter<CampaignFlow>
}

/**
 * Counts the calls of queues and campaigns by quarter of an hour, over live time only: a pure fold over the changes of a
 * feed. Instants are epoch milliseconds and do not decrease.
 */
export interface FlowCounter {
  readonly changed: (at: number, changes: readonly Change[]) => void
  /** What changes while a source is not live is counted nowhere. */
  readonly setLive: (dataSource: string, isLive: boolean) => void
  readonly setSkills: (skills: SkillMap) => void
  /** Adds live time of queues, in which calls waited. */
  readonly waited: (minutes: TakenBuckets) => void
  /** The flows since the last call. Answers of the last two seconds wait for the next call. */
  readonly take: (at: number) => TakenFlows
}

/** Flows that grow in place: calls come and leave in most changes of a busy queue. */
function createTally<Field extends string>(empty: Readonly<Record<Field, number>>) {
  type Flow = Record<Field, number>
  let quarters = new Map<number, Map<string, Flow>>()

  function flowOf(quarter: number, id: string): Flow {
    const flows = quarters.get(quarter) ?? new Map<string, Flow>()
    const flow = flows.get(id) ?? { ...empty }
    quarters.set(quarter, flows)
    flows.set(id, flow)
    return flow
  }

  return {
    add(at: number, id: string, flow: Readonly<Partial<Flow>>): void {
      const sum = flowOf(bucketStart('quarter', at), id)
      for (const field in flow) sum[field] += flow[field] ?? 0
    },
    take(): FlowsByQuarter<Readonly<Flow>> {
      const taken = quarters
      quarters = new Map()
      return taken
    },
  }
}

export function createFlowCounter(): FlowCounter {
  let skills = noSkills
  const live = new Set<string>()
  const agentCalls = createAgentCalls()
  const queueSteps = createQueueSteps()
  const counters = createCampaignCounters()
  const attribution = createQueueAttribution(() => skills)
  const queues = createTally<keyof QueueFlow>(noQueueFlow)
  const campaigns = createTally<keyof CampaignFlow>(noCampaignFlow)
  /** The queues of answered calls whose end is not known yet. */
  const queueOfCall = new WeakMap<AnsweredCall, string>()

  function handled({ at, campaignId, handleMs, answered }: HandledCall): void {
    campaigns.add(at, campaignId, { handled: 1, handleMs })
    const queueId = answered && queueOfCall.get(answered)
    if (queueId !== undefined) queues.add(at, queueId, { handled: 1, handleMs })
  }

  function attribute(at: number): void {
    for (const { call, queueId, possible, wasSeen } of attribution.take(at)) {
      if (queueId === undefined) {
        for (const each of possible)
          queues.add(call.at, each, { possibleAnswers: 1, sharedAnswers: 1 / possible.length })
        continue
      }
      queueOfCall.set(call, queueId)
      // A call that was never in a row came all the same.
      queues.add(call.at, queueId, { answers: 1, arrivals: wasSeen ? 0 : 1 })
    }
  }

  function apply(at: number, change: Change): void {
    const isLive = live.has(change.dataSource)
    if (change.dataSource === DataSource.AcdStatus)
      for (const step of queueSteps.changed(change, isLive)) {
        attribution.stepped(at, step)
        if (step.came > 0) queues.add(at, step.queueId, { arrivals: step.came })
      }
    if (change.dataSource === DataSource.AgentState) {
      const calls = agentCalls.changed(at, change, isLive)
      for (const call of calls.answered) attribution.answered(call)
      for (const call of calls.handled) handled(call)
    }
    if (change.dataSource === DataSource.InboundCampaignStatistics)
      for (const [id, growth] of counters.changed(change, isLive)) campaigns.add(at, id, growth)
  }

  return {
    changed(at, changes) {
      attribute(at)
      for (const change of changes) apply(at, change)
    },
    setLive(dataSource, isLive) {
      if (isLive) live.add(dataSource)
      else live.delete(dataSource)
    },
    setSkills(next) {
      skills = next
    },
    waited(minutes) {
      for (const [queueId, buckets] of minutes)
        for (const { startsAt, figures } of buckets) {
          const waitingMs = figures.callsInQueue.area
          if (waitingMs > 0 && !isTotalsId(queueId)) queues.add(startsAt, queueId, { waitingMs })
        }
    },
    take(at) {
      attribute(at)
      return { queues: queues.take(), campaigns: campaigns.take() }
    },
  }
}
