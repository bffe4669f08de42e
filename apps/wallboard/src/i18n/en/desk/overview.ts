import { plural } from '../plural.ts'

/** What may be missed, or has to be answered, for a service level target. */
interface Budget {
  readonly missesLeft: number
  readonly goodInARow: number | undefined
}

const agents = (count: number) => `${count} ${plural(count, { one: 'agent', other: 'agents' })}`

function budgetText({ missesLeft, goodInARow }: Budget): string {
  if (goodInARow === undefined) return 'cannot be met any more'
  return goodInARow === 0
    ? `≈ ${missesLeft} may still miss`
    : `≈ none may miss, ${goodInARow.toLocaleString()} in a row to recover`
}

/** The overview of the floor. */
export const overviewPage = {
  floor: 'The floor',
  strip: {
    waiting: { title: 'Waiting', definition: 'Calls that wait in all queues now' },
    longest: { title: 'Longest wait', definition: 'The longest wait of a call or callback in all queues' },
    ready: { title: 'Ready', definition: 'Distinct agents who are ready, of those who are signed in' },
    onCall: {
      title: 'On call · after call',
      definition: 'Distinct agents on a call or ringing, and in after-call work (AGENT_STATE)',
    },
    notReady: {
      title: 'Not ready',
      definition: 'Distinct agents who are not ready, by their reason (AGENT_STATE)',
    },
    serviceLevel: {
      title: 'Service level, inbound',
      definition:
        'Five9’s service level of all inbound campaigns, weighted by their connected and abandoned calls. Five9 does not document its formula. How many calls may still miss it is an estimate.',
    },
  },
  /** The highest figure of the last hour and when it was reached. */
  peak: (value: string, time: string) => `peak ${value} at ${time}`,
  peakNow: 'the highest of the last hour',
  noPeak: 'no calls in the last hour',
  /** The longest wait is a callback's. */
  callbackIn: (queue: string) => `callback in ${queue}`,
  target: (limit: string) => `target ${limit}`,
  ofSignedIn: (count: string) => `of ${count} signed in`,
  /** Below the number of agents on a call, which includes them. */
  ringing: (count: number) => `${count} of them ringing`,
  noReason: 'no reason',
  otherReasons: (count: number) => `others ${count}`,
  queuesNotKnown: 'queues are not known',
  agentsNotKnown: 'agents are not known',
  campaignsNotKnown: 'campaigns are not known',
  percent: (share: number) =>
    `${(Math.floor(share * 1_000) / 10).toLocaleString(undefined, { minimumFractionDigits: 1 })} %`,
  /** The target, and what may be missed; `budget` is undefined for a few calls. */
  budget: (target: number, calls: number, budget: Budget | undefined) =>
    `target ${target} % · ${budget === undefined ? (calls === 0 ? 'no calls' : 'few calls') : budgetText(budget)}`,
  alerts: {
    title: 'Alerts',
    none: 'No alerts',
    waiting: 'Waiting for the first figures',
    loading: 'Loading the alerts',
    paused: 'Figures are old: alerts neither start nor end.',
    more: (count: number) => `+${count} more`,
    acknowledgedBy: (detail: string, person: string) => `${detail} · acknowledged by ${person}`,
    noData: (detail: string) => `${detail} · no data: it may have ended`,
  },
}

/** The feed of what changed on the floor. */
export const whatChanged = {
  title: 'What changed',
  none: 'Nothing since this page was opened',
  /** After the name of the queue. */
  waiting: (from: number, to: number) => `waiting ${from} → ${to}`,
  queueAdded: 'Queue added',
  queueRemoved: 'Queue removed',
  agents,
  /** After names of agents: what they did before, and what they do now. */
  mood: (from: string, to: string) => `${from} → ${to}`,
  activities: {
    ready: 'ready',
    ringing: 'ringing',
    'on-call': 'on call',
    'after-call': 'after call',
    'not-ready': 'not ready',
    other: 'another state',
    'logged-out': 'signed out',
  },
  /** After a name: a metric went beyond its limit. */
  alert: (metric: string, limit: string) => `${metric} beyond ${limit}`,
  lessThanOneSecond: 'less than 1 s',
  withoutData: (age: string) => `${age} without data`,
  waitingForFigures: 'Waiting for full statistics',
}
