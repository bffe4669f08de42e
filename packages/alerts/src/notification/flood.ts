/*
 * A flood: more new alerts than a person can read. It is said in one line, with one sound, until it is over.
 */

/** A flood is more alerts than this in the time below. */
export const floodCount = 10
export const floodMs = 600_000

/** A new alert. `entity` identifies what it is of. */
export interface NewAlert {
  readonly at: number
  readonly entity: string
}

/** How many alerts began, of how many entities, and since when there is a flood. */
export interface Flood {
  readonly alerts: number
  readonly entities: number
  readonly since: number
}

/**
 * The flood at an instant; undefined while there is none.
 *
 * @param alerts new alerts in the order of time; older ones than `floodMs` may be left out
 * @param count a flood is more alerts than this
 */
export function floodOf(
  alerts: readonly NewAlert[],
  now: number,
  count: number = floodCount,
): Flood | undefined {
  const recent = alerts.filter(({ at }) => at <= now && now - at < floodMs)
  const first = recent[count]
  if (first === undefined) return undefined
  return {
    alerts: recent.length,
    entities: new Set(recent.map(({ entity }) => entity)).size,
    since: first.at,
  }
}
