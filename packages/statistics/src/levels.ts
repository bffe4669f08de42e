/** The level of an alert. `none` is the normal state and has no colour. */
export type Level = 'none' | 'warn' | 'critical'

const ranks: Readonly<Record<Level, number>> = { none: 0, warn: 1, critical: 2 }

/** Positive when `a` is worse. */
export const compareLevels = (a: Level, b: Level): number => ranks[a] - ranks[b]
