import { EventId } from '@wallboard/five9/identifiers'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultSwitches } from '../faults/fault-switches.ts'
import type { FloorDriver } from '../floor-driver.ts'
import type { SimulatedUser, SimulatorOptions } from '../options.ts'
import type { Simulator } from '../simulated-domain.ts'
import { createApp } from './app.ts'
import { tokenIdOf } from './credentials.ts'
import { createDomainFeed, type DomainFeed } from './domain-feed.ts'
import { createEventSource, type EventSource } from './event-source.ts'
import type { Host, Hosts } from './hosts.ts'
import { createSessions, type Sessions } from './sessions.ts'
import type { SignIn } from './rest-deps.ts'
import { createSockets, type Sockets } from './sockets.ts'
import { visibleFloor, visibleRows } from './visible-floor.ts'

/** What the domain holds for one of its users: sessions, sockets, and the rows that the user may see. */
export interface UserServer {
  readonly username: string
  readonly sessions: Sessions
  readonly events: EventSource
  readonly feed: DomainFeed
  readonly sockets: Sockets
  /** Whether a request carries a token of this user. */
  readonly owns: (request: IncomingMessage) => boolean
  readonly handle: (host: Host, request: IncomingMessage, response: ServerResponse) => void
  readonly setPermissions: (names: readonly string[]) => void
  /** Undefined: the whole domain. */
  readonly setQueues: (ids: readonly string[] | undefined) => void
}

interface UserServerDeps {
  readonly options: SimulatorOptions
  readonly user: SimulatedUser
  readonly userId: string
  readonly driver: FloorDriver
  readonly faults: FaultSwitches
  readonly hosts: Hosts
  /** Signs in any user of the domain. */
  readonly signIn: SignIn
  /** Whether this user's server answers a request. */
  readonly answers: (request: IncomingMessage) => boolean
  readonly simulator: () => Simulator
}

export function createUserServer(deps: UserServerDeps): UserServer {
  const { options, user, driver, faults, hosts } = deps
  let permissions = user.permissions ?? options.permissions
  let queues = user.queues && new Set(user.queues)
  let isNewSessionUnserved = false
  const visible = () => queues
  const sessions = createSessions({
    options: { ...options, username: user.username, password: user.password },
    userId: deps.userId,
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
  const events = createEventSource({
    sessions,
    userName: user.username,
    activeHost: hosts.active,
    faults: faults.current,
  })
  const feed = createDomainFeed({
    rows: () => visibleRows(driver.rows(), driver.floor, visible),
    ...{ faults, events, sockets: () => sockets },
  })
  const sockets = createSockets({
    hosts: hosts.all,
    answers: deps.answers,
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
  const apps = new Map(
    hosts.all.map((host) => [
      host,
      createApp({
        options,
        sessions,
        signIn: deps.signIn,
        floor: visibleFloor(driver.floor, visible),
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
        simulator: deps.simulator,
      }),
    ]),
  )
  const permissionsChanged = () => {
    sockets.broadcast(events.plain(EventId.EVENT_SUP_PERMISSIONS_UPDATED, 'UPDATED'))
  }
  return {
    ...{ username: user.username, sessions, events, feed, sockets },
    owns: (request) => sessions.find(tokenIdOf(request)) !== undefined,
    handle: (host, request, response) => {
      apps.get(host)?.(request, response)
    },
    setPermissions(names) {
      permissions = names
      permissionsChanged()
    },
    setQueues(ids) {
      queues = ids && new Set(ids)
      permissionsChanged()
      feed.sendChanges(false)
    },
  }
}
