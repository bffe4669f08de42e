import type { OutboundMetric } from './metrics.ts'
import { readNumber, readText, type Row } from './row.ts'

/** The dialer's state of a campaign. A state that this project does not know is `other`. */
export const dialerStates = ['running', 'stopped', 'starting', 'stopping', 'resetting', 'other'] as const
export type DialerState = (typeof dialerStates)[number]

const byText: ReadonlyMap<string, DialerState> = new Map([
  ['RUNNING', 'running'],
  ['NOT_RUNNING', 'stopped'],
  ['STARTING', 'starting'],
  ['STOPPING', 'stopping'],
  ['RESETTING', 'resetting'],
])

/** The state of the campaign of a row of OUTBOUND_CAMPAIGN_MANAGER; undefined when Five9 sent none. */
export function dialerStateOf(row: Row | undefined): DialerState | undefined {
  const text = readText(row, 'campaignState')
  return text === undefined ? undefined : (byText.get(text) ?? 'other')
}

/** A figure of an outbound campaign; undefined when Five9 sent no value. */
export const outboundFigure = (row: Row | undefined, metric: OutboundMetric): number | undefined =>
  readNumber(row, metric)
