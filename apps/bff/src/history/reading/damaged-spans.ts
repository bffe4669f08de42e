import type { CoverageSpan } from '@wallboard/relay/coverage'

/**
 * The function that tells whether an instant lies in a damaged span. It is called for each recorded change, so it
 * searches by the order of the spans.
 *
 * @param spans in order of their starts; no two share an instant
 */
export function damagedAt(spans: readonly CoverageSpan[]): (at: number) => boolean {
  const damaged = spans.filter(({ kind }) => kind === 'damaged')
  return (at) => {
    let low = 0
    let high = damaged.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((damaged[middle]?.startsAt ?? Infinity) <= at) low = middle + 1
      else high = middle
    }
    const last = damaged[low - 1]
    return last !== undefined && at < last.endsAt
  }
}
