import { weekdays, type BusinessHours, type Weekday } from '@wallboard/alerts'

/** Days that follow each other, from the first to the last. */
type DayRun = readonly [first: Weekday, last: Weekday]

/** The days as runs: Monday to Friday and Sunday are two. */
function runsOf(days: readonly Weekday[]): readonly DayRun[] {
  const runs: [Weekday, Weekday][] = []
  let before: Weekday | undefined
  for (const day of weekdays) {
    const run = runs[runs.length - 1]
    if (!days.includes(day)) before = undefined
    else {
      if (before !== undefined && run !== undefined) run[1] = day
      else runs.push([day, day])
      before = day
    }
  }
  return runs
}

/** `08:00` as `8`, `08:30` as `8:30`. */
const shortTime = (time: string): string => time.replace(/^0(?=\d)/, '').replace(/:00$/, '')

/** Business hours on one line: `Mon–Fri 8–18, Sat 9–13`. */
export const hoursSummary = (
  hours: readonly BusinessHours[],
  names: Readonly<Record<Weekday, string>>,
): string =>
  hours
    .map(({ days, from, to }) => {
      const runs = runsOf(days).map(([first, last]) =>
        first === last ? names[first] : `${names[first]}–${names[last]}`,
      )
      return `${runs.join(', ')} ${shortTime(from)}–${shortTime(to)}`
    })
    .join(', ')

/** The hours with a day of one of them switched on or off, in the order of the week. One without days is no hours. */
export function dayToggled(hours: BusinessHours, day: Weekday): BusinessHours {
  const days = weekdays.filter((each) =>
    each === day ? !hours.days.includes(each) : hours.days.includes(each),
  )
  return days.length === 0 ? hours : { ...hours, days }
}

/** What a person adds first. */
export const weekHours: BusinessHours = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '08:00',
  to: '18:00',
}
