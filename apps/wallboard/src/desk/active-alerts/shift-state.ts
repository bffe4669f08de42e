/** The shift of this browser's person: times of day as `HH:MM`. One that ends before it begins ends on the next day. */
export interface ShiftTimes {
  readonly from: string
  readonly to: string
}

const dayMinutes = 1_440
/** The longest snooze. */
const maxMinutes = 480

const minutesOf = (time: string): number | undefined => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined) return undefined
  return Number(hours) * 60 + Number(minutes)
}

/**
 * Minutes from now to the end of the shift, for a snooze; undefined when the shift ends within a minute or later than a
 * snooze may last. `nowMinutes`: minutes since local midnight.
 */
export function minutesToShiftEnd({ to }: ShiftTimes, nowMinutes: number): number | undefined {
  const end = minutesOf(to)
  if (end === undefined) return undefined
  const left = (end - nowMinutes + dayMinutes) % dayMinutes
  return left < 1 || left > maxMinutes ? undefined : Math.ceil(left)
}

/** How long a shift lasts, in minutes; undefined for times that cannot be read. Equal times are a whole day. */
export function shiftMinutes({ from, to }: ShiftTimes): number | undefined {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  if (start === undefined || end === undefined) return undefined
  return (end - start + dayMinutes) % dayMinutes || dayMinutes
}
