import type { Directory, Link, Position, SnapshotMessage } from '@wallboard/relay'
import { queueSource, type Statistics } from '@wallboard/statistics'

/** What a snapshot of the stores is made of. */
export interface SnapshotSource {
  readonly statistics: Pick<Statistics, 'rows' | 'full'>
  readonly queueNames: ReadonlyMap<string, string>
  readonly directory: Directory
  readonly position: Position
  readonly link: Link
  /** By the server's monotonic clock. */
  readonly now: number
  readonly wallOffsetMs: number
}

/** The snapshot message that gives another page the content of the stores. */
export function snapshotOf(source: SnapshotSource): SnapshotMessage {
  const { statistics, queueNames, directory, position, link, now, wallOffsetMs } = source
  return {
    type: 'snapshot',
    eventId: '5000',
    ...position,
    asOf: now,
    serverTime: now,
    wallOffsetMs,
    queues: [...statistics.rows(queueSource).keys()].map((id) => ({ id, name: queueNames.get(id) ?? '' })),
    payLoad: statistics.full(),
    directory,
    link,
  }
}
