import { ConnectionLost, type Five9Error } from '../errors.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import { createDataMonitor, type DataMonitorDeps } from './data-monitor.ts'

/** A connection that is open. */
export interface OpenConnection {
  readonly socket: EventSocket
  /** Full statistics were received and could not be used: they are requested again. */
  readonly refreshFailed: () => void
  /** Asks Five9 whether the login is still valid, and ends the connection when it is not. */
  readonly checkLogin: () => void
}

export interface ConnectionDeps extends DataMonitorDeps {
  readonly pingEveryMs?: number | undefined
  readonly deadAfterMs?: number | undefined
  /** The whole socket key; used for this connection only. */
  readonly key: string
  readonly stopping: AbortSignal
  /** The socket is open. */
  readonly onOpen: (connection: OpenConnection) => void
}

const checkEveryMs = 250

/** Runs one supervisor socket until it ends. Resolves with the reason; rejects when the socket does not open. */
export async function runConnection(deps: ConnectionDeps): Promise<Five9Error> {
  const { client, stopping } = deps
  let end: (reason: Five9Error) => void = () => undefined
  const ended = new Promise<Five9Error>((resolve) => {
    end = resolve
  })
  const monitor = createDataMonitor(deps, (reason) => {
    end(reason)
  })
  const stopped = () => {
    end(new ConnectionLost('stopped', 'this program stopped the session'))
  }
  stopping.addEventListener('abort', stopped)
  const socket = await client
    .openSocket('supervisor', deps.key, {
      onClosed: end,
      onEvent: monitor.eventReceived,
      onRefusedFrame: monitor.frameRefused,
      pingEveryMs: deps.pingEveryMs,
      deadAfterMs: deps.deadAfterMs,
    })
    .catch((error: unknown) => {
      stopping.removeEventListener('abort', stopped)
      throw error
    })
  const watching = setInterval(monitor.check, checkEveryMs)
  try {
    const { refreshFailed, checkLogin } = monitor
    deps.onOpen({ socket, refreshFailed, checkLogin })
    deps.onChainBroken('new-connection')
    deps.onUp()
    await monitor.requestFullStatistics()
    return await ended
  } finally {
    clearInterval(watching)
    stopping.removeEventListener('abort', stopped)
    socket.close()
  }
}
