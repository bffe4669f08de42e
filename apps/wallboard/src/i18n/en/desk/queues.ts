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
  trend: 'Waiting, 20 min',
  trendDefinition: 'Calls in queue over the last 20 minutes; a gap where they are not known',
  all: 'All queues',
  mine: '★ Mine',
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
