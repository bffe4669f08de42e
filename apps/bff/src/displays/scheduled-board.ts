import { minutesOf, siteClock, type DisplaySettings } from '@wallboard/relay/rest/displays'

/** The board that a screen shows at an instant: the first entry of its schedule that holds, else its own. */
export function scheduledBoardId(
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
