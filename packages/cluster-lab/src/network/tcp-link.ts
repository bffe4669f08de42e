import { connect, type Socket } from 'node:net'
import { listen } from './listen.ts'

/**
 * What happens to the bytes of one direction. `held`: they wait and arrive once the link is whole again, as in TCP after a
 * short partition. `lost`: they are dropped, as after a firewall has forgotten the connection, so connections that lost
 * bytes are reset once the link is whole again. In both cases the sockets of both sides stay open meanwhile.
 */
export type Passage = 'open' | 'held' | 'lost'

export const directions = ['toTarget', 'fromTarget'] as const
export type Direction = (typeof directions)[number]

/** A TCP proxy between a program and a server, in which each direction can be cut. */
export interface TcpLink {
  readonly port: number
  /** Sets what happens to bytes, and to new connections, from now on. Directions that are not named stay as they are. */
  readonly cut: (passages: Partial<Record<Direction, Passage>>) => void
  /** Opens both directions. */
  readonly mend: () => void
  /** Resets every connection. */
  readonly reset: () => void
  /** The number of open connections. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

export interface TcpLinkOptions {
  /** The port of the server on this machine; read for each connection. */
  readonly target: () => number
  /** Called with the bytes of each read, before they are cut; returns the bytes to pass on. */
  readonly onBytes?: (direction: Direction, bytes: Buffer) => Buffer
}

/** Bytes, the end of a direction, or the loss of the connection. */
type Piece = Buffer | 'end' | 'loss'

/** One direction of a connection. */
interface Flow {
  readonly from: Socket
  readonly to: Socket
  /** What has not been passed on. */
  readonly waiting: Piece[]
  heldBytes: number
  hasEnded: boolean
  hasLost: boolean
}
type Connection = Readonly<Record<Direction, Flow>>

const newFlow = (from: Socket, to: Socket): Flow => ({
  ...{ from, to, waiting: [] },
  ...{ heldBytes: 0, hasEnded: false, hasLost: false },
})

/** Held bytes of one direction beyond this number are a mistake of a test. */
const maxHeldBytes = 200_000_000

function pass(flow: Flow, passage: Passage): void {
  if (passage === 'held') {
    if (flow.heldBytes > maxHeldBytes) throw new Error('a cut link holds more than 200 MB')
    return
  }
  flow.heldBytes = 0
  for (const piece of flow.waiting.splice(0)) {
    if (passage === 'lost') flow.hasLost = true
    else if (piece === 'end') flow.to.end()
    else if (piece === 'loss') flow.to.resetAndDestroy()
    else flow.to.write(piece)
  }
}

function resetBoth({ toTarget }: Connection): void {
  toTarget.from.resetAndDestroy()
  toTarget.to.resetAndDestroy()
}

/** Starts a link to a server on this machine. */
export async function createTcpLink({
  target,
  onBytes = (_direction, bytes) => bytes,
}: TcpLinkOptions): Promise<TcpLink> {
  const passages: Record<Direction, Passage> = { toTarget: 'open', fromTarget: 'open' }
  const connections = new Set<Connection>()

  function connected(client: Socket): void {
    const server = connect({ port: target(), host: '127.0.0.1', allowHalfOpen: true })
    const connection = { toTarget: newFlow(client, server), fromTarget: newFlow(server, client) }
    connections.add(connection)
    for (const direction of directions) {
      const flow = connection[direction]
      function received(piece: Piece): void {
        if (typeof piece !== 'string') flow.heldBytes += piece.length
        flow.waiting.push(piece)
        pass(flow, passages[direction])
      }
      flow.from.setNoDelay(true)
      flow.from.on('data', (bytes: Buffer) => {
        received(onBytes(direction, bytes))
      })
      flow.from.on('end', () => {
        flow.hasEnded = true
        received('end')
      })
      flow.from.on('error', () => flow.from.destroy())
      flow.from.on('close', () => {
        if (!flow.hasEnded) received('loss')
        if (flow.to.destroyed) connections.delete(connection)
      })
    }
  }

  function cut(changes: Partial<Record<Direction, Passage>>): void {
    Object.assign(passages, changes)
    const isOpen = directions.every((direction) => passages[direction] === 'open')
    for (const connection of connections) {
      if (isOpen && directions.some((direction) => connection[direction].hasLost)) resetBoth(connection)
      else for (const direction of directions) pass(connection[direction], passages[direction])
    }
  }

  function reset(): void {
    for (const connection of connections) resetBoth(connection)
  }

  const { server, port } = await listen(connected)
  return {
    port,
    cut,
    mend: () => {
      cut({ toTarget: 'open', fromTarget: 'open' })
    },
    reset,
    connections: () => connections.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        cut({ toTarget: 'lost', fromTarget: 'lost' })
        reset()
      }),
  }
}
