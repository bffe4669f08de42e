import { plural } from './plural.ts'

const displayCount = (count: number) => `${count} ${plural(count, { one: 'display', other: 'displays' })}`

/** Texts of the supervisor's pages. */
export const desk = {
  pages: { label: 'Pages', wall: 'Wall', displays: 'Displays', boards: 'Boards' },
  needsAttention: (count: number) =>
    `${count} ${plural(count, { one: 'needs attention', other: 'need attention' })}`,
  displaysNotice: displayCount,
  displaysNoticeTitle: (names: readonly string[]) => `Need attention: ${names.join(', ')}`,
  save: 'Save',
  remove: 'Remove',
  confirmRemoval: 'Confirm removal',
  name: 'Name',
  board: 'Board',
}

export const signIn = {
  title: 'Wallboard',
  note: 'Sign in as a Five9 supervisor.',
  username: 'Username',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  takeOver: 'Take over the session',
}

/** The controls of a wall that a signed-in person looks at. */
export const screenControls = {
  label: 'This screen',
  distance: 'Viewing distance',
  diagonal: 'Diagonal',
  /** A value that is no size. */
  invalidSize: (unit: string) => `Not a size in ${unit}`,
  readableUpTo: (metres: string) => `Readable up to ${metres} m`,
  signOut: 'Sign out',
  notSignedOut: 'Not signed out: the server does not answer. Try again, or close this browser.',
}

export const boardPages = {
  title: 'Boards',
  allBoards: 'All boards',
  loading: 'Loading boards…',
  changed: 'Changed',
  revision: 'Revision',
  builtIn: 'Built in',
  changedBy: (time: string, user: string | null) => `${time} by ${user ?? 'unknown'}`,
  newBoard: 'New board',
  create: 'Create board',
  template: 'Template',
  templates: {
    'all-queues': { title: 'All queues', text: 'a tile for each queue, the most urgent first, and a trend' },
    team: { title: 'One team', text: 'the team as one figure, its agents in numbers, and its queues' },
    executive: { title: 'Executive', text: 'four large figures' },
    agents: { title: 'Agents', text: 'who is ready, on a call or not ready, by name and for how long' },
  },
  queues: 'Queues (none selected: all)',
  campaigns: 'Campaigns',
  filter: 'Filter',
  filterOf: (list: string) => `Filter of ${list}`,
  namePlaceholder: 'Hall',
  /** The name of a copy of a board. */
  copyName: (name: string) => `${name} copy`,
}

export const boardEditor = {
  json: 'Board as JSON',
  schema: 'schema',
  saveCopy: 'Save as a copy',
  builtIn: 'Built in: save a copy to change it',
  unsaved: 'not saved',
  saved: (revision: number) => `saved, revision ${revision}`,
  unreadableAt: (distance: number, readable: string) =>
    `This board cannot be read from ${distance} m on this screen: only up to ${readable} m. Reduce the viewing distance, or remove tiles, to save it.`,
  fit: (readable: string, pages: number) =>
    `Readable up to ${readable} m · ${plural(pages, { one: 'one screen', other: `${pages} screens in turn` })}`,
  preview: 'Preview',
  previewTitle: 'The board on its screen',
  screen: 'Screen',
  mode: 'Mode',
  modes: {
    floor: 'Floor: no names',
    supervisor: 'Supervisor: everything',
    executive: 'Executive: four figures',
  },
  theme: 'Theme',
  themes: { night: 'Night', day: 'Day', contrast: 'High contrast' },
  distance: 'Viewing distance (m)',
  diagonal: 'Diagonal (in)',
  faults: {
    notJson: (problem: string) => `This is not JSON: ${problem}`,
    unreadable: 'it cannot be read',
    wholeBoard: 'The board',
  },
  warnings: {
    tooManyFigures: (page: number, count: number) =>
      `Page ${page} has ${count} single figures. Four to six lead to an action; more are overlooked.`,
    unknownQueues: (ids: string) =>
      `The list of queues could not be read: it is unknown whether the domain has queue ${ids}.`,
    missingQueues: (ids: string) => `This domain has no queue ${ids}: the tile will say so.`,
    unknownCampaigns: (ids: string) =>
      `The list of campaigns could not be read: it is unknown whether the domain has campaign ${ids}.`,
    missingCampaigns: (ids: string) => `This domain has no campaign ${ids}: the tile will show no data.`,
  },
}

export const displayPages = {
  title: 'Displays',
  loading: 'Loading displays…',
  mayBeStale: 'The list below may be stale.',
  none: (address: string) => `No display is paired. Open ${address} on a screen and enter its code above.`,
  columns: {
    display: 'Display',
    health: 'Health',
    board: 'Board',
    lastSeen: 'Last seen',
    dataAge: 'Data age',
    resolution: 'Resolution',
    frame: 'Frame',
    memory: 'Memory',
    browser: 'Browser and version',
    actions: 'Actions',
  },
  health: {
    healthy: 'Healthy',
    stale: 'Showing stale data',
    silent: 'Not responding',
    offline: 'Offline',
    conflict: 'Two screens use this pairing: remove it and pair again',
  },
  nameOf: (name: string) => `Name of ${name}`,
  noAddress: 'no address yet',
  pairedBy: (user: string) => `paired by ${user}`,
  notConnected: 'not connected',
  onlineFor: (duration: string) => `online for ${duration}`,
  damaged: (fields: readonly string[]) =>
    `damaged in the database: ${fields.join(', ')}. Set it again, or remove the display and pair it again`,
  boardRemoved: 'removed board',
  bySchedule: 'by schedule',
  never: 'never',
  ago: (age: string) => `${age} ago`,
  old: (age: string) => `${age} old`,
  frameP95: (duration: string) => `95 % within ${duration}`,
  build: (build: string) => `build ${build}`,
  otherBuild: 'differs from most displays',
  settings: 'Settings',
  settingsOf: (name: string) => `Settings of ${name}`,
  commands: { identify: 'Identify', reload: 'Reload' },
  removeDisplay: (name: string) => `Remove ${name}`,
  confirmRemovalOf: (name: string) => `Confirm removal of ${name}`,
}

export const displaySettings = {
  timeZone: 'Time zone',
  room: 'Room',
  roomPlaceholder: 'its own',
  sound: 'Sound: one display of a room sounds alarms',
  nightHours: 'Night hours',
  ends: { from: 'from', to: 'to' },
  nightEnds: { from: 'Night from', to: 'Night to' },
  atNight: 'At night',
  looks: { dim: 'dimmed', blank: 'blank' },
  save: 'Save settings',
  saved: 'saved',
  schedule: 'Schedule (first match wins)',
  /** From Sunday, as `Date` counts. */
  days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  boardOfEntry: (entry: number) => `Board of entry ${entry}`,
  removeEntry: (entry: number) => `Remove entry ${entry}`,
  addEntry: 'Add entry',
}

export const pairForm = {
  code: 'Code on the screen',
  request: (width: number, height: number, address: string) =>
    `A screen of ${width} × ${height} at ${address} requests pairing. Is it yours?`,
  name: 'Name of the display',
  namePlaceholder: 'Hall, left',
  lookUp: 'Look up code',
  pair: 'Pair',
}
