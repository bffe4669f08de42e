import type { Clocks } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'
import { recordFeed, type FeedOwner, type RecordedFeed } from './recorded-feed.ts'
import { createRecorderContext } from './recorder-context.ts'
import type { FeedName } from '../store/history-store.ts'
import { createRecorderHealth, type RecorderHealth } from './recorder-health.ts'
import { createUpkeepSchedule } from './upkeep-schedule.ts'
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

const closeWithinMs = 3_000
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
  readonly doesSharedWork?: () => boolean
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Recorder {
  const { port } = deps
  const feeds = new Map<string, RecordedFeed>()
  const context = createRecorderContext(deps.clocks, port.post, (at) => {
    for (const feed of feeds.values()) feed.clockStepped(at)
  })
  let flushedAt = context.last()
  const health = createRecorderHealth(deps.log)
  const upkeep = createUpkeepSchedule({
    post: port.post,
    ...{ startedAt: context.last(), retention: deps.retention, timeZone: deps.timeZone },
    doesSharedWork: deps.doesSharedWork ?? (() => true),
  })
  let closed: (() => void) | undefined

  function flush(at: number): void {
    if (at - flushedAt < deps.flushEveryMs) return
    flushedAt = at
    port.post({ type: 'flush', at })
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
        upkeep.compacted(report.hasMore)
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
      upkeep.tick(at)
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
