import type { StatRow } from '@wallboard/five9/events'
import { rowAtInstants, type Rows } from './faults/row-faults.ts'

/** The floor's clock against the domain's: it may run faster, and stand still. */
export interface FloorClock {
  /** The floor's time now. */
  readonly floorNow: () => number
  readonly setRunning: (isRunning: boolean) => void
  /** The floor's time goes on from another one. */
  readonly jumpTo: (floorTime: number) => void
  /**
   * Rows whose instants are by the domain's clock, the one of `timeStamp`: a state that began ten floor minutes ago on
   * a floor at speed 10 began a minute ago. A row that is the same object as before is so again.
   */
  readonly inDomainTime: (rows: Rows) => Rows
}

export function createFloorClock(deps: {
  /** The floor's own time at the beginning, epoch milliseconds. */
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
