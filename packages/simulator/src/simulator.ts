import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { EventId } from '@wallboard/five9/events'
import { createApp } from './server/app.ts'
import { createFloor } from './floor/index.ts'
import type { Simulator } from './simulated-domain.ts'
import { defaultOptions, type SimulatorOptions } from './options.ts'
import { eventFrame, type Addressee } from './server/envelope.ts'
import { createSessions } from './server/sessions.ts'
import { createSockets } from './server/sockets.ts'
import { createStatisticsStream, fullPayload } from './server/statistics-stream.ts'

/** How often rows in which only a running time moved are sent, in milliseconds. */
const timeDrivenEveryMs = 5_000

/** Starts a Five9 domain on this machine. Rejects when the port is taken. */
export async function createSimulator(given: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const options = { ...defaultOptions, ...given }
  const floor = createFloor({ ...options, startAt: Date.now() })
  const stream = createStatisticsStream()
  const newSession = { isUnserved: false }
  const sessions = createSessions(options, (role) => {
    if (role === 'supervisor') newSession.isUnserved = true
  })
  let isSilent = false
  let messages = 0
  let clock = { isRunning: true, real: Date.now(), floor: floor.now() }
  let lastEverythingAt = 0

  function advance(): void {
    if (clock.isRunning) floor.advanceTo(clock.floor + (Date.now() - clock.real) * options.speed)
  }

  /** Numbered as Five9's statistics are, and for everybody unless addressed. */
  function frame(eventId: string, payLoad: unknown, to?: Addressee): string {
    messages += 1
    const messageId = `${messages}:3:4:5:${sessions.farmId}:1115`
    const addressed = to === undefined ? {} : { to }
    return eventFrame({
      eventId,
      eventReason: 'UPDATED',
      payLoad,
      tenantId: sessions.orgId,
      messageId,
      ...addressed,
    })
  }

  function sendChanges(everything: boolean): void {
    const blocks = stream.next(floor.rows(), everything)
    if (blocks.length > 0 && !isSilent) sockets.broadcast(frame(EventId.IncrementalStatistics, blocks))
  }

  function tick(): void {
    advance()
    const now = Date.now()
    const isDue = now - lastEverythingAt >= timeDrivenEveryMs
    if (isDue) lastEverythingAt = now
    sendChanges(isDue)
  }

  /** Changes go first, so that a 5000 and the 5012 after it have the same base. */
  function sendFullStatistics(send: (text: string) => void): void {
    if (isSilent) return
    advance()
    sendChanges(true)
    const to = { userId: sessions.userId, userName: options.username }
    send(frame(EventId.FullStatistics, fullPayload(floor.rows()), to))
  }

  const app = createApp({
    options,
    sessions,
    floor,
    port: () => port,
    sendFullStatistics: () => {
      sendFullStatistics((text) => {
        sockets.broadcast(text)
      })
    },
    simulator: () => simulator,
  })
  const server =
    options.tls === undefined
      ? createHttpServer(app)
      : createTlsServer(
          { cert: readFileSync(options.tls.certPath), key: readFileSync(options.tls.keyPath) },
          app,
        )
  const connections = new Set<Socket>()
  server.on('connection', (connection: Socket) => {
    connections.add(connection)
    connection.once('close', () => connections.delete(connection))
  })
  const sockets = createSockets({
    server,
    sessions,
    onSupervisor: (send) => {
      if (!newSession.isUnserved) return
      newSession.isUnserved = false
      sendFullStatistics(send)
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const port = portOf(server.address())
  const ticking = setInterval(tick, options.cadenceMs)
  const origin = `${options.tls === undefined ? 'http' : 'https'}://${options.advertisedHost}:${port}`

  function queuesChanged(): void {
    if (isSilent) return
    sockets.broadcast(frame(EventId.SkillsInvalidated, null))
    sendChanges(false)
  }

  function setClock(isRunning: boolean): void {
    advance()
    clock = { isRunning, real: Date.now(), floor: floor.now() }
  }

  const simulator: Simulator = {
    loginUrl: `${origin}/appsvcs/rs/svc/auth/login`,
    origin,
    port,
    truth() {
      advance()
      return { asOf: floor.now(), queues: floor.queues(), sources: Object.fromEntries(floor.rows()) }
    },
    addQueue(name) {
      const id = floor.addQueue(name)
      queuesChanged()
      return id
    },
    renameQueue(id, name) {
      const isKnown = floor.renameQueue(id, name)
      if (isKnown) queuesChanged()
      return isKnown
    },
    removeQueue(id) {
      const isKnown = floor.removeQueue(id)
      if (isKnown) queuesChanged()
      return isKnown
    },
    pause() {
      setClock(false)
      sendChanges(true)
    },
    resume: () => {
      setClock(true)
    },
    sendRaw: (text) => {
      sockets.broadcast(text)
    },
    dropSockets: () => {
      sockets.drop()
    },
    silence: (isOn) => {
      isSilent = isOn
    },
    holdElsewhere: () => {
      sessions.holdElsewhere()
    },
    expireTokens: () => {
      sessions.killTokens()
    },
    socketCount: () => sockets.count(),
    async close() {
      clearInterval(ticking)
      sockets.close()
      for (const connection of connections) connection.destroy()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
  return simulator
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the simulator listens on no TCP port')
  return address.port
}
