import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'

/** Texts of instants in one time zone. Instants are epoch milliseconds. */
export interface MomentTexts {
  /** The time of an instant, with its day where that is not the day of `now`, by default today: `10:40:05`, `25 Nov 10:40:05`. */
  readonly momentText: (at: number, now?: number) => string
  /** The same in hours and minutes. */
  readonly minuteText: (at: number, now?: number) => string
  /** The time of day in hours and minutes: `10:40`. */
  readonly timeText: (at: number) => string
}

function dayFormatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const parts = { day: 'numeric', month: 'short' } as const
  try {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', parts) // a time zone that this browser does not know
  }
}

/** @param timeZone undefined: the browser's */
export function momentTextsOf(timeZone: string | undefined): MomentTexts {
  const dayFormat = dayFormatOf(timeZone)
  function withDay(at: number, now: number, time: string): string {
    const [day, today] = [dayFormat.format(at), dayFormat.format(now)]
    return day === today ? time : `${day} ${time}`
  }
  return {
    momentText: (at, now = Date.now()) => withDay(at, now, formatTime(at, timeZone)),
    minuteText: (at, now = Date.now()) => withDay(at, now, formatSiteTime(at, timeZone)),
    timeText: (at) => formatSiteTime(at, timeZone),
  }
}
