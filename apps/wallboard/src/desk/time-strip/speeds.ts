/** How many seconds of the past go by in a second. */
export const speeds = [1, 10, 60, 100] as const
export type Speed = (typeof speeds)[number]
