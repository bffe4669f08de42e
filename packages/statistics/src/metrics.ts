import { numberOf, type Row } from './row.ts'
import { currentWaitMs } from './wait-clock.ts'

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

/** Figures of a queue or of several: fields of ACD_STATUS. */
export const queueMetrics = {
  callsInQueue: count('waiting'),
  currentLongestQueueTime: longest('longest wait'),
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

/** A queue's figure at an instant; undefined where Five9 gave none. */
export function queueFigure(row: Row | undefined, metric: QueueMetric, nowMs: number): number | undefined {
  if (row === undefined) return undefined
  return metric === 'currentLongestQueueTime' ? currentWaitMs(row, nowMs) : numberOf(row, metric)
}

/** Shares come as 0 to 1 or as per cent; which of them is not documented, so more than one is read as per cent. */
const asShare = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : value > 1 ? value / 100 : value

/**
 * A campaign's figure. The abandon rate is abandoned / (connected + abandoned), from the counts where they are there;
 * of no calls at all there is no rate.
 */
export function campaignFigure(row: Row | undefined, metric: CampaignMetric): number | undefined {
  const given = numberOf(row, metric)
  if (metric === 'abandonCallRate') {
    const abandoned = numberOf(row, 'abandonedCallsCount')
    const connected = numberOf(row, 'connectedCallsCount')
    if (abandoned === undefined || connected === undefined) return asShare(given)
    return abandoned + connected === 0 ? undefined : abandoned / (abandoned + connected)
  }
  return campaignMetrics[metric].unit === 'share' ? asShare(given) : given
}

/** Fewer calls than this say nothing about a rate: it gets no colour. */
export const fewCalls = 10
