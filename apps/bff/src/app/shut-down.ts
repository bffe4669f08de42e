import type { Server } from 'node:http'
import { settlesWithin } from '../promises/time-limit.ts'

/** All limits together stay below the 5 s that process supervisors allow at least. */
const drainWithinMs = 2_000
const signOutWithinMs = 2_000

/**
 * Stops serving, in this order: closes live connections, answers pending requests (a sign-in may still start a feed),
 * closes hubs, signs feeds out of Five9, and frees the port. Each step has a time limit.
 */
export async function shutDown(parts: {
  readonly server: Pick<Server, 'close' | 'closeAllConnections'>
  readonly sockets: { readonly close: () => void }
  readonly draining: { readonly drain: (withinMs: number) => Promise<void> }
  readonly hubs: { readonly close: () => void }
  readonly feeds: { readonly close: () => Promise<void> }
  readonly log: { readonly warn: (detail: object, message: string) => void }
}): Promise<void> {
  const { server, sockets, draining, hubs, feeds, log } = parts
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  sockets.close()
  await draining.drain(drainWithinMs)
  hubs.close()
  if (!(await settlesWithin(feeds.close(), signOutWithinMs)))
    log.warn({ waitedMs: signOutWithinMs }, 'Five9 did not answer the sign-out; the session expires there')
  server.closeAllConnections()
  await closed
}
