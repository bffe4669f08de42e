import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Faults } from '../faults/fault-record.ts'
import type { SimulatorOptions } from '../options.ts'

/** One data centre of the domain, on its own port. */
export interface Host {
  readonly name: string
  readonly farmId: string
  readonly server: Server
  readonly port: () => number
  readonly isActive: () => boolean
}

/** The two data centres. One is active; the other answers sign-ins and refuses other calls. */
export interface Hosts {
  readonly all: readonly [Host, Host]
  readonly active: () => Host
  /** Makes the other data centre active. */
  readonly switchOver: () => void
  readonly origin: (host: Host) => string
  /** The `metadata` of a login reply: the active data centre is the first. Ports are text, as Five9 sends them. */
  readonly metadata: () => unknown
  /** Rejects when a port is taken. */
  readonly listen: () => Promise<void>
  /** Destroys every connection. */
  readonly close: () => Promise<void>
}

export function createHosts(options: SimulatorOptions, faults: () => Faults): Hosts {
  const connections = new Set<Socket>()
  let activeFarm = '149'

  function newHost(name: string, farmId: string): Host {
    const server = newServer(options)
    server.on('connection', (connection: Socket) => {
      connections.add(connection)
      connection.once('close', () => connections.delete(connection))
    })
    return {
      name,
      farmId,
      server,
      port: () => portOf(server.address()),
      isActive: () => farmId === activeFarm,
    }
  }

  const first = newHost('Atlanta', '149')
  const second = newHost('Santa Clara', '252')
  const active = () => (first.isActive() ? first : second)
  const other = () => (first.isActive() ? second : first)

  function centre(host: Host) {
    const port = String(host.port())
    const urls = [{ host: options.advertisedHost, port, routeKey: `R${host.farmId}`, version: '13.0.183' }]
    return { name: host.name, active: host.isActive(), uiUrls: urls, apiUrls: urls, loginUrls: urls }
  }

  return {
    all: [first, second],
    active,
    switchOver: () => {
      activeFarm = other().farmId
    },
    origin: (host) =>
      `${options.tls === undefined ? 'http' : 'https'}://${options.advertisedHost}:${host.port()}`,
    metadata() {
      const centres = [centre(active()), centre(other())]
      return {
        freedomUrl: `https://${options.advertisedHost}`,
        dataCenters: faults().inactiveCentreFirst ? centres.reverse() : centres,
      }
    },
    async listen() {
      await listenOn(first.server, options.port, options.host)
      try {
        await listenOn(second.server, options.secondPort, options.host)
      } catch (error) {
        first.server.close()
        throw error
      }
    },
    async close() {
      const closed = [first, second].map(
        ({ server }) =>
          new Promise<void>((resolve) => {
            server.close(() => {
              resolve()
            })
          }),
      )
      for (const connection of connections) connection.destroy()
      await Promise.all(closed)
    },
  }
}

function newServer({ tls }: SimulatorOptions): Server {
  if (tls === undefined) return createHttpServer()
  return createTlsServer({ cert: readFileSync(tls.certPath), key: readFileSync(tls.keyPath) })
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the simulator listens on no TCP port')
  return address.port
}
