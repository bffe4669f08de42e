import { createHash } from 'crypto'
import { allQueuesBoardId } from '@wallboard/boards'
import type { WorldParts } from './world-parts.ts'
import { createChecks, type Checks } from './checks/checks.ts'
import { createTruthRecord } from './checks/truth-record.ts'
import { createDomain } from './five9/domain.ts'
import { createFive9, five9Host } from './five9/five9.ts'
import { sources } from './five9/rows.ts'
import type { Plan } from './faults/plan.ts'
import { createNetwork } from './runtime/network.ts'
import { createPath } from './runtime/path.ts'
import { createProcess, kill, type Machine, type Process } from './runtime/process.ts'
import { createRandom } from './runtime/random.ts'
import { createRuntime, setRuntime } from './runtime/runtime.ts'
import { createScreen, type Screen } from './screen/screen.ts'
import { createDisk } from './server/disk.ts'
import { boardChoices, boardOf } from './server/boards.ts'
import { displayIdOf, org, personsToken, username } from './server/names.ts'
import { startServer, type Server } from './server/server.ts'

const startAt = 1_790_000_000_000

/** One seed's world: Five9, the server, the network and the screens. */
export interface World extends WorldParts {
  readonly runtime: ReturnType<typeof createRuntime>
  readonly checks: Checks
  readonly bootServer: () => void
  readonly killServer: () => void
  /** Something happens on the floor, and Five9 says so. */
  readonly happen: () => void
  /** Called when a display's upgrade begins. */
  onUpgrade: (displayId: string) => void
  /** Sees what the server logs. */
  onLog: (event: string, detail: Readonly<Record<string, unknown>>) => void
}

export function createWorld(plan: Plan): World {
  const random = (label: string) => createRandom(plan.seed, label)
  const runtime = createRuntime({
    startAt,
    random: random('programs'),
    openSocket: (process, url) => network.openSocket(process, url),
    request: (process, request) => network.request(process, request),
    crashed: (process, error) => {
      checks.crashed(process.name, error)
    },
  })
  setRuntime(runtime)
  const { now } = runtime
  const upstreamPath = createPath('five9', random('path five9'))
  const setUp = random('set-up')
  const machine = (name: string): Machine => ({
    name,
    wallOffsetMs: setUp.pick([0, 0, 1_500, -40_000, 3_600_000, -90_000_000]),
  })
  const serverMachine = machine('server')
  const domain = createDomain(random('domain'), now)
  domain.clockOffsetMs = setUp.pick([0, 0, -700, 90_000, -90_000, 3_600_000])
  const truth = createTruthRecord(now, boardChoices)
  const five9 = createFive9({ runtime, random: random('five9'), domain })
  const disk = createDisk()
  const screensByProcess = (process: Process) => screens.find((screen) => screen.page().process === process)
  const network = createNetwork(
    runtime,
    (from, host) => (host === five9Host ? upstreamPath : (screensByProcess(from)?.path ?? upstreamPath)),
    {
      opened: (connection) => {
        checks.opened(connection)
      },
      sent: (connection, data) => {
        checks.sent(connection, data)
      },
      delivered: (connection, data) => {
        checks.delivered(connection, data)
      },
    },
  )

  const screens: Screen[] = Array.from({ length: plan.screens }, (_, index) =>
    createScreen({
      index,
      viewer: index === 0 || setUp.chance(0.4) ? 'person' : 'display',
      machine: machine(`screen ${index}`),
      path: createPath(`screen ${index}`, random(`path ${index}`)),
      runtime,
    }),
  )
  for (const screen of screens) {
    if (screen.viewer === 'person') {
      screen.cookie = `wallboard_session=${personsToken}`
      continue
    }
    const token = `token-${screen.index}`
    const id = displayIdOf(screen.index)
    const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
    const boardId = setUp.chance(0.5) ? 'board' : allQueuesBoardId
    const display = {
      id,
      org,
      feed: username,
      name: id,
      boardId,
      pairedAt: startAt,
      pairedBy: username,
      settings,
    }
    disk.displays.set(id, { display, tokenHash: createHash('sha256').update(token).digest('hex') })
    screen.cookie = `wallboard_display=${token}`
  }
  disk.boards.set('board', boardOf(1))

  let running: { readonly process: Process; readonly server: Server } | undefined

  function killServer(): void {
    if (running === undefined) return
    kill(running.process)
    network.listen('server', undefined)
    running = undefined
  }

  function bootServer(): void {
    killServer()
    const process = createProcess('server', serverMachine, now())
    runtime.at(now(), process, () => {
      const server = startServer({
        runtime,
        disk,
        random: random(`server ${now()}`),
        sharesDeflate: plan.sharesDeflate,
        log: (event, detail) => {
          world.onLog(event, detail)
        },
        failed: (error) => {
          checks.failed(error)
        },
      })
      running = { process, server }
      network.listen('server', {
        process,
        requested: () => ({ status: 200, text: '', headers: {} }),
        connected({ url, from, connection }) {
          const screen = screensByProcess(from)
          if (screen === undefined) {
            connection.refuse()
            return
          }
          checks.upgrading(screen, connection, process)
          if (screen.viewer === 'display') world.onUpgrade(displayIdOf(screen.index))
          server.connected({ url, cookie: screen.cookie, connection })
        },
      })
    })
  }

  function said(): void {
    for (const source of sources) truth.said(source, domain.said(source))
  }

  function happen(): void {
    const eventId = domain.happen()
    five9.flush()
    said()
    if (eventId !== undefined) five9.announce(eventId)
  }

  network.listen(five9Host, {
    process: undefined,
    requested: five9.requested,
    connected: ({ url, connection }) => {
      five9.connected(url, connection)
    },
  })
  five9.onSaid = said

  const world: World = {
    plan,
    runtime,
    domain,
    five9,
    network,
    disk,
    screens,
    upstreamPath,
    serverMachine,
    get checks() {
      return checks
    },
    server: () => running,
    bootServer,
    killServer,
    happen,
    onUpgrade: () => undefined,
    onLog: () => undefined,
  }
  const checks = createChecks(world, truth)
  five9.flush()
  said()
  bootServer()
  for (const screen of screens) screen.load()
  return world
}
