import { BadInput } from '../errors.ts'
import type { Five9Event } from '../events/index.ts'
import { callSafely } from '../call-safely.ts'

/** Handles events of one id or of several. Extend this class, or register a function instead. */
export abstract class EventHandler {
  /** The event ids, such as `'5000'` or `['5000', '5012']`; `'*'` for events without another handler. */
  abstract readonly eventId: string | readonly string[]
  abstract handle(event: Five9Event): void | Promise<void>
}

export type HandlerFunction = (event: Five9Event) => void | Promise<void>

/** The handlers by event id. */
export interface EventHandlers {
  /** Registers a handler by class, or by ids and function. Returns a function that removes it. */
  readonly on: {
    (handler: EventHandler): () => void
    (eventId: string | readonly string[], handle: HandlerFunction): () => void
  }
  /** Calls every handler of the event. A handler that throws or rejects is reported and does not stop the others. */
  readonly dispatch: (event: Five9Event) => void
}

const isEventHandler = (handler: EventHandler | string | readonly string[]): handler is EventHandler =>
  typeof handler === 'object' && 'handle' in handler

const isEventId = (value: unknown): value is string => typeof value === 'string' && value !== ''

export function createEventHandlers(
  onHandlerError: (error: unknown, event: Five9Event) => void,
): EventHandlers {
  const handlers = new Map<string, Set<HandlerFunction>>()

  function on(handler: EventHandler | string | readonly string[], handle?: HandlerFunction): () => void {
    const [given, run] = isEventHandler(handler)
      ? [handler.eventId, (event: Five9Event) => handler.handle(event)]
      : [handler, handle]
    const eventIds = typeof given === 'string' ? [given] : given
    if (!Array.isArray(eventIds) || eventIds.length === 0 || !eventIds.every(isEventId))
      throw new BadInput('a handler needs an event id')
    if (run === undefined) throw new BadInput(`the handler of event ${eventIds.join(', ')} is missing`)
    const registered = eventIds.map((eventId) => {
      const known = handlers.get(eventId) ?? new Set<HandlerFunction>()
      handlers.set(eventId, known.add(run))
      return known
    })
    return () => {
      for (const known of registered) known.delete(run)
    }
  }

  return {
    on,
    dispatch(event) {
      const own = handlers.get(event.context.eventId)
      const chosen = own !== undefined && own.size > 0 ? own : (handlers.get('*') ?? [])
      for (const run of chosen)
        callSafely(
          () => run(event),
          (error) => {
            onHandlerError(error, event)
          },
        )
    },
  }
}
