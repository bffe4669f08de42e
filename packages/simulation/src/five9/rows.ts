/** A row as Five9 sends it. */
export interface Fields {
  readonly id: string
  readonly [field: string]: unknown
}

export const queueSource = 'ACD_STATUS'
export const agentSource = 'AGENT_STATE'
export const sources = [queueSource, agentSource] as const
export type Source = (typeof sources)[number]

export const waitField = 'currentLongestQueueTime'
export const totalsId = '0'

/** The fields that this small domain has; all of them reach a screen. */
const comparedFields: Readonly<Record<string, readonly string[]>> = {
  [queueSource]: ['callsInQueue', 'callbacksInQueue', 'agentsLoggedIn', 'agentsOnCall'],
  [agentSource]: ['state', 'reasonCodeId', 'stateSince'],
}

/** What never may leave the server: it stands in the rows, the token and the password of this domain. */
export const canary = 'CANARY'

/** A row in one form for both sides: its waits run and are compared apart, its instants are the holder's own. */
export function canonicalRow(source: string, row: Fields): string {
  let text = row.id
  for (const field of comparedFields[source] ?? []) {
    const value = row[field]
    text += `|${value === undefined ? '' : JSON.stringify(value)}`
  }
  return text
}

/** Rows in one form, in the order of their ids. */
export function canonicalRows(source: string, rows: Iterable<Fields>): string {
  const texts: string[] = []
  for (const row of rows) texts.push(canonicalRow(source, row))
  return texts.sort().join('\n')
}
