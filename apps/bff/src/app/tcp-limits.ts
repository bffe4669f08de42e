import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** A connection without a complete request is closed after this time. */
const firstRequestWithinMs = 5_000

const groupOf = Symbol('group')
const waitOf = Symbol('wait for a request')
/** A connection with the group of addresses that it counts against, and its time to the first request. */
interface LimitedSocket extends Socket {
  [groupOf]?: string
  [waitOf]?: NodeJS.Timeout | undefined
}

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
  server.maxConnections = limits.inAll

  server.on('connection', (socket: LimitedSocket) => {
    const group = limits.groupOf(socket.remoteAddress ?? '')
    if (group !== undefined) {
      const count = (counts.get(group) ?? 0) + 1
      if (count > limits.perAddress) {
        socket.destroy()
        return
      }
      counts.set(group, count)
      socket[groupOf] = group
    }
    socket[waitOf] = setTimeout(() => socket.destroy(), firstRequestWithinMs).unref()
    // `once` would keep a record of its own for as long as the connection is open.
    socket.on('close', closed)
  })

  /** One function for all connections: a closure for each of thousands would take 100 bytes. */
  function closed(this: LimitedSocket): void {
    endWait(this)
    const group = this[groupOf]
    if (group !== undefined) release(group)
  }
  function release(group: string): void {
    const left = (counts.get(group) ?? 1) - 1
    if (left > 0) counts.set(group, left)
    else counts.delete(group)
  }
  const requested = ({ socket }: { readonly socket: LimitedSocket }) => {
    endWait(socket)
  }
  server.on('request', requested)
  server.on('upgrade', requested)
}

function endWait(socket: LimitedSocket): void {
  clearTimeout(socket[waitOf])
  socket[waitOf] = undefined
}
