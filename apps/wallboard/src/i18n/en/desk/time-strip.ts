import { plural } from '../plural.ts'

/** The strip of a day under a page that can show the past. */
export const timeStrip = {
  label: 'Time of the day',
  instant: 'Instant',
  /** Of the area: the mean of waiting calls in each bucket of the day, and the highest of them. */
  area: (minutes: number, peak: string) => `Waiting calls, mean of ${minutes} min, up to ${peak}`,
  noFigures: 'no data',
  waiting: (calls: string) => `${calls} waiting`,
  summary: (alerts: number, gaps: number) =>
    `${alerts} ${plural(alerts, { one: 'alert', other: 'alerts' })} and ${gaps} ${plural(gaps, { one: 'gap', other: 'gaps' })} on this day.`,
  capped: 'Only the most urgent alerts of this day are shown.',
  alert: (name: string, level: string, from: string, to: string) => `${name}: ${level}, ${from} to ${to}`,
  keys: 'Drag to any moment. Arrow keys: one minute, with Shift one second. Page keys: 15 minutes. Home and End: the ends of the day.',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  speedOf: (speed: number) => `${speed}×`,
  day: 'Day',
  previousDay: 'Previous day with data',
  nextDay: 'Next day with data',
  copyLink: 'Copy link to this moment',
  copied: 'Link copied',
  linkTitle: 'Link to this moment',
  toLive: 'Back to live',
  /** The server's clock was set back: the recording is dated ahead of it. */
  aheadOfClock: (length: string) =>
    `The clock of the server was set back. What is recorded since then is dated ${length} ahead of the clock.`,
  /** Queues were counted at these times that the person does not see: `10:00–12:30`. */
  parts: (times: string) =>
    `Totals of ${times} count only the queues that you see. Other queues were counted then.`,
  moreTimes: (count: number) => `${count} more times`,
  notRead: 'The waiting calls and alerts of this day cannot be read.',
}
