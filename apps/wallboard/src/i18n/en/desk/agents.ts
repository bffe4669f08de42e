import { plural } from '../plural.ts'

/** An agent who is ready while calls of a queue go to others. */
export const passedOver = {
  flag: (queue: string, calls: number) =>
    `passed over: ${plural(calls, { one: 'a call', other: `${calls} calls` })} of ${queue} went to others`,
  /** In the table of the queue's page. */
  short: (calls: number) => `passed over: ${plural(calls, { one: '1 call', other: `${calls} calls` })}`,
  percent: (figure: string) => `≈ ${figure} %`,
  below: 'less than 0.1 %',
  /** The inputs of the estimate, on hover. */
  reason: (queue: string, calls: number, readyAgents: number, percent: string) =>
    `At least ${plural(calls, { one: '1 call', other: `${calls} calls` })} of ${queue} went to others while this page saw this agent ready, with at most ${readyAgents} agents ready. By chance that happens in ${percent} of cases. A skill or a channel of the agent may be off, or the skill may have a lower level.`,
}

/** The pages of agents. */
export const agentsPage = {
  title: 'Agents',
  label: 'Agents',
  activities: {
    ready: 'ready',
    ringing: 'ringing',
    'on-call': 'on call',
    'after-call': 'after call',
    'not-ready': 'not ready',
    other: 'other',
    'logged-out': 'signed out',
  },
  /** The head count of the floor. */
  signedIn: (count: number) => `${count} signed in`,
  countOf: (count: number, activity: string) => `${count} ${activity}`,
  columns: {
    agent: { title: 'Agent', definition: 'Name in Five9; a mark means that the agent is stuck' },
    state: { title: 'State', definition: 'AGENT_STATE: state' },
    since: { title: 'For', definition: 'Time in the state (Five9: stateSince). It runs on between updates.' },
    reason: {
      title: 'Reason, its own time',
      definition:
        'Reason for not being ready and its own time (Five9: reasonCodeId, reasonCodeSince), or why the agent is marked',
    },
    campaign: { title: 'Call', definition: 'Campaign of the call in progress (Five9: campaignId)' },
    queues: {
      title: 'Queues',
      definition: 'Queues that the agent is assigned to. Some may be inactive for the agent at the moment.',
    },
    handled: {
      title: 'Handled',
      definition: 'Calls in the range of the statistics (AGENT_STATISTIC: totalCallsCount)',
    },
    handleTime: {
      title: 'Handle time',
      definition: 'Mean of talk and after-call work (AGENT_STATISTIC: averageHandleTime)',
    },
    wrap: { title: 'Wrap', definition: 'Mean after-call work (AGENT_STATISTIC: averageWrapTime)' },
    occupancy: {
      title: 'Occupancy',
      definition:
        'Handling ÷ time not on break: the occupancy of the trade, which Five9 names “utilization” (AGENT_STATISTIC: utilization)',
    },
    notOnBreak: {
      title: 'Not on break',
      definition:
        'Time not on break ÷ login time, which Five9 names “occupancy” (AGENT_STATISTIC: occupancy)',
    },
    callType: { title: 'Call type', definition: 'AGENT_STATE: callType' },
  },
  /** Why an agent is marked. */
  flags: {
    afterCall: (limit: string) => `above ${limit}`,
    afterCallUsual: (usual: string) => `above the usual ${usual}`,
    ofLimit: (reason: string, minutes: number) => `of ${minutes} min for ${reason}`,
    notFed: (queue: string, waiting: number | undefined) =>
      waiting === undefined || waiting === 0
        ? `gets no calls: ${queue} had callers`
        : `gets no calls: ${queue} has ${waiting}`,
    notForCalls: (queue: string) => `takes no calls of ${queue}`,
    passedOver: passedOver.flag,
    ringing: (limit: string) => `rings for more than ${limit}`,
    onCall: (limit: string) => `on a call for more than ${limit}`,
  },
  /** The limit of a state and where it comes from, on hover. */
  limits: {
    ownAfterCall: (limit: string, count: number) =>
      `Marked above ${limit}: 95 % of this agent’s ${count} wrap-ups in 30 days were shorter`,
    teamAfterCall: (limit: string, team: number, own: number) =>
      `Marked above ${limit}: 95 % of the ${team} wrap-ups of all agents in 30 days were shorter. Of this agent only ${own} are recorded; a limit of the agent’s own needs 50.`,
    defaultAfterCall: (limit: string, own: number, team: number) =>
      `Marked above ${limit}, the default: only ${plural(own, { one: '1 wrap-up', other: `${own} wrap-ups` })} of this agent and ${team} of all agents are recorded in 30 days; a limit from history needs 50 or 200.`,
    siteReason: (limit: string, reason: string) => `Marked above ${limit}, the site’s limit for ${reason}`,
    ofReason: (limit: string, reason: string, count: number) =>
      `Marked above ${limit}: 95 % of ${count} times of ${reason} in 30 days were shorter. The site has set no limit.`,
    noReasonLimit: (reason: string, count: number) =>
      `No limit: the site has set none for ${reason}, and only ${plural(count, { one: '1 time is', other: `${count} times are` })} recorded in 30 days; a limit from history needs 30.`,
    ownOnCall: (limit: string, count: number) =>
      `Marked above ${limit}: 99 % of this agent’s ${count} calls in 30 days were shorter`,
    defaultOnCall: (limit: string, count: number) =>
      `Marked above ${limit}, the default${count < 50 ? `: only ${plural(count, { one: '1 call', other: `${count} calls` })} of this agent are recorded in 30 days; a limit of the agent’s own needs 50` : ': 99 % of this agent’s calls are shorter'}`,
    fixed: (limit: string) => `Marked above ${limit}`,
  },
  flagged: 'Stuck',
  /** A reason with the limit of the site: "Lunch 41:10 of 30". */
  reasonOfLimit: (reason: string, time: string, minutes: number) => `${reason} ${time} of ${minutes}`,
  noReason: 'no reason',
  filters: {
    label: 'Which agents',
    all: 'All',
    flagged: (count: number) => `Flagged ${count}`,
    reason: 'Reason',
    group: 'Group',
    queue: 'Queue',
    campaign: 'Campaign',
    any: (kind: string) => `${kind}: any`,
    chosen: (kind: string, names: string) => `${kind}: ${names}`,
    text: 'Filter',
    textHint: 'Filter agents by name or id',
    clear: 'Show all agents',
  },
  layouts: { label: 'Layout', list: 'List', grid: 'Grid' },
  shownOf: (shown: number, all: number) => `${shown} of ${all}`,
  attentionFirst: 'flagged first',
  sortedBy: (column: string) => `by ${column.toLowerCase()}`,
  waiting: 'Waiting for the first figures of agents',
  none: 'No agent is signed in',
  noMatch: (count: number) =>
    `${plural(count, { one: 'The signed-in agent does not match', other: 'No agent matches' })} the filter.`,
  denied: 'Your Five9 user may not see agents. An administrator of the Five9 domain can change this.',
  listUnread: 'Names of agents are unknown: Five9 did not answer with the list of users.',
}

/** The page of one agent. */
export const agentPage = {
  back: 'All agents',
  unknown: (id: string) => `No agent with the id ${id} is visible to your Five9 user.`,
  unknownHint: 'The agent may have left the domain, or belong to a team that you do not see.',
  today: 'Today',
  figures: 'Figures',
  timeline: 'States of today',
  reasons: 'Not ready, by reason',
  campaigns: 'Calls by campaign',
  time: 'Time',
  share: 'Share',
  count: 'Times',
  calls: 'Calls',
  none: 'None today',
  noQueues: 'This agent is assigned to no queue.',
  serves: 'Queues',
  groups: 'Groups',
  noHistory: 'History is not recorded on this server: states before this page was opened are unknown.',
  timelineFailed: 'States of today could not be read.',
  gap: 'not recorded',
  gapBecause: (reason: string) => `not recorded (${reason})`,
  /** A span of the timeline, for hover and screen readers. */
  span: (state: string, from: string, to: string, length: string) => `${state} ${from}–${to} · ${length}`,
  noCampaign: 'no campaign',
}
