const twoDigits = (value: number): string => String(Math.floor(value)).padStart(2, '0')

/**
 * An instant as ISO 8601 with its offset: `2026-11-26T10:42:13+01:00`. `offsetMinutes` is the distance of the local time
 * from UTC, positive in the east.
 */
export function isoWithOffset(at: number, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, 19)
  const distance = Math.abs(offsetMinutes)
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(distance / 60)}:${twoDigits(distance % 60)}`
}
