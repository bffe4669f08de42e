import type { Server } from 'node:http'

/** Together with the log's last lines less than the 5 s that supervisors of processes allow at least. */
const drainWithinMs = 2_000
const signOutWithinMs = 2_000

/** Waits for a promise, but not longer than a time; false when the time passed first. */
async function settlesWithin(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false)
  })
  const isSettled = await Promise.race([work.then(() => true), passed])
  clearTimeout(timer)
  return isSettled
}

/**
 * Ends what the server does for others, in this order: screens are told, requests under way are answered (a sign-in may
 * still start a feed), feeds sign out of Five9, and the port is free. Each step has a limit.
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
    log.warn(
      { waitedMs: signOutWithinMs },
      'Five9 did not answer the sign-out; the session there ends by itself',
    )
  server.closeAllConnections()
  await closed
}
