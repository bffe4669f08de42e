import type { Directory, Link, Position, SnapshotMessage } from '@wallboard/relay'
import { queueSource, type Statistics } from '@wallboard/statistics'

/** The snapshot message that would bring another page to what the stores hold. */
export function snapshotOf(
  statistics: Pick<Statistics, 'rows' | 'full'>,
  names: { readonly queues: ReadonlyMap<string, string>; readonly directory: Directory },
  stream: {
    readonly position: Position
    readonly link: Link
    /** By the server's monotonic clock. */
    readonly now: number
    readonly wallOffsetMs: number
  },
): SnapshotMessage {
  const { position, link, now, wallOffsetMs } = stream
  return {
    type: 'snapshot',
    eventId: '5000',
    ...position,
    asOf: now,
    serverTime: now,
    wallOffsetMs,
    queues: [...statistics.rows(queueSource).keys()].map((id) => ({ id, name: names.queues.get(id) ?? '' })),
    payLoad: statistics.full(),
    directory: names.directory,
    link,
  }
}
