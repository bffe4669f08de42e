import type { Link, Position, SnapshotMessage } from '@wallboard/relay'
import type { QueueStatistics } from '@wallboard/statistics'
import type { SourceSink } from './source-sink.ts'

/** What the stores hold as the snapshot that would bring them there. */
export function snapshotOf(
  statistics: QueueStatistics,
  { sources, directory }: ReturnType<SourceSink['full']>,
  status: {
    readonly position: Position
    readonly link: Link
    /** By the server's monotonic clock. */
    readonly now: number
    readonly wallOffsetMs: number
  },
): SnapshotMessage {
  const { position, link, now, wallOffsetMs } = status
  const names = statistics.queueIdMap()
  return {
    type: 'snapshot',
    eventId: '5000',
    ...position,
    asOf: now,
    serverTime: now,
    wallOffsetMs,
    queues: [...statistics.rows().keys()].map((id) => ({ id, name: names.get(id) ?? '' })),
    payLoad: [statistics.full(), ...sources],
    directory,
    link,
  }
}
