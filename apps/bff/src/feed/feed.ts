import type { Five9Client, LiveCondition, LiveNotice, LiveSession } from '@wallboard/five9'
import {
  EventId,
  parseFullStatistics,
  parseIncrementalStatistics,
  type Five9Event,
  type QueueName,
} from '@wallboard/five9/events'
import { changeWithoutCustomerData, withoutCustomerData, type Link } from '@wallboard/relay'
import {
  createStatistics,
  isTotalsId,
  stampFull,
  stampIncrement,
  type Change,
  type FullSource,
} from '@wallboard/statistics'
import { dateFrame, initialClockOffset } from './clock-offset-state.ts'
import { linkReason } from './link-reason.ts'

/** What a feed tells: each change of its state has the next sequence number. */
export type FeedNotice =
  | {
      readonly type: 'changes'
      readonly seq: number
      readonly asOf: number
      readonly changes: readonly Change[]
      readonly queues?: readonly QueueName[]
    }
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
  /** What is held of the sources, without customer data. */
  readonly full: (dataSources: readonly string[]) => FullSource[]
  readonly on: (listener: (notice: FeedNotice) => void) => () => void
  readonly stop: () => Promise<void>
}

export interface FeedDeps {
  readonly client: { readonly supervisor: Pick<Five9Client['supervisor'], 'DomainQueues'> }
  readonly session: LiveSession
  readonly epoch: string
  readonly now: () => number
  /** Told of transitions and oddities, never of each frame. */
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}

const acdStatus = 'ACD_STATUS'
/** DomainQueues is read at most this often, however many reasons there are. */
const readQueuesEveryMs = 1_000
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
  let link: Link = { state: 'connecting', since: now(), reason: null, confirmedAt: null }
  let queues: readonly QueueName[] = []
  let reading: NodeJS.Timeout | undefined
  let reads = 0
  let isStopped = false

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
    if (state === 'up') readQueuesSoon(0)
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
    if (hasUnnamedQueue(changes)) readQueuesSoon()
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
    return sources.length === 0 ? undefined : statistics.applyChanges(stampIncrement(sources, at))
  }

  function noteDefects(defects: readonly { dataSource: string; field: string }[]): void {
    for (const { dataSource, field } of defects) noteOnce(`${dataSource}.${field} is not what it should be`)
  }

  function noteOnce(oddity: string): void {
    if (oddities.has(oddity) || oddities.size >= 200) return
    oddities.add(oddity)
    deps.log('oddity', { oddity })
  }

  function hasUnnamedQueue(changes: readonly Change[]): boolean {
    const named = new Set(queues.map(({ id }) => id))
    return changes.some(
      ({ dataSource, added }) =>
        dataSource === acdStatus && added.some(({ id }) => !isTotalsId(id) && !named.has(id)),
    )
  }

  /** Reads DomainQueues once for all the reasons that come up within the delay. */
  function readQueuesSoon(delayMs = readQueuesEveryMs): void {
    if (isStopped || (reading !== undefined && delayMs > 0)) return
    clearTimeout(reading)
    reading = setTimeout(() => {
      reading = undefined
      void readQueues() // never rejects
    }, delayMs)
  }

  async function readQueues(): Promise<void> {
    reads += 1
    const read = reads
    try {
      const names = await client.supervisor.DomainQueues()
      if (read !== reads) return // a later read is on its way, or was quicker
      const isSame = JSON.stringify(names) === JSON.stringify(queues)
      queues = names
      if (!isSame) publish([], names)
    } catch (error) {
      deps.log('queue names unread', { reason: error instanceof Error ? error.message : String(error) })
      // A new connection reads them anyway.
      if (link.state === 'up') readQueuesSoon(readQueuesAgainMs)
    }
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
        if (eventId === EventId.SkillsInvalidated) readQueuesSoon(50)
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
    full: (dataSources) => statistics.full(dataSources).map(withoutCustomerData),
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      isStopped = true
      clearTimeout(reading)
      listeners.clear()
      await session.stop()
    },
  }
}
