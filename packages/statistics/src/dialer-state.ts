import { readText, type Row } from './row.ts'

/** The dialer's state of a campaign. A state that this project does not know is `other`. */
export type DialerState = 'running' | 'stopped' | 'starting' | 'stopping' | 'resetting' | 'other'

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
