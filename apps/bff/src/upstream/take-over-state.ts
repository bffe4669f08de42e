import { DataSource } from '@wallboard/five9/events'
import type { Link } from '@wallboard/relay'

/** A source that Five9 does not send again is not waited for longer than this. */
const waitForSourcesMs = 5_000

/**
 * Whether the data of a new session may replace that of the former one.
 * @param upForMs how long the session is up; undefined while it is not
 * @param former the data sources of the data that is shown
 */
export function isTakenOver({
  upForMs,
  former,
  link,
  isComplete,
}: {
  readonly upForMs: number | undefined
  readonly former: readonly string[]
  readonly link: Link
  readonly isComplete: (source: string) => boolean
}): boolean {
  if (upForMs === undefined) return false
  const unconfirmed = new Set(link.unconfirmed.map(({ dataSource }) => dataSource))
  if (unconfirmed.has(DataSource.AcdStatus)) return false
  return (
    upForMs > waitForSourcesMs || former.every((source) => isComplete(source) && !unconfirmed.has(source))
  )
}
