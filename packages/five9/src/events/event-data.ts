import type { Five9Event } from './envelope.ts'
import { EventId, type EventName } from './event-ids.ts'
import {
  parseFullStatistics,
  parseIncrementalStatistics,
  type FullStatistics,
  type IncrementalStatistics,
} from './statistics.ts'
import { isRecord, readNonNegative, readText } from './wire-values.ts'

/** Event 29: what waits in a queue. The wait is in seconds, unlike the milliseconds of ACD_STATUS. */
export interface SkillQueueSnapshot {
  readonly skillId: string
  readonly inQueueCallCount: number | null
  readonly inQueueCallbackCount: number | null
  readonly longestTimeInQueueSec: number | null
}

/** The parsed payloads of the events whose form is known, by id. */
export interface EventData {
  readonly '29': readonly SkillQueueSnapshot[]
  /** Milliseconds until maintenance begins, when Five9 names them. */
  readonly '37': { readonly startsInMs: number | null }
  /** The addresses of the resources that changed. */
  readonly '57': readonly string[]
  readonly '5000': FullStatistics
  readonly '5012': IncrementalStatistics
}

/** An event for a handler: the envelope, its name, and its payload as `data`. */
export interface ReceivedEvent<Id extends string = string, Data = unknown> extends Five9Event {
  readonly id: Id
  /** Undefined for an event that the catalogue does not list. */
  readonly name: EventName | undefined
  /** The parsed payload, or the payload as it was sent when its form is not known. */
  readonly data: Data
}

/** An event that the catalogue does not list, as `unknownEvent` names it. */
export interface UnknownEvent {
  readonly unknownEventId: string
}

/** Names an event that the catalogue does not list: a mistyped id is thus an error, and a new one of Five9's is not. */
export const unknownEvent = (id: string): UnknownEvent => ({ unknownEventId: id })

/** What a handler registers for: an id, a name, an unknown event, or `'*'` for events without another handler. */
export type EventKey = EventId | EventName | UnknownEvent | '*'

type DataOf<Id> = Id extends keyof EventData ? EventData[Id] : unknown
type Received<Id> = Id extends EventId ? ReceivedEvent<Id, DataOf<Id>> : never

/** The event that a handler for a key receives. */
export type EventOf<Key extends EventKey> = Key extends EventName
  ? Received<(typeof EventId)[Key]>
  : Key extends EventId
    ? Received<Key>
    : ReceivedEvent

const nameById: ReadonlyMap<string, EventName> = new Map(
  Object.entries(EventId).map(([name, id]) => [id, name as EventName]),
)
const idByName: ReadonlyMap<string, string> = new Map(Object.entries(EventId))

/** The id, or `'*'`, that a key names; undefined for a key that is neither known nor an `unknownEvent`. */
export function eventIdOf(key: unknown): string | undefined {
  if (typeof key === 'string') return key === '*' || nameById.has(key) ? key : idByName.get(key)
  const id = isRecord(key) ? key['unknownEventId'] : undefined
  return typeof id === 'string' && id !== '' ? id : undefined
}

const queueSnapshots = (payLoad: unknown): SkillQueueSnapshot[] =>
  Object.entries(isRecord(payLoad) ? payLoad : {}).flatMap(([skillId, snapshot]) =>
    isRecord(snapshot)
      ? [
          {
            skillId,
            inQueueCallCount: readNonNegative(snapshot['inQueueCallCount']) ?? null,
            inQueueCallbackCount: readNonNegative(snapshot['inQueueCallbackCount']) ?? null,
            longestTimeInQueueSec: readNonNegative(snapshot['longestTimeInQueueSec']) ?? null,
          },
        ]
      : [],
  )

const parsers: { readonly [Id in keyof EventData]: (payLoad: unknown) => EventData[Id] } = {
  '29': queueSnapshots,
  '37': (payLoad) => ({ startsInMs: readNonNegative(payLoad) ?? null }),
  '57': (payLoad) => (Array.isArray(payLoad) ? payLoad.flatMap((address) => readText(address) ?? []) : []),
  '5000': parseFullStatistics,
  '5012': parseIncrementalStatistics,
}
const parsedIds: ReadonlySet<string> = new Set(Object.keys(parsers))
const hasParser = (id: string): id is keyof EventData => parsedIds.has(id)

/** The event as handlers receive it. Never throws. */
export function receivedEvent({ context, payLoad }: Five9Event): ReceivedEvent {
  const id = context.eventId
  const data: unknown = hasParser(id) ? parsers[id](payLoad) : payLoad
  return { id, name: nameById.get(id), context, payLoad, data }
}
