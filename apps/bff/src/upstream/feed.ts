import type { Five9Client, SessionStatus, SessionNotice, SupervisorSession } from '@wallboard/five9'
import { DataSource, EventId, type Five9Event, type QueueName } from '@wallboard/five9/events'
import type { Directory, Link } from '@wallboard/relay'
import type { Change, DatedSource } from '@wallboard/statistics'
import {
  chainBroken,
  fullReceived,
  incrementReceived,
  initialConfirmation,
  type Confirmation,
} from './confirmation-state.ts'
import { createDirectoryReader, type DirectoryClient } from './directory.ts'
import { createFeedStatistics } from './feed-statistics.ts'
import { hasUnknownIds, listsInvalidatedBy } from './list-changes.ts'
import { linkReason } from './link-reason.ts'
import { isRelayedEvent } from './relayed-events.ts'
import { relayedName } from './relayed-fields.ts'
import { createRefresher } from './refresher.ts'
import type { ListName } from './unread-state.ts'

/**
 * What a feed tells: each change of its state has the next sequence number. A `link` that confirms sources follows the
 * `changes` that confirmed them.
 */
export type FeedNotice =
  | {
      readonly type: 'changes'
      readonly seq: number
      readonly asOf: number
      readonly changes: readonly Change[]
      readonly queues?: readonly QueueName[]
    }
  | { readonly type: 'directory' }
  | { readonly type: 'link'; readonly link: Link }
  | {
      readonly type: 'event'
      readonly eventId: string
      readonly eventReason: string | null
      readonly timeStamp: number | null
    }

/** One Five9 user's upstream session, folded into an ordered stream of changes. */
export interface Feed {
  readonly epoch: string
  readonly seq: () => number
  readonly asOf: () => number
  readonly link: () => Link
  readonly queues: () => readonly QueueName[]
  /** Names of people, campaigns and reasons, and the queues that each person serves. */
  readonly directory: () => Directory
  /** What is held of the sources: relayed fields only. */
  readonly full: (dataSources: readonly string[]) => DatedSource[]
  readonly on: (listener: (notice: FeedNotice) => void) => () => void
  /** Leaves unread what Five9 sends, until it is released. */
  readonly pauseReading: () => void
  readonly resumeReading: () => void
  readonly stop: () => Promise<void>
}

export interface FeedDeps {
  readonly client: DirectoryClient & { readonly supervisor: Pick<Five9Client['supervisor'], 'DomainQueues'> }
  readonly session: SupervisorSession
  readonly epoch: string
  /** Milliseconds of a clock that never steps: all instants of a feed are of it. */
  readonly monotonic: () => number
  /** Told of transitions and oddities, never of each frame. */
  readonly log: Log
}

/** One line of the log; `warn` for what an administrator should see to. */
export type Log = (event: string, detail: Readonly<Record<string, unknown>>, level?: 'warn') => void

const acdStatus = DataSource.AcdStatus
const agentState = DataSource.AgentState
const readQueuesAgainMs = 5_000

const linkStates = {
  connecting: 'connecting',
  up: 'up',
  down: 'down',
  migrating: 'migrating',
  ended: 'ended',
} as const

/** Five9's clock against ours is told anew when the estimate changed by more than this. */
const tellOffsetMs = 250
const mostReasonLength = 200

/** Creates the feed and starts its session. */
export function createFeed(deps: FeedDeps): Feed {
  const { client, session, monotonic: now } = deps
  const listeners = new Set<(notice: FeedNotice) => void>()
  const seenAnomalies = new Set<string>()
  const figures = createFeedStatistics((oddity) => {
    logOnce(oddity)
  })
  // Every board shows queues: until Five9 has given them, other sources do not make a wall live.
  let confirmation: Confirmation = { ...initialConfirmation, unconfirmed: new Map([[acdStatus, null]]) }
  let seq = 0
  let asOf = now()
  let link: Link = {
    state: 'connecting',
    since: now(),
    reason: null,
    confirmedAt: null,
    unconfirmed: [{ dataSource: acdStatus, confirmedAt: null }],
    unreadLists: [],
    domainOffsetMs: 0,
  }
  let queues: readonly QueueName[] = []

  const queueNames = createRefresher({
    list: 'queues',
    read: async () =>
      (await client.supervisor.DomainQueues()).map(({ id, name }) => ({ id, name: relayedName(name) })),
    changed(names) {
      queues = names
      publish([], names)
    },
    unread: (reason) => {
      listRead('queues', reason)
    },
    isUp: () => link.state === 'up',
    readAgainMs: readQueuesAgainMs,
    log: deps.log,
  })
  const directory = createDirectoryReader({
    client,
    isUp: () => link.state === 'up',
    changed() {
      seq += 1
      tell({ type: 'directory' })
    },
    unread: listRead,
    log: deps.log,
  })

  const tell = (notice: FeedNotice) => {
    for (const listener of listeners) listener(notice)
  }

  function publish(changes: readonly Change[], names?: readonly QueueName[]): void {
    if (changes.length === 0 && names === undefined) return
    seq += 1
    tell({ type: 'changes', seq, asOf, changes, ...(names === undefined ? {} : { queues: names }) })
  }

  function tellLink(changed: Partial<Link>): void {
    link = { ...link, ...changed }
    tell({ type: 'link', link })
  }

  function listRead(list: ListName, reason: string | null): void {
    const others = link.unreadLists.filter((each) => each.list !== list)
    tellLink({ unreadLists: reason === null ? others : [...others, { list, reason }] })
  }

  const toldOf = ({ confirmedAt, unconfirmed }: Confirmation) => ({
    confirmedAt,
    unconfirmed: Array.from(unconfirmed, ([dataSource, at]) => ({ dataSource, confirmedAt: at })),
  })

  /** Tells what is confirmed where that changed; that a confirmed source is confirmed again goes with the heartbeat. */
  function confirmed(next: Confirmation): void {
    const before = confirmation
    confirmation = next
    const domainOffsetMs = figures.domainOffsetMs() ?? link.domainOffsetMs
    const isNews =
      before.unconfirmed !== next.unconfirmed ||
      (before.confirmedAt === null) !== (next.confirmedAt === null) ||
      Math.abs(domainOffsetMs - link.domainOffsetMs) > tellOffsetMs
    if (isNews) tellLink({ ...toldOf(next), domainOffsetMs })
    else link = { ...link, confirmedAt: next.confirmedAt }
  }

  function conditionChanged({ state, reason }: SessionStatus): void {
    const isSame = linkStates[state] === link.state
    deps.log(
      'upstream',
      { state, code: reason?.code },
      reason?.code === 'frame-too-large' ? 'warn' : undefined,
    )
    if (state !== 'up') confirmation = chainBroken(confirmation)
    tellLink({
      state: linkStates[state],
      since: isSame ? link.since : now(),
      reason: linkReason(state, reason),
      ...toldOf(confirmation),
    })
    if (state !== 'up') return
    queueNames.scheduleIn(0)
    directory.all()
  }

  function statisticsReceived(event: Five9Event, receivedAt: number): void {
    const { eventId, timeStamp } = event.context
    const isFull = eventId === EventId.EVENT_STATS
    const read = figures.received({ isFull, payLoad: event.payLoad, receivedAt, timeStamp })
    // Increments that could not be read are lost; the confirmation of what was read comes after its figures.
    if (!isFull && !read.isWhole) confirmed(chainBroken(confirmation))
    if (!read.isWhole) session.askAgain()
    if (read.isTooLarge === true)
      logOnce('a frame of statistics holds more rows than this server takes', 'warn')
    if (read.sources.length > 0) asOf = read.asOf
    publish(read.changes)
    if (read.sources.length > 0)
      confirmed((isFull ? fullReceived : incrementReceived)(confirmation, read.sources, read.asOf))
    if (hasUnknownIds(acdStatus, queues, read.changes)) queueNames.scheduleIn()
    if (hasUnknownIds(agentState, directory.current().agents, read.changes)) directory.agents()
  }

  function logOnce(oddity: string, level?: 'warn'): void {
    if (seenAnomalies.has(oddity) || seenAnomalies.size >= 200) return
    seenAnomalies.add(oddity)
    deps.log('oddity', { oddity }, level)
  }

  function rereadWhatChanged(eventId: string): void {
    for (const list of listsInvalidatedBy(eventId)) {
      if (list === 'queues') queueNames.scheduleIn(50)
      else directory[list]()
    }
  }

  function received(notice: SessionNotice): void {
    switch (notice.type) {
      case 'condition':
        conditionChanged(notice.condition)
        return
      case 'frame-refused':
        logOnce(`a frame is ${notice.reason}`)
        return
      case 'chain-broken':
        if (notice.reason === 'new-connection') figures.connected()
        confirmed(chainBroken(confirmation))
        return
      case 'event': {
        const { eventId, eventReason, timeStamp } = notice.event.context
        if (eventId === EventId.EVENT_STATS || eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE) {
          statisticsReceived(notice.event, notice.receivedAt)
        }
        rereadWhatChanged(eventId)
        if (isRelayedEvent(eventId)) {
          const reason = eventReason?.slice(0, mostReasonLength) ?? null
          tell({ type: 'event', eventId, eventReason: reason, timeStamp })
        }
      }
    }
  }

  session.on(received)
  session.start()

  return {
    epoch: deps.epoch,
    seq: () => seq,
    asOf: () => asOf,
    link: () => link,
    queues: () => queues,
    directory: directory.current,
    full: figures.full,
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
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
