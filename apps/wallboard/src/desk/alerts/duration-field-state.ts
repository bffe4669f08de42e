/** Durations as a person types them into a field: `2:00`, `90 s`, `10 min`, `1 h`, `1:30:00`; a bare number is seconds. */

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, sec: 1, min: 60, m: 60, h: 3_600 }

/** The seconds of a typed duration; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase()
  const clock = /^(?:(\d{1,3}):)?(\d{1,4}):([0-5]\d)$/.exec(trimmed)
  if (clock !== null) {
    const [, hours, minutes, seconds] = clock
    if (hours !== undefined && Number(minutes) > 59) return undefined
    return Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)
  }
  const [, number, unit] = /^(\d+(?:[.,]\d+)?)\s*(s|sec|min|m|h)?$/.exec(trimmed) ?? []
  const factor = unitSeconds[unit ?? '']
  if (number === undefined || factor === undefined) return undefined
  return Math.round(Number(number.replace(',', '.')) * factor * 1_000) / 1_000
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A limit on a time as it is shown elsewhere, `2:00`, `1:30:00`; part of a second as `1.5 s`. */
export function formatLimit(seconds: number): string {
  if (!Number.isInteger(seconds)) return `${seconds} s`
  const [minutes, rest] = [Math.floor(seconds / 60), twoDigits(seconds % 60)]
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`
}

/** A delay in its largest whole unit, below two minutes in seconds: `15 s`, `60 s`, `10 min`, `1 h`. */
export function formatDelay(seconds: number): string {
  if (seconds < 120 || seconds % 60 !== 0) return `${seconds} s`
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`
}
