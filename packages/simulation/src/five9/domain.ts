import type { Random } from '../runtime/random.ts'
import { createFloor, type Floor } from './floor.ts'
import { createReportedRows, type Increment } from './reported-rows.ts'
import { sources, type Fields, type Source } from './rows.ts'

/** A small contact centre at Five9: its floor, and what Five9 has reported of it. */
export interface Domain extends Omit<Floor, 'rows'> {
  /** Five9's wall clock less true time, in milliseconds. */
  clockOffsetMs: number
  /** What has changed since the last report; undefined when nothing has. `isPartial`: only the changed fields. */
  readonly increment: (isPartial: boolean) => readonly Increment[] | undefined
  /** All rows of a source as they are now; they count as reported. */
  readonly full: (source: Source) => readonly Fields[]
  /** The rows that were reported last. */
  readonly reported: (source: Source) => ReadonlyMap<string, Fields>
}

export function createDomain(random: Random, now: () => number): Domain {
  let clockOffsetMs = 0
  const { rows, ...floor } = createFloor(random, now, () => now() + clockOffsetMs)
  const reported = createReportedRows(rows)
  return {
    ...floor,
    get clockOffsetMs() {
      return clockOffsetMs
    },
    set clockOffsetMs(offset) {
      clockOffsetMs = offset
    },
    increment(isPartial) {
      const increments = sources.flatMap((source) => reported.increment(source, isPartial) ?? [])
      return increments.length === 0 ? undefined : increments
    },
    full: reported.full,
    reported: reported.rows,
  }
}
