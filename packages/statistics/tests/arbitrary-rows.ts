import fc from 'fast-check'
import type { Change, Row } from '../src/index.ts'

/** Few ids, so that rows change and return; some are awkward. */
const ids = ['0', '', '1', '2', '3', '__proto__', 'constructor']
const fields = ['callsInQueue', 'callbacksInQueue', 'currentLongestQueueTime', '__proto__', 'note']

/** A row for property tests. */
export const arbitraryRow = fc
  .tuple(
    fc.constantFrom(...ids),
    fc.nat(5),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...fields), fc.oneof(fc.nat(3), fc.constant(null))), {
      selector: ([field]) => field,
    }),
  )
  .map(([id, asOf, entries]): Row => ({ ...Object.fromEntries(entries), id, asOf }))

/** A change of one of these data sources. */
export function arbitraryChange(...dataSources: readonly string[]): fc.Arbitrary<Change> {
  const rows = fc.array(arbitraryRow, { maxLength: 3 })
  return fc.record({
    dataSource: fc.constantFrom(...dataSources),
    added: rows,
    updated: rows,
    removed: fc.array(fc.constantFrom(...ids), { maxLength: 2 }),
  })
}
