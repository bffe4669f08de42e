import type { Path } from './path.ts'
import type { Process } from './process.ts'
import type { Runtime } from './runtime.ts'
import { abnormal, createEnd } from './end.ts'
import { createSide, type Data, type End, type Side } from './side.ts'
import { createTransport } from './transport.ts'

/** A connection between two programs: in order, without loss, until it breaks. */
export interface Connection {
  readonly path: Path
  readonly client: End
  readonly server: End
  readonly isUp: () => boolean
  readonly hasEnded: () => boolean
  /** The program that connected has not closed it. */
  readonly isHeldByClient: () => boolean
  /** The server accepts the connection; what it sends arrives after that. */
  readonly accept: () => void
  /** The server, or the system that it runs on, refuses the connection. */
  readonly refuse: () => void
  /** Both sides learn at once that it is over. */
  readonly cut: () => void
  /** Nothing passes any more, and neither end is notified. */
  readonly break: () => void
}

export function createConnection(
  runtime: Pick<Runtime, 'now' | 'at' | 'note'>,
  options: {
    readonly path: Path
    readonly client: Process | undefined
    readonly server: Process | undefined
    readonly onOver: () => void
    /** Sees what the server sends, before the path acts on it. */
    readonly onSent: (data: Data) => void
    /** Sees what the client is about to read. */
    readonly onDelivered: (data: Data) => void
  },
): Connection {
  const { path } = options
  let isOver = false
  const client = createSide(options.client)
  const server = createSide(options.server)
  const transport = createTransport(runtime, { path, client, onDelivered: options.onDelivered })
  const ends = { runtime, path, transport, send, closed, destroyed: endIfClosed }
  client.end = createEnd(client, server, ends)
  server.end = createEnd(server, client, ends)

  function endIfClosed(): void {
    if (isOver || client.state !== 'closed' || server.state !== 'closed') return
    isOver = true
    options.onOver()
  }

  function closed(side: Side, code: number): void {
    if (side.state === 'closed') return
    side.state = 'closed'
    endIfClosed()
    side.end.onClose(code)
  }

  function send(to: Side, data: Data): void {
    const isToClient = to === client
    if (isToClient) options.onSent(data)
    const sent = isToClient && typeof data === 'string' ? (path.mangle?.(data) ?? [data]) : [data]
    for (const each of sent) transport.send(to, each)
  }

  function accept(): void {
    if (server.state !== 'connecting') return
    server.state = 'open'
    transport.arrive(client, () => {
      if (client.state !== 'connecting') return
      client.state = 'open'
      client.end.onOpen()
    })
  }

  return {
    path,
    client: client.end,
    server: server.end,
    hasEnded: () => server.state === 'closed',
    isHeldByClient: () =>
      client.state !== 'closed' && client.state !== 'closing' && client.owner?.isAlive !== false,
    isUp: () => !transport.isBroken() && client.state === 'open' && server.state === 'open',
    accept,
    refuse() {
      server.state = 'closed'
      transport.arrive(client, () => {
        closed(client, abnormal)
      })
    },
    cut() {
      for (const side of [client, server])
        transport.arrive(side, () => {
          closed(side, abnormal)
        })
    },
    break: transport.break,
  }
}
