import type { RequestHandler, Response } from 'express'
import { AppError } from './app-error.ts'

/** Requests under way, for a stop that waits for them. */
export interface Draining {
  readonly handler: RequestHandler
  /**
   * From now on new requests are refused. Resolves when those under way have been answered; after `withinMs` the rest is
   * answered 503.
   */
  readonly drain: (withinMs: number) => Promise<void>
}

const stopping = new AppError(503, 'stopping', 'The server is stopping. Try again in a moment.')

export function createDraining(): Draining {
  const underWay = new Set<Response>()
  const ended = new Set<() => void>()
  let isStopping = false

  function refuse(response: Response): void {
    const { code, message } = stopping
    response.set({ Connection: 'close', 'Retry-After': '5' })
    response.status(stopping.status).json({ error: { code, message } })
  }

  return {
    handler(_request, response, next) {
      if (isStopping) {
        refuse(response)
        return
      }
      underWay.add(response)
      response.once('close', () => {
        underWay.delete(response)
        if (underWay.size === 0) for (const resolve of ended) resolve()
      })
      next()
    },
    async drain(withinMs) {
      isStopping = true
      if (underWay.size === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs)
        ended.add(() => {
          clearTimeout(timer)
          resolve()
        })
      })
      for (const response of underWay) if (!response.headersSent) refuse(response)
    },
  }
}
