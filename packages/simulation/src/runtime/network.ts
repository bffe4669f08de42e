import { createConnection, type Connection } from './connection.ts'
import type { Path } from './path.ts'
import type { Process } from './process.ts'
import type { HttpReply, HttpRequest, Runtime, SocketEnd } from './runtime.ts'

/** A program that accepts connections and requests. */
export interface Listener {
  readonly process: Process | undefined
  readonly connected: (request: {
    readonly url: string
    readonly from: Process
    readonly connection: Connection
  }) => void
  readonly requested: (request: HttpRequest) => HttpReply | 'no answer' | Promise<HttpReply>
}

export interface Network {
  readonly listen: (host: string, listener: Listener | undefined) => void
  readonly openSocket: Runtime['openSocket']
  readonly request: Runtime['request']
  /** The connections over a path that have not ended on both sides. */
  readonly connections: (path: Path) => readonly Connection[]
}

const unreachable = () => new TypeError('fetch failed')

/** Connects programs by host name. `pathOf` gives the path from a process to a host. */
export function createNetwork(
  runtime: Pick<Runtime, 'now' | 'at' | 'note'>,
  pathOf: (from: Process, host: string) => Path,
  watch: {
    readonly opened: (connection: Connection) => void
    readonly sent: (connection: Connection, data: string | Uint8Array) => void
    readonly delivered: (connection: Connection, data: string | Uint8Array) => void
  },
): Network {
  const { now, at } = runtime
  const listeners = new Map<string, Listener>()
  const connections = new Map<Path, Set<Connection>>()
  const hostOf = (url: string) => new URL(url).host

  function openSocket(process: Process, url: string): SocketEnd {
    const host = hostOf(url)
    const path = pathOf(process, host)
    const listener = listeners.get(host)
    const own = connections.get(path) ?? new Set<Connection>()
    connections.set(path, own)
    const connection = createConnection(runtime, {
      path,
      client: process,
      server: listener?.process,
      onOver: () => own.delete(connection),
      onSent: (data) => {
        watch.sent(connection, data)
      },
      onDelivered: (data) => {
        watch.delivered(connection, data)
      },
    })
    own.add(connection)
    watch.opened(connection)
    const killed = () => {
      connection.client.destroy()
    }
    process.onKilled.add(killed)
    if (path.downUntil > now()) connection.break() // its packets are lost: only the one who connects gives up
    at(Math.max(now() + path.random.integer(...path.latency), path.heldUntil), listener?.process, () => {
      if (listener === undefined || listeners.get(host) !== listener) connection.refuse()
      else listener.connected({ url, from: process, connection })
    })
    // The operating system of a killed process closes its connections.
    if (listener?.process !== undefined)
      listener.process.onKilled.add(() => {
        connection.server.destroy()
      })
    return connection.client
  }

  function request(process: Process, asked: HttpRequest): Promise<HttpReply> {
    const host = hostOf(asked.url)
    const path = pathOf(process, host)
    const delay = () => Math.max(now() + path.random.integer(...path.latency), path.heldUntil)
    return new Promise((resolve, reject) => {
      asked.signal?.addEventListener('abort', () => {
        reject(unreachable())
      })
      if (path.downUntil > now()) return
      const answer = (reply: HttpReply) => {
        at(delay(), process, () => {
          resolve(reply)
        })
      }
      at(delay(), undefined, () => {
        const reply = listeners.get(host)?.requested(asked)
        if (reply === undefined)
          at(delay(), process, () => {
            reject(unreachable())
          })
        else if (reply instanceof Promise) void reply.then(answer)
        else if (reply !== 'no answer') answer(reply)
      })
    })
  }

  return {
    openSocket,
    request,
    listen(host, listener) {
      if (listener === undefined) listeners.delete(host)
      else listeners.set(host, listener)
    },
    connections: (path) => [...(connections.get(path) ?? [])],
  }
}
