import { plural } from '../plural.ts'

/** `/alerts/shift`: one shift on a printed page. */
export const shiftPage = {
  title: 'Alerts / Shift log',
  heading: 'Shift log',
  allAlerts: 'All alerts',
  date: 'Date',
  from: 'From',
  to: 'To',
  show: 'Show',
  print: 'Print',
  loading: 'Loading the shift…',
  invalid: 'The shift must end after it begins, and last at most 24 hours.',
  domain: (domain: string) => `Domain ${domain}`,
  printedAt: (time: string, person: string) => `Printed ${time} by ${person}`,
  summary: (fired: number, critical: number, never: number) =>
    `${fired} ${plural(fired, { one: 'alert', other: 'alerts' })}, ${critical} critical, ${never} never acknowledged`,
  halfHours: 'Half-hours',
  halfHour: {
    time: 'From',
    fired: 'Alerts',
    waiting: 'Waiting, mean',
    /** The highest of the means of some minutes each. */
    peak: (minutes: number) => `Waiting, highest mean of ${minutes} min`,
  },
  alerts: 'Alerts',
  none: 'No alerts in this shift.',
  gaps: 'Gaps in the data',
  noGaps: 'The data was live for the whole shift.',
  nothingRecorded: 'Nothing is recorded of this shift: whether the data was live is not known.',
  notRecorded: (length: string) => `${length} of the shift are not recorded.`,
  gapLength: (from: string, to: string, length: string) => `${from}–${to}, ${length}`,
  moreAlerts: (count: number) => `+${count} less urgent alerts that do not fit on this page`,
  more: (count: number) => `+${count} more`,
  live: (percent: number) => `data live for ${percent} % of the shift`,
  noRecord: 'data not recorded',
  running: 'This shift has not ended.',
}
