import type { QueueName } from '@wallboard/five9/events'
import { wallOffsetMs, type Clocks, type Link, type ViewSpec } from '@wallboard/relay'
import type { Change } from '@wallboard/statistics'
import { hash } from 'node:crypto'
import { createBacklog, type Flush } from './backlog.ts'
import { frameOf, type Frame } from './frame.ts'
import type { FanOutMeter } from './meter.ts'
import type { Stream } from '../../upstream/stream.ts'
import type { FlushedAt, GroupedView } from './pace-group.ts'
import { createProjection, viewKey } from './projection.ts'
import { createSnapshotCache, type Snapshot } from './snapshot-cache.ts'
import { createViewLink } from './view-link.ts'

/** The part of a stream for one view spec, encoded once for all clients that share it. */
export interface View extends GroupedView {
  /** Names the view in positions: a client of another view spec cannot resume here. */
  readonly epoch: string
  /**
   * Names have changed, and with them which agents are sent: flushes a snapshot when this view is affected, and returns
   * whether it is.
   */
  readonly directoryChanged: () => boolean
  /**
   * The snapshot of now, cached until the next flush.
   * @throws when the rows cannot be encoded
   */
  readonly snapshot: () => Snapshot
  /** The flushes that bring a client at `seq` up to date; undefined when they are no longer held. */
  readonly since: (seq: number) => readonly Flush[] | undefined
  /** The link to Five9; it confirms no figure that waits for its flush. The same object until it changes. */
  readonly link: () => Link
  /** Changes wait for their flush. */
  readonly hasPending: () => boolean
}

export interface ViewDeps {
  readonly stream: Stream
  readonly spec: ViewSpec
  readonly clocks: Clocks
  /** The clocks of the stream's instants. */
  readonly instants: Clocks
  /** `sinceUpstreamMs`: since the oldest change in it was received from Five9; undefined for a snapshot. */
  readonly onFlush: (flush: Flush, sinceUpstreamMs?: number) => void
  readonly meter: FanOutMeter
}

/** Its group decides when it is flushed; in between the last value of each field wins. */
export function createView(deps: ViewDeps): View {
  const { stream, spec, clocks, instants, onFlush, meter } = deps
  const now = clocks.monotonic
  const epoch = `${stream.epoch}.${hash('sha256', viewKey(spec)).slice(0, 12)}`
  let projection = createProjection(spec, stream.directory(), stream.epoch)
  let flushedSeq = stream.seq()
  let pendingQueues: readonly QueueName[] | undefined
  /** When the oldest pending change was received from Five9; undefined while none is pending. */
  let pendingSince: number | undefined
  const backlog = createBacklog()
  const link = createViewLink(stream.link)
  const snapshots = createSnapshotCache(stream.seq, encodeSnapshot)

  function flush(changes: readonly Change[], { seq, asOf }: FlushedAt): void {
    if (pendingSince === undefined) return
    const frame = frameOf({
      ...{ type: 'changes', eventId: '5012', epoch, prev: flushedSeq, seq, asOf },
      payLoad: changes.flatMap((change) => projection.change(change) ?? []),
      ...(pendingQueues === undefined ? {} : { queues: [...pendingQueues] }),
    })
    const flushed = { prev: flushedSeq, seq, at: now(), frame }
    meter.encoded('changes', frame.length)
    const sinceUpstreamMs = flushed.at - pendingSince
    backlog.add(flushed)
    nothingPending(seq)
    onFlush(flushed, sinceUpstreamMs)
  }

  /** The pending changes are in a frame that ends at `seq`. */
  function nothingPending(seq: number): void {
    flushedSeq = seq
    pendingQueues = undefined
    pendingSince = undefined
    link.release()
    snapshots.clear()
  }

  function directoryChanged(): boolean {
    const before = JSON.stringify(projection.directory)
    projection = createProjection(spec, stream.directory(), stream.epoch)
    if (JSON.stringify(projection.directory) === before) return false
    backlog.clear()
    const prev = flushedSeq
    nothingPending(prev) // the snapshot holds it
    const { seq, frame } = snapshots.get()
    flushedSeq = seq
    onFlush({ prev, seq, at: now(), frame, isSnapshot: true })
    return true
  }

  function encodeSnapshot(seq: number): Frame {
    const directory = projection.directory
    const frame = frameOf({
      ...{ type: 'snapshot', eventId: '5000', epoch, seq, asOf: stream.asOf() },
      ...{ serverTime: instants.monotonic(), wallOffsetMs: wallOffsetMs(instants) },
      queues: projection.queues(stream.queues()),
      payLoad: stream.full(spec.sources).map(projection.full),
      ...(directory === undefined ? {} : { directory }),
      link: stream.link(),
    })
    meter.encoded('snapshot', frame.length)
    return frame
  }

  return {
    epoch,
    snapshot: snapshots.get,
    directoryChanged,
    link: link.current,
    hasPending: () => pendingSince !== undefined,
    selection: () => projection.selection,
    showsUpdate: (dataSource, row) => projection.showsUpdate(dataSource, row),
    beginPending(asOf) {
      pendingSince = asOf
      link.hold() // the stream emits changes before the link that confirms them
    },
    queuesChanged(queues) {
      pendingQueues = projection.queues(queues)
    },
    flush,
    since: (seq) => (seq > stream.seq() ? undefined : backlog.since(seq, flushedSeq)),
  }
}
