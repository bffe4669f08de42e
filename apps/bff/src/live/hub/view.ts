import { wallOffsetMs, type Clocks, type Link, type Pace, type ViewSpec } from '@wallboard/relay'
import { createChangeMerger } from '@wallboard/statistics'
import { hash } from 'node:crypto'
import { confirmedUpTo } from './confirmed-link.ts'
import { frameOf, type Frame } from './frame.ts'
import type { FanOutMeter } from './meter.ts'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import { createProjection, viewKey } from './projection.ts'

/** An encoded flush and the span of the stream that it covers. */
export interface Flush {
  readonly prev: number
  readonly seq: number
  /** When it was handed out. */
  readonly at: number
  readonly frame: Frame
  /** The frame is a snapshot: names have changed. */
  readonly isSnapshot?: true
  /** A heartbeat follows in the same frame. */
  readonly hasHeartbeat?: true
}

interface Snapshot {
  readonly seq: number
  readonly frame: Frame
}

/** What some screens want alike: encoded once for all of them. */
export interface View {
  /** Positions count in one view only: a screen that comes to want something else starts from a snapshot. */
  readonly epoch: string
  /** The least time between two flushes. */
  readonly paceMs: number
  readonly changed: (notice: Extract<StreamNotice, { type: 'changes' }>) => void
  /** Names changed, and with them which agents are sent: every screen starts from a snapshot. */
  readonly directoryChanged: () => void
  /**
   * The cached snapshot, good until the next flush.
   * @throws when the rows cannot be encoded
   */
  readonly snapshot: () => Snapshot
  /** The flushes that bring a screen at `seq` up to date; undefined when they are no longer held. */
  readonly since: (seq: number) => readonly Flush[] | undefined
  /** The link to Five9, with nothing confirmed whose figures have not been flushed. The same object while it is. */
  readonly link: () => Link
  readonly close: () => void
}

const paceMs: Readonly<Record<Pace, number>> = { wall: 250, desk: 100 }
const keptFlushes = 64

export interface ViewDeps {
  readonly stream: Stream
  readonly wanted: ViewSpec
  readonly clocks: Clocks
  /** A flush is due: what is still unread should go with it. */
  readonly onDue: () => void
  readonly onFlush: (flush: Flush) => void
  /** A flush could not be made: its changes are lost, and the view must not be used any more. */
  readonly onFailed: (error: unknown) => void
  readonly meter: FanOutMeter
}

/**
 * First change at once, then at most one flush per interval; in between the last value wins. At once is when all that
 * has arrived with it is read.
 */
export function createView(deps: ViewDeps): View {
  const { stream, wanted, clocks, onFlush, meter } = deps
  const now = clocks.monotonic
  const ownPaceMs = paceMs[wanted.pace]
  let projection = createProjection(wanted, stream.directory(), stream.epoch)
  const epoch = `${stream.epoch}.${hash('sha256', viewKey(wanted)).slice(0, 12)}`
  let ring: Flush[] = []
  let flushedSeq = stream.seq()
  const pending = createChangeMerger()
  let pendingQueues: readonly { id: string; name: string }[] | undefined
  let isPending = false
  /** When the oldest pending change came from Five9. */
  let pendingAsOf = 0
  let lastFlushAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let atOnce: NodeJS.Immediate | undefined
  let cached: Snapshot | undefined
  /** The link when nothing was pending last. */
  let flushedLink = stream.link()
  let pendingLink: { readonly of: Link; readonly link: Link } | undefined
  /** A snapshot that could not be encoded is not tried again before the rows have changed. */
  let unmade: { readonly seq: number; readonly error: unknown } | undefined

  function link(): Link {
    const current = stream.link()
    if (!isPending) {
      flushedLink = current
      return current
    }
    if (pendingLink?.of !== current) pendingLink = { of: current, link: confirmedUpTo(current, flushedLink) }
    return pendingLink.link
  }

  /** Nothing that goes wrong with one view may end the process, or keep another from its flush. */
  function guarded(run: () => void): () => void {
    return () => {
      try {
        run()
      } catch (error) {
        stopWaiting()
        deps.onFailed(error)
      }
    }
  }

  function flush(): void {
    atOnce = undefined
    if (!isPending) return
    const seq = stream.seq()
    const frame = frameOf({
      type: 'changes',
      eventId: '5012',
      epoch,
      prev: flushedSeq,
      seq,
      asOf: stream.asOf(),
      payLoad: pending.take(),
      ...(pendingQueues === undefined ? {} : { queues: [...pendingQueues] }),
    })
    lastFlushAt = now()
    const flushed = { prev: flushedSeq, seq, at: lastFlushAt, frame }
    meter.encoded('changes', frame.payload.length)
    meter.flushed(lastFlushAt - pendingAsOf)
    ring.push(flushed)
    if (ring.length > keptFlushes) ring.shift()
    flushedSeq = seq
    pendingQueues = undefined
    isPending = false
    cached = undefined
    onFlush(flushed)
  }

  const flushAtOnce = () => {
    atOnce ??= setImmediate(guarded(flush))
  }

  function due(): void {
    timer = undefined
    deps.onDue()
    flushAtOnce()
  }

  function stopWaiting(): void {
    clearTimeout(timer)
    timer = undefined
    clearImmediate(atOnce)
    atOnce = undefined
  }

  function directoryChanged(): void {
    const before = JSON.stringify(projection.directory)
    projection = createProjection(wanted, stream.directory(), stream.epoch)
    if (JSON.stringify(projection.directory) === before) return
    stopWaiting()
    isPending = false
    pending.take() // the snapshot holds them
    pendingQueues = undefined
    cached = undefined
    ring = []
    const { seq, frame } = snapshot()
    onFlush({ prev: flushedSeq, seq, at: now(), frame, isSnapshot: true })
    flushedSeq = seq
  }

  function encodeSnapshot(seq: number): Frame {
    const directory = projection.directory
    const frame = frameOf({
      type: 'snapshot',
      eventId: '5000',
      epoch,
      seq,
      asOf: stream.asOf(),
      serverTime: now(),
      wallOffsetMs: wallOffsetMs(clocks),
      queues: projection.queues(stream.queues()),
      payLoad: stream.full(wanted.sources).map(projection.full),
      ...(directory === undefined ? {} : { directory }),
      link: stream.link(),
    })
    meter.encoded('snapshot', frame.payload.length)
    return frame
  }

  function snapshot(): Snapshot {
    if (cached !== undefined) return cached
    const seq = stream.seq()
    if (unmade?.seq === seq) throw unmade.error
    try {
      cached = { seq, frame: encodeSnapshot(seq) }
      return cached
    } catch (error) {
      unmade = { seq, error }
      throw error
    }
  }

  return {
    epoch,
    paceMs: ownPaceMs,
    snapshot,
    directoryChanged,
    link,
    changed({ changes, queues, asOf }) {
      const own = changes.flatMap((change) => projection.change(change) ?? [])
      if (own.length === 0 && queues === undefined) return
      if (!isPending) {
        pendingAsOf = asOf
        link() // changes come before their confirmation
        pendingLink = undefined
      }
      pending.add(own)
      pendingQueues = queues === undefined ? pendingQueues : projection.queues(queues)
      isPending = true
      const waitMs = lastFlushAt + ownPaceMs - now()
      if (waitMs <= 0) flushAtOnce()
      else timer ??= setTimeout(guarded(due), waitMs)
    },
    since(seq) {
      if (seq > stream.seq()) return undefined
      const missed = ring.filter((flushed) => flushed.seq > seq)
      const reaches = missed[0] === undefined ? seq >= flushedSeq : missed[0].prev <= seq
      return reaches ? missed : undefined
    },
    close: stopWaiting,
  }
}
