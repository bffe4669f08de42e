import { EventId } from '@wallboard/five9/identifiers'
import { Action } from './faults/actions.ts'
import { noFaults, type Faults } from './faults/fault-record.ts'
import { createFaultSwitches } from './faults/fault-switches.ts'
import { oddRows, type Rows } from './faults/row-faults.ts'
import { createFloorClock } from './floor-clock.ts'
import { createFloor, createRecordedFloor } from './floor/index.ts'
import { defaultOptions, type SimulatorOptions } from './options.ts'
import { createApp } from './server/app.ts'
import { createDomainFeed } from './server/domain-feed.ts'
import { createEventSource } from './server/event-source.ts'
import { createHosts } from './server/hosts.ts'
import { createMigration } from './server/migration.ts'
import { perform } from './server/perform.ts'
import { createSessions } from './server/sessions.ts'
import { createSockets } from './server/sockets.ts'
import { createStorms } from './server/storm.ts'
import type { Simulator, Truth } from './simulated-domain.ts'
import { truthOf } from './truth.ts'

/** How often rows in which only a running time moved are sent, in milliseconds. */
const timeDrivenEveryMs = 5_000
const megabyte = 1_000_000

/** Starts a Five9 domain on this machine. Rejects when a port is taken. */
export async function createSimulator(given: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const options = { ...defaultOptions, ...given }
  const startAt = Date.now()
  const recorded = options.recording === undefined ? undefined : createRecordedFloor(options.recording)
  const floor = recorded ?? createFloor({ ...options, startAt })
  const clock = createFloorClock({
    floorStart: recorded?.startAt ?? startAt,
    speed: options.speed,
    now: Date.now,
  })
  const faults = createFaultSwitches(faultsChanged)
  const timers = new Set<NodeJS.Timeout>()
  const truthListeners = new Set<(truth: Truth) => void>()
  const storms = createStorms()
  let isNewSessionUnserved = false
  let lastEverythingAt = 0

  const sessions = createSessions({
    options,
    faults: faults.current,
    started: (role) => {
      if (role === 'supervisor') isNewSessionUnserved = true
      sockets.tell(events.addressed(EventId.STATION_UPDATED, null), role)
    },
    loginStateChanged: (role, state) => {
      sockets.tell(events.addressed(EventId.LOGIN_STATE_UPDATED, null, state), role)
    },
    tokensDied: (ids) => {
      sockets.tokensDied(ids)
    },
  })
  const hosts = createHosts(options)
  const events = createEventSource({
    sessions,
    userName: options.username,
    activeHost: hosts.active,
    faults: faults.current,
  })
  const feed = createDomainFeed({ rows, faults, events, sockets: () => sockets })
  const sockets = createSockets({
    hosts: hosts.all,
    sessions,
    faults,
    event: events.plain,
    onSupervisor: (send) => {
      advance()
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
      floor,
      faults,
      hosts,
      host,
      domainNow: () => Date.now() + faults.current().clockSkewMs,
      sendFullStatistics: () => {
        advance()
        feed.sendFull(sockets.broadcast)
      },
      simulator: () => simulator,
    })
    host.server.on('request', app)
  }
  const migration = createMigration({ hosts, sessions, sockets: () => sockets, events })

  function faultsChanged(before: Faults, now: Faults): void {
    if (now.halfOpen && !before.halfOpen) sockets.freeze()
    if (before.halfOpen && !now.halfOpen) sockets.cutFrozen()
  }

  function rows(): Rows {
    const isSummed = options.summedTotals || faults.current().summedTotals
    return oddRows(clock.inDomainTime(floor.rows(isSummed ? 'sums' : 'agents')), faults.current())
  }

  const truthOfNow = () => truthOf(floor, rows())

  function advance(): void {
    if (recorded !== undefined && options.loop && clock.floorNow() > recorded.endAt) {
      clock.jumpTo(recorded.startAt)
      recorded.rewind()
    }
    floor.advanceTo(clock.floorNow())
    for (const { event } of recorded?.takeEvents() ?? [])
      sockets.tell(events.plain(event.context.eventId, event.context.eventReason, event.payLoad))
    if (truthListeners.size === 0) return
    const truth = truthOfNow()
    for (const listener of truthListeners) listener(truth)
  }

  function tick(): void {
    advance()
    sessions.expire()
    feed.sendHeld(false)
    const now = Date.now()
    const isDue = now - lastEverythingAt >= timeDrivenEveryMs
    if (isDue) lastEverythingAt = now
    feed.sendChanges(isDue)
  }

  function invalidated(...eventIds: readonly EventId[]): void {
    advance()
    const { silent, silentInvalidations } = faults.current()
    if (!silent && !silentInvalidations) {
      for (const eventId of eventIds) sockets.broadcast(events.plain(eventId, 'UPDATED'))
    }
    feed.sendChanges(false)
  }
  const queuesChanged = () => {
    invalidated(EventId.EVENT_SKILLS_INVALIDATED)
  }
  const agentsChanged = () => {
    invalidated(EventId.EVENT_USERS_INVALIDATED, EventId.EVENT_AGENTS_INVALIDATED)
  }

  function changed(isKnown: boolean, tell: () => void): boolean {
    if (isKnown) tell()
    return isKnown
  }

  function setClock(isRunning: boolean): void {
    advance()
    clock.setRunning(isRunning)
  }

  await hosts.listen()
  faults.set({ unauthorizedPolls: options.unauthorizedPolls })
  const ticking = setInterval(tick, options.cadenceMs)
  const originOf = (port: number) =>
    `${options.tls === undefined ? 'http' : 'https'}://${options.advertisedHost}:${port}`
  const port = hosts.all[0]?.port() ?? 0
  const origin = originOf(port)

  const simulator: Simulator = {
    loginUrl: `${origin}/appsvcs/rs/svc/auth/login`,
    origin,
    port,
    activeOrigin: () => originOf(hosts.active().port()),
    faults: {
      current: faults.current,
      set(changes, forMs) {
        faults.set(changes)
        if (forMs === undefined) return
        const off = Object.fromEntries(Object.entries(noFaults).filter(([name]) => name in changes))
        const timer = setTimeout(() => {
          timers.delete(timer)
          faults.set(off)
        }, forMs)
        timers.add(timer)
      },
      clear: (...names) => {
        faults.clear(names.length === 0 ? undefined : names)
      },
    },
    act: (action) => perform(Action.parse(action), { simulator, sessions, floor, events, sockets }),
    truth() {
      advance()
      return truthOfNow()
    },
    onTruth(listener) {
      truthListeners.add(listener)
      return () => {
        truthListeners.delete(listener)
      }
    },
    addQueue(name) {
      const id = floor.addQueue(name)
      queuesChanged()
      return id
    },
    renameQueue: (id, name) => changed(floor.renameQueue(id, name), queuesChanged),
    removeQueue: (id) => changed(floor.removeQueue(id), queuesChanged),
    addAgent(name) {
      const id = floor.addAgent(name)
      agentsChanged()
      return id
    },
    renameAgent: (id, name) => changed(floor.renameAgent(id, name), agentsChanged),
    removeAgent: (id) => changed(floor.removeAgent(id), agentsChanged),
    pause() {
      setClock(false)
      feed.sendChanges(true)
      feed.sendHeld(true)
    },
    resume: () => {
      setClock(true)
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
      for (const timer of timers) clearTimeout(timer)
      migration.stop()
      storms.stop()
      sockets.close()
      await hosts.close()
    },
  }
  return simulator
}
