/** Minutes since midnight of a time such as `22:30`. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** A formatter takes fifty times as long to create as to use: each zone has one. There are about 600 zones. */
const formatters = new Map<string, Intl.DateTimeFormat>()
const maxFormatters = 1_000

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const created = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  if (formatters.size >= maxFormatters) formatters.clear()
  formatters.set(timeZone, created)
  return created
}

/**
 * The wall clock of a site: weekday 0 (Sunday) to 6, and minutes since its midnight.
 * @throws RangeError for a zone that this program does not know
 */
export function siteClock(timeZone: string, now: number): { readonly day: number; readonly minutes: number } {
  const parts = formatterFor(timeZone).formatToParts(now)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return {
    day: weekdays.indexOf(part('weekday')),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}
