/** The ribbon of a display in a drill. */
export const drill = {
  word: 'DRILL',
  simulatedDay: 'simulated day',
  recordedDay: 'recorded day',
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
  shows: 'Show',
  contents: { recording: 'a recording', simulation: 'a simulated day' },
  from: 'Recording from',
  simulatedFrom: 'Time of day',
  traffic: 'Traffic',
  trafficOf: { quiet: 'quiet', normal: 'normal', busy: 'busy' },
  speed: 'Speed',
  speedOf: (speed: number) => `${speed}×`,
  minutes: 'Minutes at most',
  start: 'Start drill',
  end: 'End drill',
  runs: (since: string, by: string) => `Drill since ${since} by ${by}.`,
  simulationRuns: (since: string, by: string) => `Drill of a simulated day since ${since} by ${by}.`,
  explanation:
    'The displays show the recording under a ribbon that says DRILL and “recorded day”. They sound no alarm. The drill ends with the recording, after the minutes, or when the server restarts.',
  simulationExplanation:
    'The displays show your queues and campaigns with invented calls and agents, under a ribbon that says DRILL and “simulated day”. They sound no alarm. The drill ends after the minutes, or when the server restarts.',
}
