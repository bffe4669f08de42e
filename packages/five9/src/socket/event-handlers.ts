import { BadInput } from '../errors.ts'
import type { Five9Event } from '../events/index.ts'
import { callSafely } from '../call-safely.ts'

/** Handles events of one id. Extend this class, or register a function instead. */
export abstract class EventHandler {
  /** The event id, such as `'5000'`; `'*'` for events without another handler. */
  abstract readonly eventId: string
  abstract handle(event: Five9Event): void | Promise<void>
}

export type HandlerFunction = (event: Five9Event) => void | Promise<void>

/** The handlers by event id. */
export interface EventHandlers {
  /** Registers a handler by class, or by id and function. Returns a function that removes it. */
  readonly on: {
    (handler: EventHandler): () => void
    (eventId: string, handle: HandlerFunction): () => void
  }
  /** Calls every handler of the event. A handler that throws or rejects is reported and does not stop the others. */
  readonly dispatch: (event: Five9Event) => void
}

export function createEventHandlers(
  onHandlerError: (error: unknown, event: Five9Event) => void,
): EventHandlers {
  const handlers = new Map<string, Set<HandlerFunction>>()

  function on(handler: EventHandler | string, handle?: HandlerFunction): () => void {
    const [eventId, run] =
      typeof handler === 'string'
        ? [handler, handle]
        : [handler.eventId, (event: Five9Event) => handler.handle(event)]
    if (typeof eventId !== 'string' || eventId === '') throw new BadInput('a handler needs an event id')
    if (run === undefined) throw new BadInput(`the handler of event ${eventId} is missing`)
    const registered = handlers.get(eventId) ?? new Set<HandlerFunction>()
    handlers.set(eventId, registered.add(run))
    return () => registered.delete(run)
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
