import { Action } from './faults/actions.ts'
import { createFaultControl } from './fault-control.ts'
import { createFloorChanges } from './floor-changes.ts'
import { defaultOptions, type SimulatorOptions } from './options.ts'
import { createMigration } from './server/migration.ts'
import { perform } from './server/perform.ts'
import { createStorms } from './server/storm.ts'
import { createSimulatedServer } from './simulated-server.ts'
import type { Simulator } from './simulated-domain.ts'

/** The interval for rows in which only a running time changed, in milliseconds. */
const timeDrivenEveryMs = 5_000
const megabyte = 1_000_000

/** Starts a Five9 domain on this machine. Rejects when a port is taken. */
export async function createSimulator(changed: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const options = { ...defaultOptions, ...changed }
  const server = createSimulatedServer(options, () => simulator)
  const { driver, faults, hosts, users } = server
  const { sessions, events, feed, sockets } = server.main
  const storms = createStorms()
  const migration = createMigration({ hosts, sessions, sockets: () => sockets, events })
  const faultControl = createFaultControl(faults)
  let lastEverythingAt = 0

  function sendChanges(everything: boolean): void {
    for (const user of users) user.feed.sendChanges(everything)
  }

  function tick(): void {
    driver.advance()
    for (const user of users) {
      user.sessions.expire()
      user.feed.sendHeld(false)
    }
    const now = Date.now()
    const isDue = now - lastEverythingAt >= timeDrivenEveryMs
    if (isDue) lastEverythingAt = now
    sendChanges(isDue)
  }

  await hosts.listen()
  faults.set({ unauthorizedPolls: options.unauthorizedPolls })
  const ticking = setInterval(tick, options.cadenceMs)
  const [first] = hosts.all
  const origin = hosts.origin(first)

  const simulator: Simulator = {
    loginUrl: `${origin}/appsvcs/rs/svc/auth/login`,
    origin,
    port: first.port(),
    activeOrigin: () => hosts.origin(hosts.active()),
    faults: faultControl.control,
    act: (action) =>
      perform(Action.parse(action), { simulator, sessions, floor: driver.floor, events, sockets }),
    truth: driver.truth,
    onTruth: driver.onTruth,
    ...createFloorChanges({
      floor: driver.floor,
      advance: driver.advance,
      faults,
      events,
      broadcast(frame) {
        for (const user of users) user.sockets.broadcast(frame)
      },
      sendChanges,
    }),
    setPermissions: server.main.setPermissions,
    setVisibleQueues(username, queues) {
      const user = users.find((each) => each.username === username)
      user?.setQueues(queues)
      return user !== undefined
    },
    pause() {
      driver.setClock(false)
      sendChanges(true)
      for (const user of users) user.feed.sendHeld(true)
    },
    resume: () => {
      driver.setClock(true)
    },
    sendRaw: (text) => {
      sockets.tell(text, 'supervisor')
    },
    dropSockets: sockets.drop,
    closeSockets: (code, reason = '') => {
      sockets.closeAll(code, reason)
    },
    cutMidFrame: () => {
      sockets.cutMidFrame(feed.currentRowsFrame(Infinity, Math.random))
    },
    silence: (isOn) => {
      faults.set({ silent: isOn })
    },
    holdElsewhere: sessions.holdElsewhere,
    expireTokens: sessions.killTokens,
    migrate: (variant = 'forced', stepMs = 100) => migration.play(variant, stepMs),
    storm: (framesPerSecond, seconds) =>
      storms.blow(framesPerSecond, seconds, () => {
        sockets.broadcast(feed.currentRowsFrame(5, Math.random))
      }),
    sendOversized: (megabytes = 10) => {
      sockets.broadcast(feed.oversizedFrame(megabytes * megabyte))
    },
    socketCount: sockets.count,
    async close() {
      clearInterval(ticking)
      faultControl.stop()
      migration.stop()
      storms.stop()
      for (const user of users) user.sockets.close()
      await hosts.close()
    },
  }
  return simulator
}
