import { readNumber, type Row } from './row.ts'
import { callbackWaitMs, callWaitMs, currentWaitMs } from './wait-clock.ts'

/** The unit of a metric: a count, milliseconds, a share from 0 to 1, or a ratio such as calls for each agent. */
export type Unit = 'count' | 'ms' | 'share' | 'ratio'

/**
 * A metric that a board can show or a threshold can evaluate. Its id is the name of Five9's field, or of the field
 * that it is computed from.
 */
export interface Metric {
  readonly unit: Unit
  /** How the values of several queues become one. Agents are not added: one agent serves several queues. */
  readonly aggregation: 'sum' | 'max' | 'people' | 'none'
}

const count: Metric = { unit: 'count', aggregation: 'sum' }
const people: Metric = { unit: 'count', aggregation: 'people' }
const maxDuration: Metric = { unit: 'ms', aggregation: 'max' }

/** Metrics of one or several queues: fields of ACD_STATUS, and values computed from them. */
export const queueMetrics = {
  callsInQueue: count,
  /** Of calls and callbacks. */
  currentLongestQueueTime: maxDuration,
  /** Computed: `currentLongestQueueTime` while callbacks wait and no call does. */
  currentLongestCallbackTime: maxDuration,
  longestQueueTime: maxDuration,
  agentsInQueue: people,
  agentsOnCall: people,
  agentsNotReadyForCalls: people,
  agentsLoggedIn: people,
  callbacksInQueue: count,
  voicemailsInQueue: count,
  vivrCallsInQueue: count,
  chatsInQueue: count,
  emailsInQueue: count,
} as const satisfies Record<string, Metric>
export type QueueMetric = keyof typeof queueMetrics

const campaignMetric = (unit: Unit): Metric => ({ unit, aggregation: 'none' })

/** Metrics of an inbound campaign. The formula of Five9's service level is not documented. */
export const campaignMetrics = {
  totalCallsCount: campaignMetric('count'),
  connectedCallsCount: campaignMetric('count'),
  abandonedCallsCount: campaignMetric('count'),
  abandonCallRate: campaignMetric('share'),
  averageSpeedOfAnswer: campaignMetric('ms'),
  averageHandleTime: campaignMetric('ms'),
  serviceLevelQueue: campaignMetric('share'),
} as const satisfies Record<string, Metric>
export type CampaignMetric = keyof typeof campaignMetrics

/** Metrics of an outbound campaign while it runs: fields of OUTBOUND_CAMPAIGN_MANAGER. */
export const outboundMetrics = {
  readyForCallAgentsCount: campaignMetric('count'),
  callsToAgentRatio: campaignMetric('ratio'),
  callsToAgentTargetRatio: campaignMetric('ratio'),
  availableRecordsCount: campaignMetric('count'),
} as const satisfies Record<string, Metric>
export type OutboundMetric = keyof typeof outboundMetrics

/** The name of a metric of any subject. A name that several subjects have means the same figure for each. */
export type MetricName = QueueMetric | CampaignMetric | OutboundMetric

/** Reads a metric of a row at an instant (BFF's clock); undefined when Five9 sent no value. */
export type FigureOf = (row: Row | undefined, metric: QueueMetric, nowMs: number) => number | undefined

/** A queue's figure for display. */
export function queueFigure(row: Row | undefined, metric: QueueMetric, nowMs: number): number | undefined {
  if (row === undefined) return undefined
  if (metric === 'currentLongestQueueTime') return currentWaitMs(row, nowMs)
  if (metric === 'currentLongestCallbackTime') return callbackWaitMs(row, nowMs)
  return readNumber(row, metric)
}

/** A queue's figure for thresholds: a wait counts only while calls wait, because callbacks may wait overnight. */
export function queueFigureForThreshold(
  row: Row | undefined,
  metric: QueueMetric,
  nowMs: number,
): number | undefined {
  if (row === undefined || metric !== 'currentLongestQueueTime') return queueFigure(row, metric, nowMs)
  return callWaitMs(row, nowMs)
}

/** A rate of fewer calls than this is not evaluated and gets no colour. */
export const minSampleSize = 10
