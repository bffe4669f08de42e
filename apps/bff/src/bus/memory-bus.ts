import type { Bus, BusListener } from './bus.ts'

/**
 * The bus of a server with one node. It delivers before `publish` returns, so that a revoked session is closed in the
 * tick in which it is revoked.
 */
export function createMemoryBus<Command>(): Bus<Command> {
  const listeners = new Set<BusListener<Command>>()
  return {
    publish(key, command) {
      const errors: unknown[] = []
      for (const listener of [...listeners]) {
        try {
          listener(key, command, true)
        } catch (error) {
          errors.push(error)
        }
      }
      if (errors.length === 0) return Promise.resolve()
      return Promise.reject(new AggregateError(errors, `subscribers failed on a command for ${key}`))
    },
    subscribe(listener) {
      const own: typeof listener = (key, command, isOwn) => {
        listener(key, command, isOwn)
      }
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
  }
}
