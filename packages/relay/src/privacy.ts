import type { Change, FullSource, Row } from '@wallboard/statistics'

/** The caller's name or number in agent rows never leaves the BFF. */
function withoutCustomerField(row: Row): Row {
  if (!Object.hasOwn(row, 'customer')) return row
  const { customer: _private, ...rest } = row
  return { ...rest, id: row.id, asOf: row.asOf }
}

const cleaned = (rows: readonly Row[]): Row[] => rows.map(withoutCustomerField)

/** A source without customer data, whatever source it is. */
export function withoutCustomerData(source: FullSource): FullSource {
  return { dataSource: source.dataSource, data: cleaned(source.data) }
}

/** A change without customer data. */
export function changeWithoutCustomerData(change: Change): Change {
  return { ...change, added: cleaned(change.added), updated: cleaned(change.updated) }
}
