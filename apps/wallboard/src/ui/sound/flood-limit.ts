/** A flood of alarms is more than this in the time below: see packages/alerts, which a display does not load. */
export const floodCount = 10
export const floodMs = 600_000
