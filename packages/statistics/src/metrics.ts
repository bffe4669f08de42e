import { numberOf, type Row } from './row.ts'
import { fromGiven, type ShareScale } from './share-scale.ts'
import { callbackWaitMs, callWaitMs, currentWaitMs } from './wait-clock.ts'

/** What a figure counts: things, milliseconds, or a share of one (0 to 1). */
export type Unit = 'count' | 'ms' | 'share'

/** A figure that a board may show or judge. Its id is Five9's name of the field, or of what it is computed from. */
export interface Metric {
  readonly label: string
  readonly unit: Unit
  /** How several queues make one figure. People are no sum over queues: one agent serves several. */
  readonly together: 'sum' | 'max' | 'people' | 'none'
}

const count = (label: string): Metric => ({ label, unit: 'count', together: 'sum' })
const people = (label: string): Metric => ({ label, unit: 'count', together: 'people' })
const longest = (label: string): Metric => ({ label, unit: 'ms', together: 'max' })

/** Figures of a queue or of several: fields of ACD_STATUS, and what follows from them. */
export const queueMetrics = {
  callsInQueue: count('waiting'),
  /** Of a call or a callback. */
  currentLongestQueueTime: longest('longest wait'),
  /** Computed: `currentLongestQueueTime` while callbacks wait and no call does. */
  currentLongestCallbackTime: longest('longest callback wait'),
  longestQueueTime: longest('longest wait today'),
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

const ofCampaign = (label: string, unit: Unit): Metric => ({ label, unit, together: 'none' })

/** Figures of an inbound campaign. Five9's own service level is labelled as such: its formula is not documented. */
export const campaignMetrics = {
  totalCallsCount: ofCampaign('calls', 'count'),
  connectedCallsCount: ofCampaign('connected', 'count'),
  abandonedCallsCount: ofCampaign('abandoned', 'count'),
  abandonCallRate: ofCampaign('abandon rate', 'share'),
  averageSpeedOfAnswer: ofCampaign('average speed of answer', 'ms'),
  averageHandleTime: ofCampaign('average handle time', 'ms'),
  serviceLevelQueue: ofCampaign('Five9 service level (campaign)', 'share'),
} as const satisfies Record<string, Metric>
export type CampaignMetric = keyof typeof campaignMetrics

/** Reads one figure of a row at an instant (BFF's clock); undefined where Five9 gave none. */
export type FigureOf = (row: Row | undefined, metric: QueueMetric, nowMs: number) => number | undefined

/** A queue's figure as it is shown. */
export function queueFigure(row: Row | undefined, metric: QueueMetric, nowMs: number): number | undefined {
  if (row === undefined) return undefined
  if (metric === 'currentLongestQueueTime') return currentWaitMs(row, nowMs)
  if (metric === 'currentLongestCallbackTime') return callbackWaitMs(row, nowMs)
  return numberOf(row, metric)
}

/** A queue's figure as limits judge it: a wait counts only while calls wait, since callbacks may wait overnight. */
export function judgedQueueFigure(
  row: Row | undefined,
  metric: QueueMetric,
  nowMs: number,
): number | undefined {
  if (row === undefined || metric !== 'currentLongestQueueTime') return queueFigure(row, metric, nowMs)
  return callWaitMs(row, nowMs)
}

/**
 * A campaign's figure; shares are 0 to 1, read by the scale of their source (`shareScaleOf`). The abandon rate is
 * abandoned / (connected + abandoned), from the counts where they are there; of no calls at all there is no rate.
 */
export function campaignFigure(
  row: Row | undefined,
  metric: CampaignMetric,
  scale: ShareScale,
): number | undefined {
  const given = numberOf(row, metric)
  if (metric === 'abandonCallRate') {
    const abandoned = numberOf(row, 'abandonedCallsCount')
    const connected = numberOf(row, 'connectedCallsCount')
    if (abandoned === undefined || connected === undefined) return fromGiven(given, scale)
    return abandoned + connected === 0 ? undefined : abandoned / (abandoned + connected)
  }
  return campaignMetrics[metric].unit === 'share' ? fromGiven(given, scale) : given
}

/** Fewer calls than this say nothing about a rate: it gets no colour. */
export const fewCalls = 10
