import type { IncomingMessage } from 'node:http'
import { createFaultSwitches, type FaultSwitches } from './faults/fault-switches.ts'
import { createFloorDriver, type FloorDriver } from './floor-driver.ts'
import type { SimulatedUser, SimulatorOptions } from './options.ts'
import { createHosts, type Hosts } from './server/hosts.ts'
import type { SignIn } from './server/rest-deps.ts'
import { createUserServer, type UserServer } from './server/user-server.ts'
import type { Simulator } from './simulated-domain.ts'

/** The parts of a simulated domain, connected but not listening yet. */
export interface SimulatedServer {
  readonly driver: FloorDriver
  readonly faults: FaultSwitches
  readonly hosts: Hosts
  /** The user of the options, whom faults and actions affect. */
  readonly main: UserServer
  /** All users of the domain, the main one first. */
  readonly users: readonly UserServer[]
}

const firstUserId = 3_000_001

export function createSimulatedServer(
  options: SimulatorOptions,
  simulator: () => Simulator,
): SimulatedServer {
  const faults = createFaultSwitches((before, now) => {
    for (const { sockets } of users) {
      if (now.halfOpen && !before.halfOpen) sockets.freeze()
      if (before.halfOpen && !now.halfOpen) sockets.cutFrozen()
    }
  })
  const driver = createFloorDriver({
    options,
    faults,
    events: () => main.events,
    sendToAll: (frame) => {
      for (const { sockets } of users) sockets.tell(frame)
    },
  })
  const hosts = createHosts(options, faults.current)
  /** The user whose token a request carries; any other request is the main user's. */
  const ownerOf = (request: IncomingMessage) => others.find((user) => user.owns(request)) ?? main
  const signIn: SignIn = (username, password, policy) => {
    for (const { sessions } of users) {
      const token = sessions.signIn(username, password, policy)
      if (token !== undefined) return { sessions, token }
    }
    return undefined
  }
  const userServer = (user: SimulatedUser, index: number): UserServer =>
    createUserServer({
      ...{ options, user, driver, faults, hosts, signIn, simulator },
      userId: String(firstUserId + index),
      answers: (request) => ownerOf(request).username === user.username,
    })
  const main = userServer({ username: options.username, password: options.password }, 0)
  const others = options.otherUsers.map((user, index) => userServer(user, index + 1))
  const users = [main, ...others]
  for (const host of hosts.all)
    host.server.on('request', (request, response) => {
      ownerOf(request).handle(host, request, response)
    })
  return { driver, faults, hosts, main, users }
}
