import { plural } from '../plural.ts'

const times = (count: number) => `${count} ${plural(count, { one: 'time', other: 'times' })}`

/** `/alerts/rules`: the rules, and the thresholds of boards. */
export const rulesPage = {
  title: 'Alerts / Rules',
  loading: 'Loading the rules…',
  add: 'New rule',
  toAlerts: 'Alerts',
  none: 'No rules yet. Boards have thresholds of their own; a rule alerts whether a board is shown or not.',
  columns: {
    name: 'Rule',
    when: 'When',
    notifies: 'Notifies',
    active: 'Active',
    lastFired: 'Last fired',
    changed: 'Changed',
    enabled: 'Enabled',
  },
  enabled: 'on',
  disabled: 'off',
  enable: (name: string) => `Evaluate ${name}`,
  unreadable: (problem: string) => `Not evaluated: ${problem}`,
  never: '–',
  notInMonth: 'not in 31 days',
  changed: (time: string, person: string) => `${time}, ${person}`,
  boards: 'Boards with thresholds',
  boardsNote: 'Thresholds are evaluated by the server too. Edit them with their board.',
  boardColumns: { name: 'Board', thresholds: 'Thresholds' },
  boardsNone: 'No board has thresholds.',
  allLevels: 'all levels',
}

/** A rule in words, in lists. */
export const ruleWords = {
  subjects: {
    floor: 'the floor',
    queues: 'each queue',
    group: 'a group of queues',
    agents: 'each agent',
    campaigns: 'each campaign',
    outboundCampaigns: 'each outbound campaign',
    link: 'the connection to Five9',
    displays: 'each display',
  },
  when: { above: 'above', below: 'below', increase: 'rises by' },
  of: (metric: string, subject: string) => `${metric} of ${subject}`,
  limit: (when: string, limit: string) => `${when} ${limit}`,
  /** Some of a kind. */
  some: {
    queues: (count: number) => (count === 1 ? 'one queue' : `each of ${count} queues`),
    campaigns: (count: number) => (count === 1 ? 'one campaign' : `each of ${count} campaigns`),
    displays: (count: number) => (count === 1 ? 'one display' : `each of ${count} displays`),
  },
  inState: (state: string) => `each agent ${state}`,
}

/** `/alerts/rules/<id>`: the form of a rule beside what it would have done. */
export const ruleForm = {
  titleOf: (name: string) => `Alerts / ${name}`,
  newTitle: 'Alerts / New rule',
  loading: 'Loading the rule…',
  allRules: 'All rules',
  revision: (revision: number) => `rule, revision ${revision}`,
  off: 'switched off',
  testChannels: 'Test the channels',
  tested: (name: string, outcome: string) => `${name}: ${outcome}`,
  testDelivered: (ms: string) => `delivered, ${ms}`,
  testFailed: (reason: string) => `not delivered, ${reason}`,
  save: 'Save',
  saving: 'Saving…',
  saved: (revision: number) => `Saved as revision ${revision}.`,
  remove: 'Remove rule',
  confirmRemoval: 'Confirm removal',
  conflict: {
    title: 'Somebody else has changed this rule',
    text: (person: string, time: string, revision: number) =>
      `${person} saved revision ${revision} at ${time}, after you opened the rule. Your changes are not saved.`,
    overwrite: 'Overwrite with my changes',
    reload: 'Discard my changes',
  },
  unknownMetric: (metric: string) =>
    `There is no metric “${metric}”. The form starts with the longest wait instead.`,
  unknownSubject: (subject: string) =>
    `A rule cannot be about “${subject}”. The form starts with each queue instead.`,
  groups: { when: 'When', notify: 'Notify', more: 'More', name: 'Rule' },
  fields: {
    name: 'Name',
    enabled: 'Evaluated',
    metric: 'Figure',
    subject: 'of',
    agentState: 'who are',
    groupName: 'Group’s name',
    ids: { queues: 'Queues', campaigns: 'Campaigns', displays: 'Displays' },
    when: 'is',
    relativeTo: 'Limits are',
    warn: 'warn',
    critical: 'critical',
    onDelay: 'for at least',
    clears: 'clears at',
    clearsOff: 'clears, points away',
    offDelay: 'back within for',
    hours: 'in hours',
    cooldown: 'not again within',
    reAlarm: 'alarms again after',
    key: 'Key in files',
  },
  allOf: { queues: 'all queues', campaigns: 'all campaigns', displays: 'all displays' },
  chosen: (count: number) => `${count} chosen`,
  all: 'All',
  relativeTo: {
    '': 'as written',
    'available-agents': 'for each ready agent',
    'normal-band': 'per cent beyond normal',
  },
  units: { ms: 'm:ss', count: '', share: '%', ratio: '', percent: '%', points: 'points' },
  always: 'always',
  weekdays: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
  hours: { add: 'Add hours', remove: 'Remove', from: 'From', to: 'To', days: 'Days' },
  walls: 'Walls and desk',
  wallsHow: 'strip and sound',
  notify: {
    add: 'Add a channel',
    channel: 'Channel',
    level: 'Level',
    levels: { '': 'warn and critical', warn: 'warn and critical', critical: 'critical' },
    afterMinutes: 'min without acknowledgement',
    afterShort: 'after min',
    hasNames: 'Names of agents',
    remove: (name: string) => `Do not notify ${name}`,
    noChannels: 'No channels yet.',
    toChannels: 'Channels',
    unknown: (key: string) => `${key} (removed)`,
  },
  problems: { number: 'Not a number.', duration: 'Not a time. Write 2:00, 90 s or 10 min.' },
  lastDelivered: (name: string, time: string) => `Last delivered to ${name} ${time}`,
  neverDelivered: (name: string) => `Nothing was delivered to ${name} yet`,
  activities: {
    ready: 'ready',
    ringing: 'ringing',
    'on-call': 'on a call',
    'after-call': 'in after-call work',
    'not-ready': 'not ready',
    other: 'in another state',
    'logged-out': 'signed out',
  },
}

/** What a rule would have done. */
export const tryPanel = {
  days: { today: 'Today', yesterday: 'Yesterday' },
  day: 'Day',
  loading: 'Trying the rule…',
  invalid: 'Complete the form to see what the rule would have done.',
  /** Bold, then the details. */
  would: {
    yesterday: (count: number) => `Yesterday this would have fired ${times(count)}`,
    today: (count: number) => `Today this would have fired ${times(count)}`,
  },
  under30s: (count: number) => `${count} of them under 30 s`,
  longest: (length: string) => `longest ${length}`,
  critical: (count: number) => `${count} critical`,
  nothingRecorded: {
    yesterday: 'Nothing was recorded yesterday.',
    today: 'Nothing was recorded today.',
  },
  notKnown: 'What this would have done is not known:',
  tooFewWeeks: (weeks: number) =>
    `four weeks of this weekday are needed, ${plural(weeks, { one: '1 is', other: `${weeks} are` })} recorded.`,
  whyNotKnown: {
    'not-recorded': 'nothing was recorded.',
    'left-out-day': 'the day is left out of what is normal.',
    'no-band': 'this figure has no normal band.',
    'part-of-floor': 'the normal band of the floor counts queues that you do not see.',
    'rolling-hour': 'Five9’s counters cover a rolling hour.',
    'displays-not-recorded': 'the health of displays is not recorded.',
    'no-values': 'the recording has no values of this figure.',
  },
  partlyKnown: (count: number, why: string) =>
    `without ${plural(count, { one: 'one subject', other: `${count} subjects` })} of which nothing is known: ${why.replace(/\.$/, '')}`,
  knownFor: (hours: string) => `known for ${hours} only`,
  partly: (hours: string) => `only ${hours} recorded`,
  withDelay: (delay: string, fired: number, under30s: number) =>
    `With “for at least ${delay}” it would have fired ${times(fired)}, ${under30s === 0 ? 'none' : under30s} under 30 s`,
  use: (delay: string) => `Use ${delay}`,
  capped: (max: number) => `Only the first ${max} are marked.`,
  marks: 'When it would have fired',
  mark: (level: string, what: string, time: string, peak: string) => `${level}: ${what} at ${time}, ${peak}`,
  gap: 'not recorded',
  history: 'History',
  historyNone: 'This rule has not fired in the last seven days.',
  noSeries: 'The recording of this figure is not drawn; the marks are at their instants.',
}

/** The versions of a rule. */
export const ruleVersions = {
  title: 'Versions',
  columns: { revision: 'Revision', at: 'When', by: 'Who', change: 'Change' },
  changes: { created: 'created', changed: 'changed', removed: 'removed' },
  use: 'Use this version',
  useOf: (revision: number) => `Put revision ${revision} into the form`,
  current: 'current',
}
