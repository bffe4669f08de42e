const two = (value: number): string => String(value).padStart(2, '0')

/** A wait in humane units: `4:07` below an hour, `18 h 32` beyond. Milliseconds in; "–" for what is not known. */
export function formatWait(ms: number | undefined): string {
  if (ms === undefined) return '–'
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  const hours = Math.floor(seconds / 3_600)
  const minutes = Math.floor((seconds % 3_600) / 60)
  return hours > 0 ? `${hours} h ${two(minutes)}` : `${minutes}:${two(seconds % 60)}`
}

/** An age: `0.4 s`, `42 s`, `6 min`, `2 h 05`. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms)
  if (age < 10_000) return `${(Math.floor(age / 100) / 10).toFixed(1)} s`
  if (age < 120_000) return `${Math.floor(age / 1_000)} s`
  return age < 3_600_000 ? `${Math.floor(age / 60_000)} min` : formatWait(age)
}

/** A time of day on the screen's own wall: `10:42:13`. */
export function formatTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
}

/** Hours and minutes in a zone; the screen's own when none is given. */
export function formatSiteTime(at: number, timeZone: string | undefined): string {
  const parts = {
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  } as const
  return new Date(at).toLocaleTimeString('en-GB', parts)
}
