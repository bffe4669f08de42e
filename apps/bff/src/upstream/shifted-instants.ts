import type { Link } from '@wallboard/relay'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import type { StreamNotice } from './stream.ts'

/*
 * The same data with instants of another clock: `byMs` is added to each instant of the monotonic clock. Instants that
 * Five9 wrote stay, and `domainOffsetMs` leads to the new clock.
 */

const shiftedRows = (rows: readonly Row[], byMs: number): readonly Row[] =>
  rows.map((row) => ({ ...row, asOf: row.asOf + byMs }))

export const shiftedSource = ({ dataSource, data }: DatedSource, byMs: number): DatedSource => ({
  dataSource,
  data: shiftedRows(data, byMs),
})

export const shiftedChange = (change: Change, byMs: number): Change => ({
  ...change,
  added: shiftedRows(change.added, byMs),
  updated: shiftedRows(change.updated, byMs),
})

const shifted = (at: number | null, byMs: number) => (at === null ? null : at + byMs)

export function shiftedLink(link: Link, byMs: number): Link {
  const { maintenance } = link
  return {
    ...link,
    since: link.since + byMs,
    confirmedAt: shifted(link.confirmedAt, byMs),
    unconfirmed: link.unconfirmed.map(({ dataSource, confirmedAt }) => ({
      ...{ dataSource, confirmedAt: shifted(confirmedAt, byMs) },
    })),
    domainOffsetMs: link.domainOffsetMs + byMs,
    ...(maintenance && {
      maintenance: {
        ...maintenance,
        startsAt: shifted(maintenance.startsAt, byMs),
        until: maintenance.until + byMs,
      },
    }),
  }
}

export const shiftedEvent = (event: OutOfNumbers, byMs: number): OutOfNumbers => ({
  ...event,
  at: event.at + byMs,
})
type OutOfNumbers = Extract<StreamNotice, { type: 'event' }>
