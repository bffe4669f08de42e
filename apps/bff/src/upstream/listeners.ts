/** A set of functions that are called with each value. */
export interface Listeners<T> {
  /** Adds a listener; the result removes it. */
  readonly add: (listener: (value: T) => void) => () => void
  readonly notify: (value: T) => void
  readonly clear: () => void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notify(value) {
      for (const listener of listeners) listener(value)
    },
    clear() {
      listeners.clear()
    },
  }
}
