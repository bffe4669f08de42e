import type { RequestHandler, Response } from 'express'
import { sendError, type Denial } from './app-error.ts'

/** Tracks pending requests, so that a stop can wait for them. */
export interface Draining {
  readonly handler: RequestHandler
  readonly isDraining: () => boolean
  /**
   * Refuses new requests from now on. Resolves when the pending ones have been answered; after `withinMs` milliseconds
   * the remaining ones are answered 503.
   */
  readonly drain: (withinMs: number) => Promise<void>
}

const stopping: Denial = { status: 503, body: { code: 'stopping' } }

export function createDraining(): Draining {
  const pending = new Set<Response>()
  const waiters = new Set<() => void>()
  let isStopping = false

  function refuse(response: Response): void {
    response.set({ Connection: 'close', 'Retry-After': '5' })
    sendError(response, stopping)
  }

  return {
    isDraining: () => isStopping,
    handler(request, response, next) {
      // `/readyz` says that the server stops, in the form of all its replies.
      if (isStopping && request.path !== '/readyz') {
        refuse(response)
        return
      }
      pending.add(response)
      response.once('close', () => {
        pending.delete(response)
        if (pending.size === 0) for (const resolve of waiters) resolve()
      })
      next()
    },
    async drain(withinMs) {
      isStopping = true
      if (pending.size === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs)
        waiters.add(() => {
          clearTimeout(timer)
          resolve()
        })
      })
      for (const response of pending) if (!response.headersSent) refuse(response)
    },
  }
}
