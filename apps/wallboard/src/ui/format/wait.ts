const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A wait in milliseconds as text: `4:07` below an hour, `18 h 32` from there on; "–" for an unknown one. */
export function formatWait(ms: number | undefined): string {
  if (ms === undefined) return '–'
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const hours = Math.floor(seconds / 3_600)
  const minutes = Math.floor((seconds % 3_600) / 60)
  return hours > 0 ? `${hours} h ${twoDigits(minutes)}` : `${minutes}:${twoDigits(seconds % 60)}`
}

/** The length of a formatted wait for the computation of its width. Its spaces are narrow and not counted. */
export const waitLength = (text: string): number => text.replace(/ /g, '').length

/** An age in milliseconds as text, in whole seconds: `0 s`, `42 s`, `6 min`, `2 h 05`. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms)
  if (age < 120_000) return `${Math.floor(age / 1_000)} s`
  return age < 3_600_000 ? `${Math.floor(age / 60_000)} min` : formatWait(age)
}

/** The formatter of a time zone and its last result: a wall formats a time each second, and some a dozen times. */
interface TimeFormat {
  readonly format: Intl.DateTimeFormat
  minute: number
  text: string
}

/** By time zone: creating a formatter is slow. */
const formats = new Map<string | undefined, TimeFormat>()

/** The time of day in hours and minutes: `10:42`. */
export function formatSiteTime(at: number, timeZone: string | undefined): string {
  let known = formats.get(timeZone)
  if (known === undefined) {
    const parts = { hour: '2-digit', minute: '2-digit' } as const
    let format
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone })
    } catch {
      format = new Intl.DateTimeFormat('en-GB', parts) // a time zone that this browser does not know
    }
    formats.set(timeZone, (known = { format, minute: NaN, text: '' }))
  }
  const minute = Math.floor(at / 60_000)
  if (minute !== known.minute) {
    known.minute = minute
    known.text = known.format.format(at)
  }
  return known.text
}

/** The time of day in a time zone, by default the browser's own: `10:42:13`. All zones have the same seconds. */
export const formatTime = (at: number, timeZone?: string): string =>
  `${formatSiteTime(at, timeZone)}:${twoDigits(Math.floor((at % 60_000) / 1_000))}`
