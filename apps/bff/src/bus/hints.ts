import { z } from 'zod'
import type { Bus } from './bus.ts'

/**
 * What a hint is about; the subject is the id of a domain, for `displays` that of a display, for `session` the key of a
 * browser session.
 */
export const CacheHint = z.enum([
  'boards',
  'displays',
  'rules',
  'silences',
  'marked-days',
  'session',
  'messages',
])
export type CacheHint = z.infer<typeof CacheHint>

/**
 * Announces changes in the database to the caches of other nodes. A hint carries no data: who receives it reads the
 * database again.
 */
export interface Hints {
  /** False for a server with one node, which makes every change itself. */
  readonly isShared: boolean
  /** Call it after the change is committed. A failure is logged: other nodes read again within 30 s. */
  readonly announce: (hint: CacheHint, subject: string) => void
  /**
   * Calls the listener for each change on another node; without a subject when any may have changed: after a lost
   * connection, and every 30 s. Never calls it in a server with one node. Returns a function that ends the subscription.
   */
  readonly on: (hint: CacheHint, listener: (subject: string | undefined) => void) => () => void
  readonly close: () => void
}

/** The hints of a server with one node: its caches see all changes by themselves. */
export const noHints: Hints = { isShared: false, announce: () => {}, on: () => () => {}, close: () => {} }

/** Every cache of a cluster reads again after this time at the latest. */
export const readAgainEveryMs = 30_000

/** @param deps.every calls a function periodically and returns a function that ends that; tests replace it */
export function createHints(deps: {
  readonly bus: Bus<CacheHint>
  readonly logError: (error: unknown) => void
  readonly every?: (ms: number, run: () => void) => () => void
}): Hints {
  const { bus, logError, every = everyInterval } = deps
  const listeners = new Set<{
    readonly hint: CacheHint
    readonly run: (subject: string | undefined) => void
  }>()

  function notify(subject: string | undefined, hint?: CacheHint): void {
    for (const listener of [...listeners]) {
      if (hint !== undefined && listener.hint !== hint) continue
      try {
        listener.run(subject)
      } catch (error) {
        logError(error)
      }
    }
  }
  const readAgain = () => {
    notify(undefined)
  }
  const endSubscription = bus.subscribe((subject, hint, isOwn) => {
    if (!isOwn) notify(subject, hint)
  }, readAgain)
  const endTimer = every(readAgainEveryMs, readAgain)

  return {
    isShared: true,
    announce(hint, subject) {
      bus.publish(subject, hint).catch(logError)
    },
    on(hint, run) {
      const listener = { hint, run }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close() {
      endTimer()
      endSubscription()
      listeners.clear()
    },
  }
}

function everyInterval(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => {
    clearInterval(timer)
  }
}
