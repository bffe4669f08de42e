import type { StatRow } from '@wallboard/five9/events'

/** The subject's row: the last one as long as its two stamps stand still, or as long as nothing in it changed. */
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

/** Equality of values that JSON can hold. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isRecord(a) || !isRecord(b)) return false
  const fields = Object.keys(a)
  return fields.length === Object.keys(b).length && fields.every((field) => isSame(a[field], b[field]))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
