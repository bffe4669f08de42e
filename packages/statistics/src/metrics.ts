import { readNumber, type Row } from './row.ts'
import { callbackWaitMs, callWaitMs, currentWaitMs } from './wait-clock.ts'

/** What a figure counts: things, milliseconds, or a share of one (0 to 1). */
export type Unit = 'count' | 'ms' | 'share'

/** A figure that a board may show or judge. Its id is Five9's name of the field, or of what it is computed from. */
export interface Metric {
  readonly label: string
  readonly unit: Unit
  /** How several queues make one figure. People are no sum over queues: one agent serves several. */
  readonly aggregation: 'sum' | 'max' | 'people' | 'none'
}

const count = (label: string): Metric => ({ label, unit: 'count', aggregation: 'sum' })
const people = (label: string): Metric => ({ label, unit: 'count', aggregation: 'people' })
const maxDuration = (label: string): Metric => ({ label, unit: 'ms', aggregation: 'max' })

/** Figures of a queue or of several: fields of ACD_STATUS, and what follows from them. */
export const queueMetrics = {
  callsInQueue: count('waiting'),
  /** Of a call or a callback. */
  currentLongestQueueTime: maxDuration('longest wait'),
  /** Computed: `currentLongestQueueTime` while callbacks wait and no call does. */
  currentLongestCallbackTime: maxDuration('longest callback wait'),
  longestQueueTime: maxDuration('longest wait today'),
  agentsInQueue: people('ready'),
  agentsOnCall: people('on call'),
  agentsNotReadyForCalls: people('not ready'),
  agentsLoggedIn: people('logged in'),
  callbacksInQueue: count('callbacks'),
  voicemailsInQueue: count('voicemails'),
  vivrCallsInQueue: count('visual IVR'),
  chatsInQueue: count('chats'),
  emailsInQueue: count('e-mails'),
} as const satisfies Record<string, Metric>
export type QueueMetric = keyof typeof queueMetrics

const campaignMetric = (label: string, unit: Unit): Metric => ({ label, unit, aggregation: 'none' })

/** Figures of an inbound campaign. Five9's own service level is labelled as such: its formula is not documented. */
export const campaignMetrics = {
  totalCallsCount: campaignMetric('calls', 'count'),
  connectedCallsCount: campaignMetric('connected', 'count'),
  abandonedCallsCount: campaignMetric('abandoned', 'count'),
  abandonCallRate: campaignMetric('abandon rate', 'share'),
  averageSpeedOfAnswer: campaignMetric('average speed of answer', 'ms'),
  averageHandleTime: campaignMetric('average handle time', 'ms'),
  serviceLevelQueue: campaignMetric('Five9 service level (campaign)', 'share'),
} as const satisfies Record<string, Metric>
export type CampaignMetric = keyof typeof campaignMetrics

/** Reads one figure of a row at an instant (BFF's clock); undefined where Five9 gave none. */
export type FigureOf = (row: Row | undefined, metric: QueueMetric, nowMs: number) => number | undefined

/** A queue's figure as it is shown. */
export function queueFigure(row: Row | undefined, metric: QueueMetric, nowMs: number): number | undefined {
  if (row === undefined) return undefined
  if (metric === 'currentLongestQueueTime') return currentWaitMs(row, nowMs)
  if (metric === 'currentLongestCallbackTime') return callbackWaitMs(row, nowMs)
  return readNumber(row, metric)
}

/** A queue's figure as limits judge it: a wait counts only while calls wait, since callbacks may wait overnight. */
export function queueFigureForThreshold(
  row: Row | undefined,
  metric: QueueMetric,
  nowMs: number,
): number | undefined {
  if (row === undefined || metric !== 'currentLongestQueueTime') return queueFigure(row, metric, nowMs)
  return callWaitMs(row, nowMs)
}

/** Fewer calls than this say nothing about a rate: it gets no colour. */
export const minSampleSize = 10
