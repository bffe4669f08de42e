import type { Link, Position, SnapshotMessage } from '@wallboard/relay'
import type { QueueStatistics } from '@wallboard/statistics'
import type { OtherSources } from './other-sources.ts'

/** What stands on the glass, and the server's clock less this screen's, so that its age can be told later. */
export interface GlassPicture {
  readonly snapshot: SnapshotMessage
  readonly offsetMs: number
}

/** What the stores hold as the snapshot that would bring them there. */
export function snapshotOf(
  statistics: QueueStatistics,
  { sources, directory }: ReturnType<OtherSources['full']>,
  { position, link, now }: { readonly position: Position; readonly link: Link; readonly now: number },
): SnapshotMessage {
  const names = statistics.queueIdMap()
  return {
    type: 'snapshot',
    eventId: '5000',
    ...position,
    asOf: now,
    serverTime: now,
    wallOffsetMs: 0,
    queues: [...statistics.rows().keys()].map((id) => ({ id, name: names.get(id) ?? '' })),
    payLoad: [statistics.full(), ...sources],
    directory,
    link,
  }
}
