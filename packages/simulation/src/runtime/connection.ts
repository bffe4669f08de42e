import type { Path } from './path.ts'
import type { Process } from './process.ts'
import type { Runtime, SocketEnd } from './runtime.ts'

type Data = string | Uint8Array

/** A side of a connection, with what only the network may do to it. */
export interface End extends SocketEnd {
  readonly owner: Process | undefined
  /** A ping, which the peer's system answers, however busy the program there is. */
  readonly ping: (answered: () => void) => void
}

/** A connection between two programs: in order, without loss, until it breaks. */
export interface Connection {
  readonly path: Path
  readonly client: End
  readonly server: End
  readonly isUp: () => boolean
  readonly hasEnded: () => boolean
  /** The one who connected has not let go of it. */
  readonly isHeldByClient: () => boolean
  /** The server takes the connection; what it sends comes after that. */
  readonly accept: () => void
  /** The server, or the system that it runs on, does not take it. */
  readonly refuse: () => void
  /** Both sides learn at once that it is over. */
  readonly cut: () => void
  /** Nothing passes any more, and no end is notified. */
  readonly break: () => void
}

interface Side {
  readonly owner: Process | undefined
  end: End
  state: 'connecting' | 'open' | 'closing' | 'closed'
  arrivesAt: number
  bytesUnderway: number
  isPaused: boolean
  readonly unread: Data[]
  /** What arrives next, oldest first. */
  readonly underway: (() => void)[]
}

/** How long a side that closed waits for its peer to answer. */
const closeTimeoutMs = 30_000
const nothing = () => undefined
export const abnormal = 1006

export function createConnection(
  { now, at, note }: Pick<Runtime, 'now' | 'at' | 'note'>,
  given: {
    readonly path: Path
    readonly client: Process | undefined
    readonly server: Process | undefined
    readonly onOver: () => void
    /** Sees what the server sends, before anything on the way does. */
    readonly onSent: (data: Data) => void
    /** Sees what the client is about to read. */
    readonly onDelivered: (data: Data) => void
  },
): Connection {
  const { path } = given
  let isBroken = false
  let isOver = false
  const client = sideOf(given.client)
  const server = sideOf(given.server)
  client.end = endOf(client, server)
  server.end = endOf(server, client)

  function sideOf(owner: Process | undefined): Side {
    const side = {
      owner,
      state: 'connecting',
      arrivesAt: 0,
      bytesUnderway: 0,
      isPaused: false,
      unread: [],
      underway: [],
    } as const
    return { ...side, unread: [], underway: [], end: idle }
  }

  /** Does something at a side after the delay of the way, after all that was sent to it before. */
  function arrive(side: Side, run: () => void): void {
    const latencyMs = path.random.integer(...path.latency)
    const heldUntil = () =>
      side === client ? path.heldUntil : Math.max(path.heldUntil, path.answersHeldUntil)
    side.arrivesAt = Math.max(side.arrivesAt, now() + latencyMs, heldUntil())
    side.underway.push(run)
    const arrival = () => {
      if (isBroken || side.state === 'closed') return
      if (heldUntil() > now()) {
        side.arrivesAt = Math.max(side.arrivesAt, heldUntil())
        at(heldUntil(), side.owner, arrival)
      } else side.underway.shift()?.() // the oldest, whatever was held up for how long
    }
    at(side.arrivesAt, side.owner, arrival)
  }

  function closed(side: Side, code: number): void {
    if (side.state === 'closed') return
    side.state = 'closed'
    if (client.state === 'closed' && server.state === 'closed' && !isOver) {
      isOver = true
      given.onOver()
    }
    side.end.onClose(code)
  }

  function deliver(side: Side, data: Data): void {
    if (side.isPaused || side.unread.length > 0) side.unread.push(data)
    else read(side, data)
  }

  function read(side: Side, data: Data): void {
    side.bytesUnderway -= data.length
    note(typeof data === 'string' ? data : String(data.length))
    if (side === client) given.onDelivered(data)
    side.end.onMessage(data)
  }

  function send(to: Side, data: Data): void {
    to.bytesUnderway += data.length
    arrive(to, () => {
      deliver(to, data)
    })
  }

  function endOf(own: Side, peer: Side): End {
    return {
      owner: own.owner,
      onOpen: nothing,
      onMessage: nothing,
      onClose: nothing,
      isOpen: () => own.state === 'open',
      bufferedBytes: () => Math.max(0, peer.bytesUnderway - path.windowBytes),
      send(data) {
        if (own.state !== 'open') return
        const isToClient = peer === client
        if (isToClient) given.onSent(data)
        const sent = isToClient && typeof data === 'string' ? (path.mangle?.(data) ?? [data]) : [data]
        for (const each of sent) send(peer, each)
      },
      close(code = 1005) {
        if (own.state === 'closed' || own.state === 'closing') return
        own.state = 'closing'
        arrive(peer, () => {
          closed(peer, code)
          arrive(own, () => {
            closed(own, code)
          })
        })
        at(now() + closeTimeoutMs, own.owner, () => {
          closed(own, abnormal)
        })
      },
      destroy() {
        if (own.state === 'closed') return
        own.state = 'closed'
        arrive(peer, () => {
          closed(peer, abnormal)
        })
        if (peer.state === 'closed' && !isOver) {
          isOver = true
          given.onOver()
        }
      },
      ping(answered) {
        const latencyMs = () => path.random.integer(...path.latency)
        at(Math.max(now() + latencyMs() + latencyMs(), path.heldUntil), own.owner, () => {
          if (!isBroken && own.state === 'open' && peer.state === 'open') answered()
        })
      },
      pause() {
        own.isPaused = true
      },
      resume() {
        if (!own.isPaused) return
        own.isPaused = false
        at(now(), own.owner, () => {
          // What a connection held when it ended is lost with it.
          while (!own.isPaused && own.state === 'open') {
            const data = own.unread.shift()
            if (data === undefined) return
            read(own, data)
          }
        })
      },
    }
  }

  return {
    path,
    client: client.end,
    server: server.end,
    hasEnded: () => server.state === 'closed',
    isHeldByClient: () =>
      client.state !== 'closed' && client.state !== 'closing' && client.owner?.isAlive !== false,
    isUp: () => !isBroken && client.state === 'open' && server.state === 'open',
    accept() {
      if (server.state !== 'connecting') return
      server.state = 'open'
      arrive(client, () => {
        if (client.state !== 'connecting') return
        client.state = 'open'
        client.end.onOpen()
      })
    },
    refuse() {
      server.state = 'closed'
      arrive(client, () => {
        closed(client, abnormal)
      })
    },
    cut() {
      for (const side of [client, server])
        arrive(side, () => {
          closed(side, abnormal)
        })
    },
    break() {
      isBroken = true
    },
  }
}

const idle: End = {
  owner: undefined,
  onOpen: nothing,
  onMessage: nothing,
  onClose: nothing,
  send: nothing,
  close: nothing,
  destroy: nothing,
  pause: nothing,
  resume: nothing,
  ping: nothing,
  bufferedBytes: () => 0,
  isOpen: () => false,
}
