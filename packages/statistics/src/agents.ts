import { readText, type Row } from './row.ts'

/** What an agent does, as a room needs to tell it apart. A state that nobody documented is `other`. */
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

/** What the agent of an AGENT_STATE row does. */
export const activityOf = (row: Row): Activity => byState.get(readText(row, 'state')) ?? 'other'

/** Agents by what they do, each person counted once, and all who are logged in. */
export type AgentSummary = Readonly<Record<Activity, number>> & { readonly loggedIn: number }

/** Counts the people of AGENT_STATE rows. */
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
 * The figure of ACD_STATUS that a summary of distinct people gives. As in Five9's rows, ready, on call and not ready
 * make up all who are logged in.
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
