import type { WorldParts } from './world-parts.ts'
import { createChecks, type Checks } from './checks/checks.ts'
import { createTruthRecord } from './checks/truth-record.ts'
import { createDomain } from './five9/domain.ts'
import { createFive9, five9Host } from './five9/five9.ts'
import { sources } from './five9/rows.ts'
import type { Plan } from './faults/plan.ts'
import { createNetwork } from './runtime/network.ts'
import { createPath } from './runtime/path.ts'
import type { Machine, Process } from './runtime/process.ts'
import { createRandom } from './runtime/random.ts'
import { createRuntime, setRuntime } from './runtime/runtime.ts'
import { createScreens } from './screen/screens.ts'
import { createDisk } from './server/disk.ts'
import { boardChoices } from './server/boards.ts'
import { displayIdOf } from './server/names.ts'
import { createServerHost, type ServerWatch } from './server/server-host.ts'

const startAt = 1_790_000_000_000

/** The world of one seed: Five9, the server, the network and the screens. */
export interface World extends WorldParts {
  readonly runtime: ReturnType<typeof createRuntime>
  readonly checks: Checks
  readonly bootServer: () => void
  readonly killServer: () => void
  /** Changes something on the floor, and lets Five9 report it. */
  readonly changeFloor: () => void
  /** Called when a display's upgrade begins. */
  onUpgrade: (displayId: string) => void
  /** Called with each line that the server logs. */
  onLog: (event: string, detail: Readonly<Record<string, unknown>>) => void
}

/**
 * Creates the world of a plan, in which the server and all pages have just started.
 * @param watch called when a process of the server has started
 */
export function createWorld(plan: Plan, watch: Pick<ServerWatch, 'onStarted'> = {}): World {
  const randomOf = (label: string) => createRandom(plan.seed, label)
  const runtime = createRuntime({
    startAt,
    random: randomOf('programs'),
    openSocket: (process, url) => network.openSocket(process, url),
    request: (process, request) => network.request(process, request),
    crashed: (process, error) => {
      checks.crashed(process.name, error)
    },
  })
  setRuntime(runtime)
  const { now } = runtime
  const upstreamPath = createPath('five9', randomOf('path five9'))
  const setUp = randomOf('set-up')
  const newMachine = (name: string): Machine => ({
    name,
    wallOffsetMs: setUp.pick([0, 0, 1_500, -40_000, 3_600_000, -90_000_000]),
  })
  const serverMachine = newMachine('server')
  const domain = createDomain(randomOf('domain'), now)
  domain.clockOffsetMs = setUp.pick([0, 0, -700, 90_000, -90_000, 3_600_000])
  const truth = createTruthRecord(now, boardChoices)
  const five9 = createFive9({ runtime, random: randomOf('five9'), domain })
  const disk = createDisk()
  const screenOf = (process: Process) => screens.find((screen) => screen.page().process === process)
  const network = createNetwork(
    runtime,
    (from, host) => (host === five9Host ? upstreamPath : (screenOf(from)?.path ?? upstreamPath)),
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
  const screens = createScreens(plan.screens, { runtime, disk, setUp, randomOf, newMachine })
  const host = createServerHost({
    ...{ runtime, network, disk, randomOf, screenOf, ...watch },
    machine: serverMachine,
    sharesDeflate: plan.sharesDeflate,
    onUpgrade(screen, connection, server) {
      checks.upgrading(screen, connection, server)
      if (screen.viewer === 'display') world.onUpgrade(displayIdOf(screen.index))
    },
    onLog: (event, detail) => {
      world.onLog(event, detail)
    },
    onFailed: (error) => {
      checks.failed(error)
    },
  })

  function recordReports(): void {
    for (const source of sources) truth.report(source, domain.reported(source))
  }

  network.listen(five9Host, {
    process: undefined,
    requested: five9.requested,
    connected: ({ url, connection }) => {
      five9.connected(url, connection)
    },
  })
  five9.onReported = recordReports

  const world: World = {
    ...{ plan, runtime, domain, five9, network, disk, screens, upstreamPath, serverMachine },
    get checks() {
      return checks
    },
    server: host.running,
    bootServer: host.boot,
    killServer: host.kill,
    changeFloor() {
      const eventId = domain.change()
      five9.flush()
      recordReports()
      if (eventId !== undefined) five9.announce(eventId)
    },
    onUpgrade: () => undefined,
    onLog: () => undefined,
  }
  const checks = createChecks(world, truth)
  five9.flush()
  recordReports()
  host.boot()
  for (const screen of screens) screen.load()
  return world
}
