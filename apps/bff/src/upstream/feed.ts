import type { Five9Client, SessionNotice, SessionStatus, SupervisorSession } from '@wallboard/five9'
import { DataSource, EventId, type Five9Event, type QueueName } from '@wallboard/five9/events'
import type { Change } from '@wallboard/statistics'
import { chainBroken, fullReceived, incrementReceived } from './confirmation-state.ts'
import { createDirectoryReader, type DirectoryClient } from './directory.ts'
import { createFeedLink } from './feed-link.ts'
import { createFeedStatistics } from './feed-statistics.ts'
import { hasUnknownIds, listsInvalidatedBy } from './list-changes.ts'
import { createListeners } from './listeners.ts'
import { isRelayedEvent } from './relayed-events.ts'
import { relayedName } from './relayed-fields.ts'
import { createRefresher } from './refresher.ts'
import type { Stream, StreamNotice } from './stream.ts'

/** One Five9 user's upstream session, folded into an ordered stream of changes. */
export interface Feed extends Stream {
  readonly stop: () => Promise<void>
}

export interface FeedDeps {
  readonly client: DirectoryClient & { readonly supervisor: Pick<Five9Client['supervisor'], 'DomainQueues'> }
  readonly session: SupervisorSession
  readonly epoch: string
  /** Monotonic milliseconds: all instants of a feed are of this clock. */
  readonly monotonic: () => number
  /** Receives transitions and anomalies, never each frame. */
  readonly log: Log
}

/** Writes one log line; `warn` when an administrator should act. */
export type Log = (event: string, detail: Readonly<Record<string, unknown>>, level?: 'warn') => void

/** First pause before a failed read of the queues is repeated. */
const rereadQueuesMs = 5_000
const maxReasonLength = 200
const maxAnomalies = 200

/** Logs each anomaly once, so that a broken peer cannot fill the log. */
function createAnomalyLog(log: Log): (anomaly: string, level?: 'warn') => void {
  const seen = new Set<string>()
  return (anomaly, level) => {
    if (seen.has(anomaly) || seen.size >= maxAnomalies) return
    seen.add(anomaly)
    log('anomaly', { anomaly }, level)
  }
}

/** Creates the feed and starts its session. */
export function createFeed(deps: FeedDeps): Feed {
  const { client, session, monotonic: now } = deps
  const listeners = createListeners<StreamNotice>()
  const logOnce = createAnomalyLog(deps.log)
  const statistics = createFeedStatistics(logOnce)
  let seq = 0
  let asOf = now()
  let queues: readonly QueueName[] = []

  const link = createFeedLink({
    now,
    domainOffsetMs: statistics.domainOffsetMs,
    changed: (current) => {
      listeners.notify({ type: 'link', link: current })
    },
  })
  const queueNames = createRefresher({
    list: 'queues',
    read: async () =>
      (await client.supervisor.DomainQueues()).map(({ id, name }) => ({ id, name: relayedName(name) })),
    changed(names) {
      queues = names
      publish([], names)
    },
    unread: (reason) => {
      link.listRead('queues', reason)
    },
    isUp: link.isUp,
    readAgainMs: rereadQueuesMs,
    log: deps.log,
  })
  const directory = createDirectoryReader({
    client,
    isUp: link.isUp,
    changed() {
      seq += 1
      listeners.notify({ type: 'directory' })
    },
    unread: link.listRead,
    log: deps.log,
  })

  function publish(changes: readonly Change[], names?: readonly QueueName[]): void {
    if (changes.length === 0 && names === undefined) return
    seq += 1
    listeners.notify({
      ...{ type: 'changes', seq, asOf, changes },
      ...(names === undefined ? {} : { queues: names }),
    })
  }

  function statusChanged(status: SessionStatus): void {
    const { state, reason } = status
    const level = reason?.code === 'frame-too-large' ? 'warn' : undefined
    deps.log('upstream', { state, code: reason?.code }, level)
    link.statusChanged(status)
    if (state !== 'up') return
    queueNames.scheduleIn(0)
    directory.all()
  }

  function statisticsReceived(event: Five9Event, receivedAt: number): void {
    const { eventId, timeStamp } = event.context
    const isFull = eventId === EventId.EVENT_STATS
    const read = statistics.received({ isFull, payLoad: event.payLoad, receivedAt, timeStamp })
    // Increments that could not be read are lost. The confirmation of those that were read follows their rows.
    if (!isFull && !read.isWhole) link.confirm(chainBroken)
    if (!read.isWhole) session.askAgain()
    if (read.isTooLarge === true)
      logOnce('a frame of statistics holds more rows than this server takes', 'warn')
    if (read.sources.length > 0) asOf = read.asOf
    publish(read.changes)
    if (read.sources.length > 0)
      link.confirm((state) => (isFull ? fullReceived : incrementReceived)(state, read.sources, read.asOf))
    if (hasUnknownIds(DataSource.AcdStatus, queues, read.changes)) queueNames.scheduleIn()
    if (hasUnknownIds(DataSource.AgentState, directory.current().agents, read.changes)) directory.agents()
  }

  function refreshListsInvalidatedBy(eventId: string): void {
    for (const list of listsInvalidatedBy(eventId)) {
      if (list === 'queues') queueNames.scheduleIn(50)
      else directory[list]()
    }
  }

  function eventReceived(event: Five9Event, receivedAt: number): void {
    const { eventId, eventReason, timeStamp } = event.context
    if (eventId === EventId.EVENT_STATS || eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE)
      statisticsReceived(event, receivedAt)
    refreshListsInvalidatedBy(eventId)
    if (!isRelayedEvent(eventId)) return
    const reason = eventReason?.slice(0, maxReasonLength) ?? null
    listeners.notify({ type: 'event', eventId, eventReason: reason, timeStamp })
  }

  function received(notice: SessionNotice): void {
    switch (notice.type) {
      case 'condition':
        statusChanged(notice.condition)
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
    queues: () => queues,
    directory: directory.current,
    full: statistics.full,
    on: listeners.add,
    pauseReading: session.pauseReading,
    resumeReading: session.resumeReading,
    async stop() {
      queueNames.stop()
      directory.stop()
      listeners.clear()
      await session.stop()
    },
  }
}
