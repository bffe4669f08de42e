import { BadInput } from '../errors.ts'
import {
  eventIdOf,
  receivedEvent,
  type EventKey,
  type EventOf,
  type Five9Event,
  type ReceivedEvent,
} from '../events/index.ts'
import { callSafely } from '../call-safely.ts'

/**
 * Handles events of one key or of several. Extend this class, or register a function instead. With the keys as type
 * argument, `event.data` has the type of their payloads: `extends EventHandler<'EVENT_STATS'>`.
 */
export abstract class EventHandler<Key extends EventKey = EventKey> {
  /** The events: ids such as `'5000'`, names such as `'EVENT_STATS'`; `'*'` for events without another handler. */
  abstract readonly eventId: Key | readonly Key[]
  abstract handle(event: EventOf<Key>): void | Promise<void>
}

export type HandlerFunction<Key extends EventKey = EventKey> = (event: EventOf<Key>) => void | Promise<void>

/** The handlers by event id. */
export interface EventHandlers {
  /**
   * Registers a handler by class, or by keys and function. Returns a function that removes it.
   * @throws BadInput for an event that the catalogue does not list, unless `unknownEvent` names it
   */
  readonly on: {
    (handler: EventHandler): () => void
    <Key extends EventKey>(events: Key | readonly Key[], handle: HandlerFunction<Key>): () => void
  }
  /** Calls every handler of the event. A handler that throws or rejects is reported and does not stop the others. */
  readonly dispatch: (event: Five9Event) => void
}

type Run = (event: ReceivedEvent) => void | Promise<void>
type Keys = EventKey | readonly EventKey[]

const isEventHandler = (handler: unknown): handler is EventHandler =>
  typeof handler === 'object' && handler !== null && 'handle' in handler

/** @throws BadInput */
function eventIdsOf(keys: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(keys) ? keys : [keys]
  if (list.length === 0) throw new BadInput('a handler needs an event id')
  return list.map((key) => {
    const id = eventIdOf(key)
    if (id !== undefined) return id
    const shown =
      typeof key === 'string' && key !== ''
        ? `the event ${key.slice(0, 60)} is not known`
        : 'a handler needs an event id'
    throw new BadInput(`${shown}; EventId lists the known events, and unknownEvent(id) names another`)
  })
}

export function createEventHandlers(
  onHandlerError: (error: unknown, event: Five9Event) => void,
): EventHandlers {
  const handlers = new Map<string, Set<Run>>()

  function on(handler: EventHandler | Keys, handle?: Run): () => void {
    const [keys, run] = isEventHandler(handler)
      ? [handler.eventId, (event: ReceivedEvent) => handler.handle(event)]
      : [handler, handle]
    const eventIds = eventIdsOf(keys)
    if (typeof run !== 'function')
      throw new BadInput(`the handler of event ${eventIds.join(', ')} is missing`)
    const registered = eventIds.map((eventId) => {
      const known = handlers.get(eventId) ?? new Set<Run>()
      handlers.set(eventId, known.add(run))
      return known
    })
    return () => {
      for (const known of registered) known.delete(run)
    }
  }

  return {
    // A handler is called with the events of its keys only, which have the type that its signature asks for.
    on: on,
    dispatch(event) {
      const own = handlers.get(event.context.eventId)
      const chosen = own !== undefined && own.size > 0 ? own : handlers.get('*')
      if (chosen === undefined || chosen.size === 0) return
      const received = receivedEvent(event)
      for (const run of chosen)
        callSafely(
          () => run(received),
          (error) => {
            onHandlerError(error, event)
          },
        )
    },
  }
}
