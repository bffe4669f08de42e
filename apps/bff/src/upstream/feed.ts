import type { SessionNotice, SessionStatus, SupervisorSession } from '@wallboard/five9'
import { EventId, type Five9Event, type QueueName } from '@wallboard/five9/events'
import type { Change } from '@wallboard/statistics'
import { createAnomalyLog, type Log } from './anomaly-log.ts'
import { chainBroken, fullReceived, incrementReceived } from './confirmation-state.ts'
import { createFeedLink } from './feed-link.ts'
import { createFeedStatistics } from './feed-statistics.ts'
import { createListeners } from './listeners.ts'
import { changesWhichRowsExist } from './list-changes.ts'
import { createNameLists, type InitialNames, type NamesClient } from './name-lists.ts'
import { outOfNumbersNotice } from './out-of-numbers.ts'
import type { FlowControl, HeldRows, Stream, StreamNotice } from './stream.ts'

/** One Five9 user's session as an ordered stream of changes. */
export interface Feed extends Stream, FlowControl {
  readonly rows: HeldRows
  /** The data sources received so far. */
  readonly sources: () => readonly string[]
  /** Ends the session at Five9 too, unless `leavesSession`: another program uses it now. */
  readonly stop: (options?: { readonly leavesSession?: boolean }) => Promise<void>
}

export interface FeedDeps {
  readonly client: NamesClient
  readonly session: SupervisorSession
  readonly epoch: string
  /** Monotonic milliseconds. All instants of a feed are of this clock. */
  readonly monotonic: () => number
  /** The names until Five9 has sent its lists; default: none. */
  readonly names?: InitialNames
  /** Receives transitions and anomalies, never each frame. */
  readonly log: Log
}

/** Creates the feed and starts its session. */
export function createFeed(deps: FeedDeps): Feed {
  const { client, session, monotonic: now, log } = deps
  const listeners = createListeners<StreamNotice>()
  const logOnce = createAnomalyLog(log)
  const statistics = createFeedStatistics(logOnce)
  let seq = 0
  let asOf = now()

  const link = createFeedLink({
    now,
    domainOffsetMs: statistics.domainOffsetMs,
    changed: (current) => {
      listeners.notify({ type: 'link', link: current })
    },
  })
  const names = createNameLists({
    ...{ client, isUp: link.isUp, onRead: link.listRead, log, initial: deps.names },
    onQueues(queues) {
      publish([], queues)
    },
    onDirectory() {
      seq += 1
      listeners.notify({ type: 'directory' })
    },
  })

  function publish(changes: readonly Change[], queues?: readonly QueueName[]): void {
    if (changes.length === 0 && queues === undefined) return
    seq += 1
    listeners.notify({
      ...{ type: 'changes', seq, asOf, changes },
      ...(queues === undefined ? {} : { queues }),
    })
  }

  function statusChanged(status: SessionStatus): void {
    const { state, reason } = status
    const level = reason?.code === 'frame-too-large' ? 'warn' : undefined
    log('upstream', { state, code: reason?.code }, level)
    link.statusChanged(status)
    if (state === 'up') names.refreshAll()
  }

  function statisticsReceived(event: Five9Event, receivedAt: number): void {
    const { eventId, timeStamp } = event.context
    const isFull = eventId === EventId.EVENT_STATS
    const read = statistics.received({ isFull, payLoad: event.payLoad, receivedAt, timeStamp })
    // Increments that could not be read are lost.
    if (!isFull && !read.isWhole) link.confirm(chainBroken)
    if (!read.isWhole) session.askAgain()
    if (read.isTooLarge === true)
      logOnce('a frame of statistics holds more rows than this server takes', 'warn')
    if (read.sources.length > 0) asOf = read.asOf
    // Rows are published before the link that confirms them.
    publish(read.changes)
    if (read.sources.length > 0)
      link.confirm((state) => (isFull ? fullReceived : incrementReceived)(state, read.sources, read.asOf))
    names.rowsChanged(read.changes)
  }

  function eventReceived(event: Five9Event, receivedAt: number): void {
    const { eventId } = event.context
    if (eventId === EventId.EVENT_STATS || eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE)
      statisticsReceived(event, receivedAt)
    if (changesWhichRowsExist(eventId)) {
      link.confirm(chainBroken)
      session.askAgain()
    }
    names.eventReceived(eventId)
    link.eventReceived(event, receivedAt)
    if (eventId === EventId.EVENT_CAMPAIGN_OUT_OF_NUMBERS)
      listeners.notify(outOfNumbersNotice(event, names.directory().campaigns, receivedAt))
  }

  function received(notice: SessionNotice): void {
    switch (notice.type) {
      case 'status':
        statusChanged(notice.status)
        return
      case 'frame-refused':
        logOnce(`a frame is ${notice.reason}`)
        return
      case 'chain-broken':
        if (notice.reason === 'new-connection') statistics.connected()
        link.confirm(chainBroken)
        return
      case 'event':
        eventReceived(notice.event, notice.receivedAt)
    }
  }

  session.on(received)
  session.start()

  return {
    epoch: deps.epoch,
    seq: () => seq,
    asOf: () => asOf,
    link: link.current,
    queues: names.queues,
    directory: names.directory,
    full: statistics.full,
    rows: statistics.rows,
    sources: statistics.sources,
    on: listeners.add,
    pauseReading: session.pauseReading,
    resumeReading: session.resumeReading,
    async stop(options) {
      names.stop()
      listeners.clear()
      await session.stop(options)
    },
  }
}
