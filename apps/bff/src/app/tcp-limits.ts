import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** A connection that has not sent a whole request by then is closed. */
const firstRequestWithinMs = 5_000

/**
 * Limits the connections of a server before anybody knows who is at the other end: in all, for one address, and in the
 * time to the first request. Screens have lower limits of their own; what is left is for the requests of a page.
 */
export function limitConnections(
  server: Server,
  limits: {
    readonly inAll: number
    readonly perAddress: number
    /** Groups addresses that one visitor can choose from; undefined for one that stands for many visitors. */
    readonly groupOf: (address: string) => string | undefined
  },
): void {
  const counts = new Map<string, number>()
  const waiting = new WeakMap<Socket, NodeJS.Timeout>()
  server.maxConnections = limits.inAll

  server.on('connection', (socket: Socket) => {
    const group = limits.groupOf(socket.remoteAddress ?? '')
    if (group !== undefined) {
      const count = (counts.get(group) ?? 0) + 1
      if (count > limits.perAddress) {
        socket.destroy()
        return
      }
      counts.set(group, count)
      socket.once('close', () => {
        const left = (counts.get(group) ?? 1) - 1
        if (left > 0) counts.set(group, left)
        else counts.delete(group)
      })
    }
    const timer = setTimeout(() => socket.destroy(), firstRequestWithinMs).unref()
    waiting.set(socket, timer)
    socket.once('close', () => {
      clearTimeout(timer)
    })
  })

  const requested = ({ socket }: { readonly socket: Socket }) => {
    clearTimeout(waiting.get(socket))
  }
  server.on('request', requested)
  server.on('upgrade', requested)
}
