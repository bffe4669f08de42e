import { EventId } from '@wallboard/five9/identifiers'
import { createFaultSwitches, type FaultSwitches } from './faults/fault-switches.ts'
import { createFloorDriver, type FloorDriver } from './floor-driver.ts'
import type { SimulatorOptions } from './options.ts'
import { createApp } from './server/app.ts'
import { createDomainFeed, type DomainFeed } from './server/domain-feed.ts'
import { createEventSource, type EventSource } from './server/event-source.ts'
import { createHosts, type Hosts } from './server/hosts.ts'
import { createSessions, type Sessions } from './server/sessions.ts'
import { createSockets, type Sockets } from './server/sockets.ts'
import type { Simulator } from './simulated-domain.ts'

/** The parts of a simulated domain, connected but not listening yet. */
export interface SimulatedServer {
  readonly driver: FloorDriver
  readonly faults: FaultSwitches
  readonly sessions: Sessions
  readonly hosts: Hosts
  readonly events: EventSource
  readonly feed: DomainFeed
  readonly sockets: Sockets
  readonly setPermissions: (names: readonly string[]) => void
}

export function createSimulatedServer(
  options: SimulatorOptions,
  simulator: () => Simulator,
): SimulatedServer {
  const faults = createFaultSwitches((before, now) => {
    if (now.halfOpen && !before.halfOpen) sockets.freeze()
    if (before.halfOpen && !now.halfOpen) sockets.cutFrozen()
  })
  const driver = createFloorDriver({
    options,
    faults,
    events: () => events,
    sendToAll: (frame) => {
      sockets.tell(frame)
    },
  })
  let permissions = options.permissions
  let isNewSessionUnserved = false
  const sessions = createSessions({
    options,
    faults: faults.current,
    started: (role) => {
      if (role === 'supervisor') isNewSessionUnserved = true
      sockets.tell(events.addressed(EventId.EVENT_STATION_UPDATED, null), role)
    },
    loginStateChanged: (role, state) => {
      sockets.tell(events.addressed(EventId.EVENT_LOGIN_STATE_UPDATED, null, state), role)
    },
    tokensDied: (ids) => {
      sockets.tokensDied(ids)
    },
  })
  const hosts = createHosts(options, faults.current)
  const events = createEventSource({
    sessions,
    userName: options.username,
    activeHost: hosts.active,
    faults: faults.current,
  })
  const feed = createDomainFeed({ rows: driver.rows, faults, events, sockets: () => sockets })
  const sockets = createSockets({
    hosts: hosts.all,
    sessions,
    faults,
    event: events.plain,
    onSupervisor: (send) => {
      driver.advance()
      if (faults.current().incrementalFirst) {
        feed.sendCurrentAsUpdates(send)
        return
      }
      if (!isNewSessionUnserved) return
      isNewSessionUnserved = false
      feed.sendFull(send)
    },
  })
  for (const host of hosts.all) {
    const app = createApp({
      options,
      sessions,
      floor: driver.floor,
      faults,
      hosts,
      host,
      domainNow: () => Date.now() + faults.current().clockSkewMs,
      sendFullStatistics: () => {
        driver.advance()
        feed.sendFull(sockets.broadcast)
      },
      permissions: () => permissions,
      sendToAgent: (eventId, payLoad) => {
        sockets.tell(events.addressed(eventId, 'UPDATED', payLoad), 'agent')
      },
      simulator,
    })
    host.server.on('request', app)
  }
  return {
    ...{ driver, faults, sessions, hosts, events, feed, sockets },
    setPermissions(names) {
      permissions = names
      sockets.broadcast(events.plain(EventId.EVENT_SUP_PERMISSIONS_UPDATED, 'UPDATED'))
    },
  }
}
