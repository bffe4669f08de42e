import type { DisplaySettings } from '@wallboard/relay/displays'

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** The wall clock of a site: weekday 0 (Sunday) to 6, and minutes since its midnight. */
export function siteClock(timeZone: string, now: number): { readonly day: number; readonly minutes: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return {
    day: weekdays.indexOf(part('weekday')),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

/** The board that a screen shows at an instant: the first entry of its schedule that holds, else its own. */
export function boardNow(
  display: { readonly boardId: string; readonly settings: DisplaySettings },
  now: number,
): string {
  const { day, minutes } = siteClock(display.settings.timeZone, now)
  const holding = display.settings.schedule.find((entry) => {
    const from = minutesOf(entry.from)
    const to = minutesOf(entry.to)
    if (from < to) return entry.days.includes(day) && minutes >= from && minutes < to
    // Past midnight: the hours before `to` belong to the day before.
    return (
      (entry.days.includes(day) && minutes >= from) || (entry.days.includes((day + 6) % 7) && minutes < to)
    )
  })
  return holding?.boardId ?? display.boardId
}
