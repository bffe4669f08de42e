import { readText, type Row } from './row.ts'

/** The activities of an agent. A state that this project does not know is `other`. */
export const activities = [
  'ready',
  'ringing',
  'on-call',
  'after-call',
  'not-ready',
  'other',
  'logged-out',
] as const
export type Activity = (typeof activities)[number]

const byState: ReadonlyMap<string | undefined, Activity> = new Map([
  ['READY', 'ready'],
  ['RINGING', 'ringing'],
  ['ON_CALL', 'on-call'],
  ['ACW', 'after-call'],
  ['NOT_READY', 'not-ready'],
  ['LOGGED_OUT', 'logged-out'],
])

/** The activity of the agent of an AGENT_STATE row. */
export const activityOf = (row: Row): Activity => byState.get(readText(row, 'state')) ?? 'other'

/** The number of distinct agents per activity, and of all who are logged in. */
export type AgentSummary = Readonly<Record<Activity, number>> & { readonly loggedIn: number }

/** Counts the agents of AGENT_STATE rows. */
export function summariseAgents(rows: Iterable<Row>): AgentSummary {
  const counts = {
    ready: 0,
    ringing: 0,
    'on-call': 0,
    'after-call': 0,
    'not-ready': 0,
    other: 0,
    'logged-out': 0,
  }
  let loggedIn = 0
  for (const row of rows) {
    const activity = activityOf(row)
    counts[activity] += 1
    if (activity !== 'logged-out') loggedIn += 1
  }
  return { ...counts, loggedIn }
}

/**
 * The value of an ACD_STATUS metric from a summary of distinct agents; undefined for a metric that does not count
 * agents. As in Five9's rows, ready, on call and not ready add up to logged in. Who rings is on call.
 */
export function agentCountFor(summary: AgentSummary, metric: string): number | undefined {
  const onCall = summary['on-call'] + summary.ringing
  switch (metric) {
    case 'agentsInQueue':
      return summary.ready
    case 'agentsOnCall':
      return onCall
    case 'agentsNotReadyForCalls':
      return summary.loggedIn - summary.ready - onCall
    case 'agentsLoggedIn':
      return summary.loggedIn
    default:
      return undefined
  }
}
