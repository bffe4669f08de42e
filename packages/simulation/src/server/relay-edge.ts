import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { createConnectUrlParser, type Subscription } from '@wallboard/relay'
import { systemClocks } from '../../../../apps/bff/src/app/clocks.ts'
import type { Authenticate } from '../../../../apps/bff/src/live/connections/authentication.ts'
import type { ClientSocket } from '../../../../apps/bff/src/live/connections/connection.ts'
import { createConnections, type Connections } from '../../../../apps/bff/src/live/connections/connections.ts'
import type { Connection } from '../runtime/connection.ts'
import { messagesOf } from './relay-frames.ts'

/** The WebSocket edge of the server for the simulated network, in place of `live-sockets.ts`. */
export interface RelayEdge extends Omit<Connections<IncomingMessage>, 'upgradeRequested'> {
  /** A screen requests an upgrade, with the cookies of its browser. */
  readonly connected: (request: {
    readonly url: string
    readonly cookie: string
    readonly connection: Connection
  }) => void
}

const limits = { inAll: 1_000, perAddress: 1_000, perPerson: 100 }

function liveSocketOf({ server }: Connection, inflates: boolean): ClientSocket {
  return {
    send(frame) {
      for (const message of messagesOf(inflates ? frame.deflated() : frame.wire)) server.send(message)
    },
    bufferedBytes: server.bufferedBytes,
    ping: () => undefined,
    pause: server.pause,
    close: server.close,
    terminate: server.destroy,
  }
}

export function createRelayEdge(deps: {
  readonly admit: Authenticate<IncomingMessage>
  readonly sharesDeflate: boolean
  readonly failed: (error: unknown) => void
}): RelayEdge {
  const { upgradeRequested, ...connections } = createConnections({
    authenticate: deps.admit,
    limits,
    now: systemClocks.monotonic,
  })
  const parseConnectUrl = createConnectUrlParser()

  async function upgraded(url: string, cookie: string, connection: Connection): Promise<void> {
    const { server } = connection
    const target = parseConnectUrl(url.replace(/^ws:\/\/[^/]*/, ''))
    const upgrade = upgradeRequested('screen')
    if (target === undefined || upgrade === undefined) {
      connection.refuse()
      return
    }
    server.onClose = () => {
      upgrade.closed()
    }
    const request = new IncomingMessage(new Socket())
    request.headers.cookie = cookie
    if ((await upgrade.authenticate(request, target.role)) !== undefined) {
      connection.refuse()
      upgrade.closed()
      return
    }
    connection.accept()
    const subscription: Subscription | undefined = target.subscription.ok
      ? target.subscription.message
      : undefined
    const socket = liveSocketOf(connection, deps.sharesDeflate && subscription?.inflates === true)
    const peer = upgrade.open(
      {
        ...socket,
        ping() {
          server.ping(() => peer?.controlFrameReceived())
        },
        terminate() {
          server.destroy()
          setImmediate(() => {
            upgrade.closed()
          })
        },
      },
      subscription,
    )
    if (peer === undefined) return
    server.onMessage = (data) => {
      peer.bytesReceived(data.length)
      peer.messageReceived(typeof data === 'string' ? data : undefined)
    }
  }

  return {
    ...connections,
    connected({ url, cookie, connection }) {
      upgraded(url, cookie, connection).catch(deps.failed)
    },
  }
}
