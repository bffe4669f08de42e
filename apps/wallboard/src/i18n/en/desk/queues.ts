import { plural } from '../plural.ts'

/** A column or figure: its name, and what it means. */
interface FieldText {
  readonly title: string
  readonly definition: string
}

const fields = {
  callsInQueue: { title: 'Waiting', definition: 'Calls that wait in the queue now (Five9: callsInQueue)' },
  currentLongestQueueTime: {
    title: 'Longest',
    definition:
      'How long the first call or callback in the queue has waited (Five9: currentLongestQueueTime). It runs on between updates.',
  },
  currentLongestCallbackTime: {
    title: 'Longest callback',
    definition: 'How long the first callback has waited, while no call waits',
  },
  longestQueueTime: {
    title: 'Longest today',
    definition:
      'The longest wait in the range of the statistics, finished waits included (Five9: longestQueueTime)',
  },
  agentsInQueue: {
    title: 'Ready',
    definition: 'Agents who are ready for a call of this queue (Five9: agentsInQueue)',
  },
  agentsOnCall: {
    title: 'On call',
    definition: 'Agents of this queue who are on a call (Five9: agentsOnCall)',
  },
  agentsNotReadyForCalls: {
    title: 'Not ready',
    definition:
      'Agents of this queue who are signed in and not ready for calls, after-call work included (Five9: agentsNotReadyForCalls)',
  },
  agentsLoggedIn: {
    title: 'Signed in',
    definition:
      'Agents with this skill who are signed in (Five9: agentsLoggedIn). An agent with several skills counts in each queue.',
  },
  callbacksInQueue: {
    title: 'Callbacks',
    definition: 'Callers who hung up and are called back in turn (Five9: callbacksInQueue)',
  },
  voicemailsInQueue: {
    title: 'Voicemails',
    definition: 'Voicemails that nobody has taken yet (Five9: voicemailsInQueue)',
  },
  vivrCallsInQueue: {
    title: 'Visual IVR',
    definition: 'Visual IVR calls that wait (Five9: vivrCallsInQueue)',
  },
  chatsInQueue: { title: 'Chats', definition: 'Chats that wait (Five9: chatsInQueue)' },
  emailsInQueue: { title: 'E-mails', definition: 'E-mails that wait (Five9: emailsInQueue)' },
} satisfies Record<string, FieldText>

/** The tables of queues on the overview and on the page of all queues. */
export const queueTable = {
  label: 'Queues',
  queue: 'Queue',
  fields,
  agents: 'Agents',
  agentsDefinition: 'Shares of ready, on call and not ready agents',
  /** The title of a time in a downloaded file. */
  inSeconds: (title: string) => `${title} (s)`,
  expected: {
    title: 'Expected',
    definition:
      'Estimate of how long a new caller will wait, by the agents who serve the queue, their handle time and the patience of callers. “–” where it is not known: hover over it for the reason.',
  },
  needed: {
    title: 'Agents needed',
    definition:
      'Estimate of how many more agents would bring the longest wait within 2 minutes in a quarter of an hour, with a probability of 80 %',
  },
  /** The title of an estimate in a downloaded file. */
  estimated: (title: string) => `${title}, estimated`,
  trend: 'Trend',
  trendDefinition:
    'Calls in queue over the last 20 minutes; a gap where they are not known. The band behind is what is usual at this time of the week: the middle half of past weeks.',
  all: 'All queues',
  mine: '★ Mine',
  /** The buttons that choose a group of queues. */
  groups: 'Groups of queues',
  moreGroups: 'More groups',
  unknownGroup: (name: string) =>
    `No board has a group “${name}” with queues that you may see: all queues are shown.`,
  /** The buttons that show only queues with alerts. */
  levels: 'Alerts',
  levelFilter: (level: string, count: number) => `Queues with an alert of level ${level}: ${count}`,
  noFavourites: 'No queue has a star yet. Choose favourites on the page of a queue.',
  worstFirst: 'worst first',
  sortedBy: (column: string) => `by ${column}`,
  shownOf: (shown: number, all: number) => `${shown} of ${all}`,
  filter: 'Filter',
  filterHint: 'Filter queues by name',
  waiting: 'Waiting for the first figures',
  none: 'This domain has no queues',
  noMatch: (count: number) =>
    `${plural(count, { one: 'The queue of this domain does not match', other: 'No queue matches' })} the filter.`,
  showAll: 'Show all queues',
}

/** The page of one queue. */
export const queuePage = {
  /** An address names a queue that the domain does not have, or that the person may not see. */
  unknownTitle: 'Unknown queue',
  unknown: (id: string) =>
    `There is no queue ${id} in this domain, or your Five9 user may not see it. It may have been removed.`,
  why: 'Why?',
  toQueues: 'All queues',
  waiting: 'Waiting for the first figures',
  removed: 'Five9 removed this queue. Its last figures stay for half a minute.',
  mark: 'Mark as a favourite',
  unmark: 'No longer a favourite',
  previous: 'The queue before this one',
  next: 'The queue after this one',
  /** The address holds an instant of the past. */
  moment: (time: string) => `The chart marks ${time}. The figures are of now.`,
  toReplay: 'Replay the board of that moment',
  leads: 'Now',
  /** No call waits: the longest wait is a callback's. */
  longestOfCallback: 'Longest, of a callback',
  agents: 'Ready · on call · not ready',
  figures: 'All figures',
  notSent: 'Five9 sends no value for this queue.',
  fields: {
    ...fields,
    voicemailsInProgress: {
      title: 'Voicemails in progress',
      definition: 'Voicemails that agents handle now (Five9: voicemailsInProgress)',
    },
    voicemailsTotal: {
      title: 'All voicemails',
      definition: 'All voicemails of the skill (Five9: voicemailsTotal)',
    },
    agentsInVoicemailQueue: {
      title: 'Ready for voicemail',
      definition: 'Agents who are ready for a voicemail (Five9: agentsInVoicemailQueue)',
    },
    agentsActive: {
      title: 'Skill active',
      definition: 'Agents who have this skill active (Five9: agentsActive)',
    },
  },
  day: 'Waiting today',
  loading: 'Loading the day…',
  noDay: 'Nothing of this day is recorded yet.',
  noHistory: 'This server records nothing (HISTORY=off): only the present is known.',
  otherDay: (date: string) => `Waiting on ${date}`,
  /** What the band behind the line is. */
  usual: {
    known: (weeks: number, weekday: string) => `against the last ${weeks} ${weekday}s (band: middle half)`,
    tooFewWeeks: (known: number, needed: number) =>
      `usual range not known: ${needed} weeks are needed, ${known} known`,
    holiday: 'a holiday has no usual range',
  },
  alertAt: (level: string, metric: string, time: string) => `${level}: ${metric}, from ${time}`,
  serving: 'Who serves it',
  agentsNotKnown:
    'Five9 does not tell this user which agents serve the queue: the permission to see agents and their skills is missing, or they are still being read.',
  nobodyServes: 'No agent of this queue is signed in.',
  columns: {
    agent: { title: 'Agent' },
    state: { title: 'State' },
    for: {
      title: 'For',
      definition: 'How long the agent has been in this state, or not ready for this reason',
    },
    about: {
      title: 'Reason · call',
      definition: 'The reason for not being ready, or the campaign of the call',
    },
    handled: { title: 'Handled today', definition: 'Calls in the range of the statistics (AGENT_STATISTIC)' },
    handleTime: { title: 'Handle time', definition: 'Mean of talk and after-call work (AGENT_STATISTIC)' },
  },
}
