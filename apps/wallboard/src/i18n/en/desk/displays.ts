import { plural } from '../plural.ts'

/** The list of displays and the page of one display. */
export const displayPages = {
  allDisplays: 'All displays',
  loading: 'Loading displays…',
  loadingOne: 'Loading the display…',
  listMayBeStale: 'The list below may be out of date.',
  dataMayBeStale: 'The data below may be out of date.',
  none: (address: string) => `No display is paired. Open ${address} on a screen and type its code above.`,
  notFound: 'There is no display at this address. It may have been removed.',
  facts: {
    health: 'Health',
    lastSeen: 'Last seen',
    dataAge: 'Data age',
    resolution: 'Resolution',
    frameTime: 'Frame time',
    memory: 'Memory',
    browser: 'Browser and version',
  },
  actions: 'Actions',
  /** The counts of displays by health, beside the title. */
  counts: (all: number, unhealthy: readonly string[]) =>
    [`${all} ${plural(all, { one: 'screen', other: 'screens' })}`, ...unhealthy].join(' · '),
  countOf: {
    healthy: (count: number) => `${count} healthy`,
    stale: (count: number) => `${count} ${plural(count, { one: 'shows', other: 'show' })} old figures`,
    silent: (count: number) => `${count} silent`,
    offline: (count: number) => `${count} offline`,
    conflict: (count: number) => `${count} with a second screen`,
    drill: (count: number) => `${count} in a drill`,
  },
  screens: 'Screens',
  pictureOf: (name: string, board: string) => `${name} shows ${board}`,
  /** What a display does, in a few words. */
  states: {
    healthy: () => 'healthy',
    /** Paired a moment ago; the screen has not connected since. */
    awaited: () => 'not connected yet',
    stale: (age: string | undefined) => (age === undefined ? 'shows old figures' : `figures ${age} old`),
    silent: (age: string | undefined) => (age === undefined ? 'silent' : `silent for ${age}`),
    offline: (age: string | undefined) =>
      age === undefined ? 'not connected since the server started' : `offline for ${age}`,
    conflict: () => 'two screens use this pairing',
    drill: () => 'shows a drill',
  },
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all',
  selected: (count: number) => `${count} selected`,
  showBoard: 'Show this board',
  boardForSelected: 'Board for the selected displays',
  bulkDone: (done: number, failed: number) =>
    failed === 0
      ? `Sent to ${done} ${plural(done, { one: 'display', other: 'displays' })}.`
      : `Sent to ${done}; ${failed} failed. Failed ones are not connected, or were removed.`,
  health: {
    healthy: 'Healthy',
    awaited: 'Not connected yet',
    stale: 'Showing stale data',
    silent: 'Not responding for a minute',
    offline: 'Offline',
    conflict: 'Two screens use this pairing: remove it and pair again',
    drill: 'Drill',
  },
  nameOf: (name: string) => `Name of ${name}`,
  origin: (address: string | null, user: string) => `${address ?? 'no address yet'} · paired by ${user}`,
  notConnected: 'not connected',
  drillBy: (since: string, by: string) => `Drill since ${since} by ${by}`,
  onlineFor: (duration: string) => `online for ${duration}`,
  damaged: (fields: readonly string[]) =>
    `damaged in the database: ${fields.join(', ')}. Set it again, or remove the display and pair it again`,
  removedBoard: 'a removed board',
  bySchedule: 'by its schedule',
  /** Not seen since the server started: it does not store when a display was seen. */
  notSeen: '–',
  ago: (duration: string) => `${duration} ago`,
  old: (duration: string) => `${duration} old`,
  /** Of 100 frames, 95 took at most as long. */
  frameP95: (duration: string) => `95 % within ${duration}`,
  build: (build: string) => `build ${build}`,
  otherBuild: 'differs from most displays',
  settings: 'Settings',
  settingsOf: (name: string) => `Settings of ${name}`,
  commands: { identify: 'Identify', reload: 'Reload' },
  removeOne: (name: string) => `Remove ${name}`,
  confirmRemovalOf: (name: string) => `Confirm removal of ${name}`,
}

/** The form with the settings of a display. */
export const displaySettings = {
  timeZone: 'Time zone',
  room: 'Room',
  noRoom: 'none',
  sound: 'Sound: one display per room plays it',
  nightHours: 'Night hours',
  /** The ends of a range of time. */
  ends: { from: 'from', to: 'to' },
  nightEnds: { from: 'Night from', to: 'Night to' },
  atNight: 'At night',
  looks: { dim: 'dimmed', blank: 'blank' },
  schedule: 'Schedule (first match wins)',
  /** From Sunday on, as in `ScheduleEntry`. */
  days: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  boardOfEntry: (entry: number) => `Board of entry ${entry}`,
  removeEntry: (entry: number) => `Remove entry ${entry}`,
  addEntry: 'Add a time',
  save: 'Save settings',
}

/** The form that pairs a display. */
export const pairForm = {
  code: 'Code on the screen',
  codePlaceholder: 'WDJB-MJHT',
  request: (width: number, height: number, address: string) =>
    `A screen of ${width} × ${height} at ${address} asks to be paired. Is it yours?`,
  name: 'Name of the display',
  namePlaceholder: 'Hall, left',
  lookUp: 'Look up code',
  pair: 'Pair',
}
