import { minutesOf, siteClock, type DisplaySettings } from '@wallboard/relay/rest/displays'

/** The board that a display shows at `now` (epoch ms): of the first entry of its schedule that matches, else its own. */
export function scheduledBoardId(
  display: { readonly boardId: string; readonly settings: DisplaySettings },
  now: number,
): string {
  const { schedule, timeZone } = display.settings
  // The site's clock is expensive to compute, and most displays have no schedule.
  if (schedule.length === 0) return display.boardId
  const { day, minutes } = siteClock(timeZone, now)
  const match = schedule.find((entry) => {
    const from = minutesOf(entry.from)
    const to = minutesOf(entry.to)
    if (from < to) return entry.days.includes(day) && minutes >= from && minutes < to
    // Past midnight: the hours before `to` belong to the day before.
    return (
      (entry.days.includes(day) && minutes >= from) || (entry.days.includes((day + 6) % 7) && minutes < to)
    )
  })
  return match?.boardId ?? display.boardId
}
