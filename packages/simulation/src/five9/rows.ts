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

/** The fields of this small domain. All of them reach a screen. */
const comparedFields: Readonly<Record<string, readonly string[]>> = {
  [queueSource]: ['callsInQueue', 'callbacksInQueue', 'agentsLoggedIn', 'agentsOnCall'],
  [agentSource]: ['state', 'reasonCodeId', 'stateSince'],
}

/** Part of all secrets (rows, token, password) of this domain, which must never leave the server. */
export const canary = 'CANARY'

/** A row as text that both sides can compare. Waits grow and are compared separately; instants are left out. */
export function canonicalRow(source: string, row: Fields): string {
  let text = row.id
  for (const field of comparedFields[source] ?? []) {
    const value = row[field]
    text += `|${value === undefined ? '' : JSON.stringify(value)}`
  }
  return text
}

/** Rows as text, ordered by id. */
export function canonicalRows(source: string, rows: Iterable<Fields>): string {
  const texts: string[] = []
  for (const row of rows) texts.push(canonicalRow(source, row))
  return texts.sort().join('\n')
}
