/** The ribbon of a display that shows a recording. */
export const drill = {
  word: 'DRILL',
  notLive: 'not live',
  /** The date that an instant has in UTC. */
  dateOf: (at: number) =>
    new Date(at).toLocaleDateString('en-GB', {
      ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
    }),
}

/** The form that starts a drill on displays. */
export const drillForm = {
  title: 'Start a drill on these displays…',
  displays: 'Displays',
  from: 'Recording from',
  speed: 'Speed',
  speedOf: (speed: number) => `${speed}×`,
  minutes: 'Minutes at most',
  start: 'Start drill',
  end: 'End drill',
  runs: (since: string, by: string) => `Drill since ${since} by ${by}.`,
  explanation:
    'The displays show the recording under a DRILL ribbon. They sound no alarm. The drill ends with the recording, after the minutes, or when the server restarts.',
}
