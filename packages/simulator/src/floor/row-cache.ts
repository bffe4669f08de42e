import type { StatRow } from '@wallboard/five9/events'

/** Returns the previous row while its two revision stamps or its content are unchanged. */
export type RowCache<Subject extends object> = (
  subject: Subject,
  revision: number,
  asOf: number,
  build: () => StatRow,
) => StatRow

interface Entry {
  readonly revision: number
  readonly asOf: number
  readonly row: StatRow
}

export function createRowCache<Subject extends object>(): RowCache<Subject> {
  const entries = new WeakMap<Subject, Entry>()
  return (subject, revision, asOf, build) => {
    const known = entries.get(subject)
    if (known?.revision === revision && known.asOf === asOf) return known.row
    const built = build()
    const row = known !== undefined && isSame(known.row, built) ? known.row : built
    entries.set(subject, { revision, asOf, row })
    return row
  }
}

/** Deep equality of JSON values. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isRecord(a) || !isRecord(b)) return false
  const fields = Object.keys(a)
  return fields.length === Object.keys(b).length && fields.every((field) => isSame(a[field], b[field]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
