import { bucketMs, bucketStart, type BoundedPoint } from '@wallboard/history'

/** The minutes of figures that are over, in memory: a trend of a day is not read again for each screen. */
export interface FinishedMinutes {
  /** The points of a figure from an instant on that are known, and from when on they must be read. */
  readonly from: (
    key: string,
    from: number,
  ) => { readonly points: readonly BoundedPoint[]; readonly until: number }
  /** Keeps what was read of `[from, to)`, except minutes that may still grow. */
  readonly keep: (key: string, from: number, to: number, points: readonly BoundedPoint[]) => void
}

interface Known {
  readonly readAt: number
  readonly from: number
  readonly until: number
  readonly points: readonly BoundedPoint[]
}

const maxFigures = 100
/** Older minutes are read again: history may be filled in, or found damaged. */
const keptForMs = 600_000
/** The recorder adds the last ten seconds to minutes that are over. */
const growsForMs = 120_000

/** @param monotonic a clock in milliseconds */
export function createFinishedMinutes(monotonic: () => number): FinishedMinutes {
  const known = new Map<string, Known>()
  return {
    from(key, from) {
      const found = known.get(key)
      if (found === undefined || found.from > from || found.until <= from) return { points: [], until: from }
      if (monotonic() - found.readAt >= keptForMs) {
        known.delete(key)
        return { points: [], until: from }
      }
      return { points: found.points.filter(({ point }) => point[0] >= from), until: found.until }
    },
    keep(key, from, to, points) {
      const until = bucketStart('minute', to - growsForMs)
      if (until < from + bucketMs.minute) return
      const before = known.get(key)
      const isSame = before !== undefined && before.from <= from && before.until > from
      known.delete(key)
      known.set(key, {
        readAt: isSame ? before.readAt : monotonic(),
        ...{ from, until },
        points: points.filter(({ point }) => point[0] < until),
      })
      const [oldest] = known.keys()
      if (known.size > maxFigures && oldest !== undefined) known.delete(oldest)
    },
  }
}
