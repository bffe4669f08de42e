import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** A connection without a complete request is closed after this time. */
const firstRequestWithinMs = 5_000

/**
 * Limits the TCP connections of a server before authentication: in total, per address, and in the time to the first
 * request. Live connections have lower limits of their own, so that pages can still load.
 */
export function limitConnections(
  server: Server,
  limits: {
    readonly inAll: number
    readonly perAddress: number
    /** Groups the addresses that one client can choose from; undefined for a proxy, which serves many clients. */
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
    }
    waiting.set(socket, setTimeout(() => socket.destroy(), firstRequestWithinMs).unref())
    // `once` would keep a record of its own for as long as the connection is open.
    socket.on('close', () => {
      endWait(socket)
      if (group !== undefined) release(group)
    })
  })

  function release(group: string): void {
    const left = (counts.get(group) ?? 1) - 1
    if (left > 0) counts.set(group, left)
    else counts.delete(group)
  }
  function endWait(socket: Socket): void {
    clearTimeout(waiting.get(socket))
    waiting.delete(socket)
  }
  const requested = ({ socket }: { readonly socket: Socket }) => {
    endWait(socket)
  }
  server.on('request', requested)
  server.on('upgrade', requested)
}
