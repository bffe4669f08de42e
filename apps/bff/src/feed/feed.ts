import type { Five9Client, LiveCondition, LiveNotice, LiveSession } from '@wallboard/five9'
import {
  EventId,
  eventIds,
  parseFullStatistics,
  parseIncrementalStatistics,
  type Five9Event,
  type QueueName,
} from '@wallboard/five9/events'
import { changeWithoutCustomerData, withoutCustomerData, type Directory, type Link } from '@wallboard/relay'
import { createStatistics, isTotalsId, stampFull, type Change, type FullSource } from '@wallboard/statistics'
import { dateFrame, initialClockOffset } from './clock-offset-state.ts'
import { createDirectoryReader, type DirectoryClient } from './directory.ts'
import { linkReason } from './link-reason.ts'
import { createReread } from './reread.ts'

/** What a feed tells: each change of its state has the next sequence number. */
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
  /** What is held of the sources, without customer data. */
  readonly full: (dataSources: readonly string[]) => FullSource[]
  readonly on: (listener: (notice: FeedNotice) => void) => () => void
  /** Leaves unread what Five9 sends, until it is released. */
  readonly hold: () => void
  readonly release: () => void
  readonly stop: () => Promise<void>
}

export interface FeedDeps {
  readonly client: DirectoryClient & { readonly supervisor: Pick<Five9Client['supervisor'], 'DomainQueues'> }
  readonly session: LiveSession
  readonly epoch: string
  readonly now: () => number
  /** Told of transitions and oddities, never of each frame. */
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}

const acdStatus = 'ACD_STATUS'
const agentState = 'AGENT_STATE'
const readQueuesAgainMs = 5_000

const relayed: ReadonlySet<string> = new Set([
  '5002',
  '5003',
  '5004',
  '5005',
  '5006',
  '5007',
  '5008',
  '5009',
  '5010',
  '5011',
  '6001',
  '6002',
  '6003',
  EventId.MaintenanceAnnounced,
  EventId.MaintenanceStarted,
  EventId.MaintenanceCompleted,
  EventId.SwitchoverRelogin,
  EventId.SwitchoverReloginForced,
  EventId.DuplicateConnection,
])

const linkStates = {
  connecting: 'connecting',
  up: 'up',
  down: 'down',
  migrating: 'migrating',
  ended: 'ended',
} as const

/** Creates the feed and starts its session. */
export function createFeed(deps: FeedDeps): Feed {
  const { client, session, now } = deps
  const statistics = createStatistics()
  const listeners = new Set<(notice: FeedNotice) => void>()
  const oddities = new Set<string>()
  let clock = initialClockOffset
  let seq = 0
  let asOf = now()
  let link: Link = {
    state: 'connecting',
    since: now(),
    reason: null,
    confirmedAt: null,
    unconfirmed: [],
    unread: [],
    domainOffsetMs: 0,
  }
  let queues: readonly QueueName[] = []

  const queueNames = createReread({
    what: 'queue names',
    read: () => client.supervisor.DomainQueues(),
    changed(names) {
      queues = names
      publish([], names)
    },
    isWorthRepeating: () => link.state === 'up',
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
    log: deps.log,
  })

  const tell = (notice: FeedNotice) => {
    for (const listener of listeners) listener(notice)
  }

  function publish(changes: readonly Change[], names?: readonly QueueName[]): void {
    if (changes.length === 0 && names === undefined) return
    seq += 1
    const cleaned = changes.map(changeWithoutCustomerData)
    tell({ type: 'changes', seq, asOf, changes: cleaned, ...(names === undefined ? {} : { queues: names }) })
  }

  function conditionChanged({ state, reason }: LiveCondition): void {
    const isSame = linkStates[state] === link.state
    link = {
      ...link,
      state: linkStates[state],
      since: isSame ? link.since : now(),
      reason: linkReason(state, reason),
    }
    deps.log('upstream', { state, code: reason?.code })
    tell({ type: 'link', link })
    if (state !== 'up') return
    queueNames.soon(0)
    directory.all()
  }

  function statisticsReceived(event: Five9Event, receivedAt: number): void {
    const dated = dateFrame(clock, { receivedAt, timeStamp: event.context.timeStamp })
    clock = dated.state
    const isFull = event.context.eventId === EventId.FullStatistics
    const changes = isFull ? applyFull(event.payLoad, dated.asOf) : applyIncrement(event.payLoad, dated.asOf)
    if (changes === undefined) return
    asOf = dated.asOf
    link = { ...link, confirmedAt: receivedAt }
    publish(changes)
    if (hasUnnamed(acdStatus, queues, changes)) queueNames.soon()
    if (hasUnnamed(agentState, directory.current().agents, changes)) directory.agents()
  }

  /** Undefined when the frame held nothing that could be read: such a frame confirms nothing. */
  function applyFull(payLoad: unknown, at: number): readonly Change[] | undefined {
    const { sources, defects } = parseFullStatistics(payLoad)
    noteDefects(defects)
    return sources.length === 0 ? undefined : statistics.applyFull(stampFull(sources, at))
  }

  function applyIncrement(payLoad: unknown, at: number): readonly Change[] | undefined {
    const { sources, defects } = parseIncrementalStatistics(payLoad)
    noteDefects(defects)
    return sources.length === 0 ? undefined : statistics.applyIncrement(sources, at)
  }

  function noteDefects(defects: readonly { dataSource: string; field: string }[]): void {
    for (const { dataSource, field } of defects) noteOnce(`${dataSource}.${field} is not what it should be`)
  }

  function noteOnce(oddity: string): void {
    if (oddities.has(oddity) || oddities.size >= 200) return
    oddities.add(oddity)
    deps.log('oddity', { oddity })
  }

  function hasUnnamed(
    source: string,
    known: readonly { readonly id: string }[],
    changes: readonly Change[],
  ): boolean {
    const added = changes.flatMap((change) => (change.dataSource === source ? change.added : []))
    if (added.length === 0) return false
    const named = new Set(known.map(({ id }) => id))
    return added.some(({ id }) => !isTotalsId(id) && !named.has(id))
  }

  /** What changed by the word of an event without a payload. */
  function invalidated(eventId: string): void {
    if (eventId === EventId.SkillsInvalidated) queueNames.soon(50)
    // Which queues a person serves changes with the person and with the queues.
    if (eventId === EventId.SkillsInvalidated || eventId === eventIds.EVENT_USERS_INVALIDATED)
      directory.agents()
    if (eventId === eventIds.EVENT_CAMPAIGNS_INVALIDATED) directory.campaigns()
    if (eventId === eventIds.EVENT_REASON_CODES_INVALIDATED) directory.reasons()
  }

  function received(notice: LiveNotice): void {
    switch (notice.type) {
      case 'condition':
        conditionChanged(notice.condition)
        return
      case 'frame-refused':
        noteOnce(`a frame is ${notice.reason}`)
        return
      case 'event': {
        const { eventId, eventReason, timeStamp } = notice.event.context
        if (eventId === EventId.FullStatistics || eventId === EventId.IncrementalStatistics) {
          statisticsReceived(notice.event, notice.receivedAt)
        }
        invalidated(eventId)
        if (relayed.has(eventId)) tell({ type: 'event', eventId, eventReason, timeStamp })
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
    full: (dataSources) => statistics.full(dataSources).map(withoutCustomerData),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hold: session.hold,
    release: session.release,
    async stop() {
      queueNames.stop()
      directory.stop()
      listeners.clear()
      await session.stop()
    },
  }
}
