import type { Clocks } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'
import { createCompactionSchedule } from './compaction-schedule.ts'
import { recordFeed, type FeedOwner, type RecordedFeed } from './recorded-feed.ts'
import { createRecorderContext } from './recorder-context.ts'
import type { FeedName } from '../store/history-store.ts'
import { createRecorderHealth, type RecorderHealth } from './recorder-health.ts'
import type { Damage, WriterMessage, WriterReport } from './writer-message.ts'

/** The thread that writes. */
export interface WriterPort {
  readonly post: (message: WriterMessage) => void
  readonly onReport: (listener: (report: WriterReport) => void) => void
  /** Ends the thread. What it has not reported as written is lost. */
  readonly end: () => Promise<void>
}

/** Posts what feeds emit to the writing thread. It never waits for that thread. */
export interface Recorder {
  /**
   * Records a feed.
   * @param fence of the lease with which this server has the feed: recordings with a lower one are refused from then on.
   *   Undefined where it is the only server
   */
  readonly started: (feed: string, stream: Stream, fence?: number) => void
  readonly stopped: (feed: string) => void
  /** Reads the clock and what is confirmed: call it once a second. */
  readonly tick: () => void
  readonly health: () => RecorderHealth
  /** Reading found damage: the coverage of that time becomes `damaged`. */
  readonly damaged: (damage: Damage) => void
  /** Screens show normal bands of these groups of queues of the service account's feed. */
  readonly groupsShown: (name: FeedName, groups: readonly (readonly string[])[]) => void
  /** Resolves when the files are open, with undefined, or cannot be opened, with the reason. */
  readonly opened: Promise<string | undefined>
  /** Writes what is recorded, and gives up if that takes too long. */
  readonly close: () => Promise<void>
}

const retainEveryMs = 3_600_000
const closeWithinMs = 3_000
const dayMs = 86_400_000
/** Averages by minute stay for 30 days; quarters of an hour and half-hours of bands for five years. */
const minuteDays = 30
const aggregateDays = 5 * 365
/** The running times of agents, which are most of the bytes, stay for 30 days. */
const statisticsDays = 30
/** A slice of compaction each second: flushes wait for no more. */
const compactionSliceMs = 100

export function createRecorder(deps: {
  readonly port: WriterPort
  readonly clocks: Clocks
  readonly ownerOf: (feed: string) => FeedOwner | undefined
  readonly retention: { readonly days: number; readonly maxBytes: number }
  /** The time zone of the domain: days are compacted at night. */
  readonly timeZone: string
  /** A crash loses at most what was recorded since the last flush. */
  readonly flushEveryMs: number
  /** Whether this server compacts and removes old days: one server of a cluster does. */
  readonly isResponsible?: () => boolean
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Recorder {
  const { port, isResponsible = () => true } = deps
  const feeds = new Map<string, RecordedFeed>()
  const context = createRecorderContext(deps.clocks, port.post, (at) => {
    for (const feed of feeds.values()) feed.clockStepped(at)
  })
  let flushedAt = context.last()
  let retainedAt = 0
  const health = createRecorderHealth(deps.log)
  const compaction = createCompactionSchedule(context.last(), deps.timeZone)
  let closed: (() => void) | undefined

  function flush(at: number): void {
    if (at - flushedAt < deps.flushEveryMs) return
    flushedAt = at
    port.post({ type: 'flush', at })
  }

  function retain(at: number): void {
    if (at - retainedAt < retainEveryMs || !isResponsible()) return
    retainedAt = at
    const { days, maxBytes } = deps.retention
    port.post({
      ...{ type: 'retain', at: at - days * dayMs, personalAt: at - dayMs, maxBytes },
      ...{ minutesAt: at - minuteDays * dayMs, aggregatesAt: at - aggregateDays * dayMs },
    })
  }

  function compact(at: number): void {
    if (!isResponsible() || !compaction.isDue(at)) return
    port.post({ type: 'compact', at, dropBefore: at - statisticsDays * dayMs, forMs: compactionSliceMs })
  }

  /** Without a thread that writes, nothing is posted any more. */
  function stopFeeds(): void {
    for (const feed of feeds.values()) feed.stop(context.last())
    feeds.clear()
  }

  port.onReport((report) => {
    switch (report.type) {
      case 'handled':
        context.handled(report.characters)
        return
      case 'closed':
        closed?.()
        return
      case 'off':
        stopFeeds()
        closed?.()
        break
      case 'compacted':
        compaction.ended(report.hasMore)
        // What compaction has not made small enough is removed.
        if (!report.hasMore) retainedAt = 0
        return
      case 'behind':
        feeds.get(report.feed)?.fallBehind()
        break
      case 'opened':
      case 'written':
      case 'failed':
      case 'waiting':
      case 'fenced-out':
      case 'not-removed':
      case 'not-compacted':
      case 'not-folded':
      case 'not-marked':
      case 'size':
    }
    health.reported(report)
  })

  return {
    opened: health.opened,
    started(key, stream, fence) {
      if (health.isOff()) return
      feeds.set(key, recordFeed({ key, stream, context, fence, owner: () => deps.ownerOf(key) }))
    },
    stopped(key) {
      feeds.get(key)?.stop(context.now())
      feeds.delete(key)
      health.forget(key)
    },
    tick() {
      if (health.isOff()) return
      const at = context.now()
      for (const feed of feeds.values()) feed.tick(at)
      flush(at)
      retain(at)
      compact(at)
    },
    health: () =>
      health.read({
        isShedding: context.isShedding(),
        isRecording: [...feeds.values()].some((feed) => feed.isStarted()),
      }),
    damaged(damage) {
      const { dataSource, from } = damage
      deps.log('a part of history is damaged', { dataSource, from: new Date(from).toISOString() })
      port.post({ type: 'damaged', at: context.now(), ...damage })
    },
    groupsShown({ org, username }, groups) {
      if (!health.isOff()) port.post({ type: 'groups', at: context.now(), name: { org, username }, groups })
    },
    async close() {
      if (health.isOff()) {
        await port.end()
        return
      }
      const at = context.now()
      stopFeeds()
      const written = new Promise<void>((resolve) => {
        closed = resolve
        setTimeout(resolve, closeWithinMs).unref()
      })
      port.post({ type: 'close', at })
      await written
      await port.end()
    },
  }
}
