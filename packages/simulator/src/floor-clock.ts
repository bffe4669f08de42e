import type { StatRow } from '@wallboard/five9/events'
import { rowAtInstants, type Rows } from './faults/row-faults.ts'

/** Converts between the floor's clock and the domain's. The floor's clock can run faster and can stop. */
export interface FloorClock {
  /** The present floor time. */
  readonly floorNow: () => number
  readonly setRunning: (isRunning: boolean) => void
  /** Continues the floor's clock at another time. */
  readonly jumpTo: (floorTime: number) => void
  /**
   * Converts the instants of rows to the domain's clock, that of `timeStamp`: at speed 10, a state that began ten
   * floor minutes ago began a minute ago. The same input row gives the same output object.
   */
  readonly inDomainTime: (rows: Rows) => Rows
}

export function createFloorClock(deps: {
  /** The floor time at the start, epoch milliseconds. */
  readonly floorStart: number
  readonly speed: number
  readonly now: () => number
}): FloorClock {
  let anchor = { isRunning: true, real: deps.now(), floor: deps.floorStart }
  let timed = new WeakMap<StatRow, StatRow>()

  const floorNow = () =>
    anchor.isRunning ? anchor.floor + (deps.now() - anchor.real) * deps.speed : anchor.floor
  const domainTimeOf = (floorTime: number) =>
    Math.round(anchor.real + (floorTime - anchor.floor) / deps.speed)

  return {
    floorNow,
    setRunning(isRunning) {
      anchor = { isRunning, real: deps.now(), floor: floorNow() }
      timed = new WeakMap()
    },
    jumpTo(floorTime) {
      anchor = { ...anchor, real: deps.now(), floor: floorTime }
      timed = new WeakMap()
    },
    inDomainTime(rows) {
      if (deps.speed === 1 && anchor.real === anchor.floor) return rows
      return new Map(
        [...rows].map(([source, list]) => [
          source,
          list.map((row) => {
            const known = timed.get(row) ?? rowAtInstants(row, domainTimeOf)
            timed.set(row, known)
            return known
          }),
        ]),
      )
    },
  }
}
