import { connect, type Socket } from 'node:net'
import { listen } from './listen.ts'

/** A server behind the balancer. */
export interface Backend {
  /** Its port on this machine now; undefined while it does not run. */
  readonly port: () => number | undefined
}

/**
 * A TCP balancer: each new connection goes to the server with the fewest, of those that answered their last check with 200.
 * The connections of a server that does not are closed, as HAProxy does with `on-marked-down shutdown-sessions`. As in
 * deploy/haproxy the check is of the node alone: while no node owns the feed, /readyz answers 503 on every node, and the
 * balancer would close the connections of all screens.
 */
export interface Balancer {
  readonly port: number
  readonly url: string
  /** Whether new connections go to this server. */
  readonly isReady: (index: number) => boolean
  /** The number of open connections to each server. */
  readonly connections: () => readonly number[]
  /** From now on new connections go to the servers in turn, or again to the one with the fewest. */
  readonly alternate: (isOn: boolean) => void
  /** Resets every connection. */
  readonly reset: () => void
  readonly close: () => Promise<void>
}

const checkEveryMs = 250
const checkWithinMs = 1_000
/** A server is out after this many failed checks in a row, and back after one good one. */
const failuresUntilOut = 2

async function isAnswering(port: number | undefined): Promise<boolean> {
  if (port === undefined) return false
  try {
    const { status, body } = await fetch(`http://127.0.0.1:${port}/readyz?scope=node`, {
      signal: AbortSignal.timeout(checkWithinMs),
    })
    await body?.cancel()
    return status === 200
  } catch {
    return false // dead, stopped or cut off
  }
}

/** Passes bytes on until one side ends. */
function join(client: Socket, server: Socket, onEnd: () => void): void {
  client.pipe(server)
  server.pipe(client)
  const end = () => {
    client.destroy()
    server.destroy()
    onEnd()
  }
  for (const socket of [client, server]) {
    socket.setNoDelay(true)
    socket.once('error', end)
    socket.once('close', end)
  }
}

/** Starts a balancer on any free port. It checks every server four times a second. */
export async function startBalancer(backends: readonly Backend[]): Promise<Balancer> {
  const states = backends.map(() => ({ isReady: false, failures: 0, open: new Set<Socket>() }))
  let isClosed = false

  async function check(index: number): Promise<void> {
    const state = states[index]
    if (state === undefined) return
    while (!isClosed) {
      const isReady = await isAnswering(backends[index]?.port())
      state.failures = isReady ? 0 : state.failures + 1
      if (isReady) state.isReady = true
      else if (state.failures >= failuresUntilOut) {
        state.isReady = false
        for (const client of state.open) client.resetAndDestroy()
      }
      await new Promise((resolve) => setTimeout(resolve, checkEveryMs))
    }
  }

  let isAlternating = false
  let turn = 0

  /** The servers to try for a new connection, in order: those with the fewest connections first, or the next ones. */
  function candidates(): readonly number[] {
    const loadOf = (index: number) => states[index]?.open.size ?? 0
    const ready = backends.map((_, index) => index).filter((index) => states[index]?.isReady)
    if (!isAlternating) return ready.sort((one, other) => loadOf(one) - loadOf(other))
    turn += 1
    return ready.map((_, index) => ready[(index + turn) % ready.length] ?? 0)
  }

  function open(client: Socket, [index, ...others]: readonly number[]): void {
    const port = index === undefined ? undefined : backends[index]?.port()
    const state = index === undefined ? undefined : states[index]
    if (port === undefined || state === undefined) {
      if (others.length === 0) client.resetAndDestroy()
      else open(client, others)
      return
    }
    const server = connect(port, '127.0.0.1')
    const refused = () => {
      open(client, others)
    }
    server.once('error', refused)
    server.once('connect', () => {
      server.off('error', refused)
      state.open.add(client)
      join(client, server, () => state.open.delete(client))
    })
  }

  const clients = new Set<Socket>()
  const { server, port } = await listen((client) => {
    clients.add(client)
    client.on('error', () => client.destroy())
    client.once('close', () => clients.delete(client))
    open(client, candidates())
  })
  const checking = backends.map((_, index) => check(index))
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    isReady: (index) => states[index]?.isReady ?? false,
    connections: () => states.map(({ open: sockets }) => sockets.size),
    alternate(isOn) {
      isAlternating = isOn
    },
    reset() {
      for (const client of clients) client.resetAndDestroy()
    },
    async close() {
      isClosed = true
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const client of clients) client.destroy()
      })
      await Promise.all(checking)
    },
  }
}
