import { randomUUID } from 'node:crypto'
import type { DayRule } from '@wallboard/history'
import type { HistoryStore } from '../store/history-store.ts'
import { isUnreachable } from './feed-writing.ts'
import type { FeedMessage } from './message-recorder.ts'
import { markDamaged } from './mark-damaged.ts'
import { reasonOf, startFeedRecording, type FeedRecording } from './feed-recording.ts'
import { createWaitingMemory } from './waiting-batches.ts'
import { charactersOf, type WriterMessage, type WriterReport } from './writer-message.ts'

/** Writes what the main thread posts. It handles one message after another, and reports what fails. */
export interface HistoryWriter {
  readonly handle: (message: WriterMessage) => Promise<void>
}

export function createHistoryWriter(deps: {
  readonly house: HistoryStore
  readonly personal: HistoryStore
  readonly queueSource: string
  /** The data source with the running times of agents, which is most of a recording. */
  readonly statisticsSource: string
  /** When days of the site start, for the half-hours of normal bands. */
  readonly dayRule: DayRule
  readonly report: (report: WriterReport) => void
  /** How much waits while the database is unreachable, of all feeds; default: 64 MB. */
  readonly maxWaitingBytes?: number
}): HistoryWriter {
  const { house, personal, queueSource, report } = deps
  const feeds = new Map<string, FeedRecording>()
  const writer = randomUUID()
  const memory = createWaitingMemory(deps.maxWaitingBytes)

  async function start(message: WriterMessage & { readonly type: 'start' }): Promise<void> {
    const { feed: key, name, at, isPersonal, serverStartedAt } = message
    const store = isPersonal ? personal : house
    const dayRule = isPersonal ? undefined : deps.dayRule
    const recording = await startFeedRecording({
      ...{ key, name, at, store, queueSource, dayRule, report, writer, serverStartedAt, memory },
      fence: message.fence ?? undefined,
    })
    feeds.set(key, recording)
  }

  async function flush(at: number): Promise<void> {
    let isReachable = true
    for (const feed of feeds.values()) isReachable = await feed.flush(at, isReachable)
    if (!isReachable) return
    try {
      report({ type: 'size', bytes: (await house.size()) + (await personal.size()) })
    } catch {
      // The directory cannot be read: the flush has reported it.
    }
  }

  async function retain(message: WriterMessage & { readonly type: 'retain' }): Promise<void> {
    try {
      await house.removeBefore(message.at)
      await house.removeAggregatesBefore({ minutes: message.minutesAt, others: message.aggregatesAt })
      await personal.removeBefore(message.personalAt)
      await personal.removeAggregatesBefore({ minutes: message.personalAt, others: message.personalAt })
      await house.shrink(message.maxBytes)
    } catch (error) {
      report({ type: 'not-removed', reason: reasonOf(error) })
    }
  }

  async function compact({ at: now, dropBefore, forMs }: WriterMessage & { readonly type: 'compact' }) {
    try {
      const hasMore = await house.compact({ now, dropped: [deps.statisticsSource], dropBefore, forMs })
      report({ type: 'compacted', hasMore })
    } catch (error) {
      report({ type: 'not-compacted', reason: reasonOf(error) })
      // Another day may be compacted now; while the database is unreachable none can.
      report({ type: 'compacted', hasMore: !isUnreachable(error) })
    }
  }

  /** Bands are of the service account's feed: those of persons' own feeds are kept for a day. */
  async function requestGroups({ name, groups, at }: WriterMessage & { readonly type: 'groups' }) {
    try {
      const feed = await house.findFeed(name)
      if (feed !== undefined) await house.requestGroups(feed, groups, at)
    } catch (error) {
      report({ type: 'not-folded', reason: reasonOf(error) })
    }
  }

  async function close(at: number): Promise<void> {
    let isReachable = true
    for (const feed of feeds.values()) isReachable = await feed.flush(at, isReachable)
    feeds.clear()
    await Promise.allSettled([house.close(), personal.close()])
    report({ type: 'closed' })
  }

  async function handleOfFeed(message: FeedMessage): Promise<void> {
    const feed = feeds.get(message.feed)
    if (feed === undefined) return
    try {
      feed.record(message)
    } catch (error) {
      feed.fallBehind(message.at)
      report({ type: 'behind', feed: message.feed, reason: reasonOf(error) })
    }
    if (message.type !== 'stop') return
    await feed.flush(message.at)
    feeds.delete(message.feed)
  }

  function reportCharacters(message: WriterMessage): void {
    const characters = charactersOf(message)
    if (characters > 0) report({ type: 'handled', characters })
  }

  return {
    async handle(message) {
      switch (message.type) {
        case 'start':
          return start(message)
        case 'flush':
          return flush(message.at)
        case 'retain':
          return retain(message)
        case 'compact':
          return compact(message)
        case 'damaged':
          return markDamaged(message.isPersonal ? personal : house, message, feeds.values()).catch(
            (error: unknown) => {
              report({ type: 'not-marked', reason: reasonOf(error) })
            },
          )
        case 'groups':
          return requestGroups(message)
        case 'close':
          return close(message.at)
        case 'changes':
        case 'full':
        case 'state':
        case 'names':
        case 'gap':
        case 'stop':
          await handleOfFeed(message)
          reportCharacters(message)
      }
    },
  }
}
