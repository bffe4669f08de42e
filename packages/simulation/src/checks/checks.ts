import { sources } from '../five9/rows.ts'
import type { Connection } from '../runtime/connection.ts'
import type { Process } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import { canonicalRows } from '../five9/rows.ts'
import { createAccessChecks } from './access.ts'
import { createHonestyChecks } from './honesty.ts'
import { divergence } from './convergence.ts'
import { createReferenceModel } from './reference-model.ts'
import type { TruthRecord } from './truth-record.ts'
import { Violation } from './violation.ts'

/** All checks of a running world. The run ends with the first violation. */
export interface Checks {
  readonly violation: () => Violation | undefined
  readonly crashed: (program: string, error: unknown) => void
  /** A program reported an error. */
  readonly failed: (error: unknown) => void
  readonly opened: (connection: Connection) => void
  readonly sent: (connection: Connection, data: string | Uint8Array) => void
  readonly delivered: (connection: Connection, data: string | Uint8Array) => void
  readonly upgrading: (screen: Screen, connection: Connection, server: Process) => void
  /** The server acknowledged that a display is revoked. */
  readonly revoked: (displayId: string) => void
  /** The server acknowledged that a board is written. */
  readonly boardWritten: (revision: number) => void
  /** Frames were swapped: the truth is unknown until full statistics come. */
  readonly orderLost: () => void
  /** Five9's clock, or the time stamp of a frame, has changed. */
  readonly clockSet: () => void
  /** A message of the relay was lost, which no real connection does. */
  readonly relayLost: (screen: Screen) => void
  /** A process has run a task. */
  readonly acted: (process: Process | undefined) => void
  /** Why the world has not converged; undefined when it has. */
  readonly divergence: (withNames: boolean) => string | undefined
}

/** The server's rows are compared after every fourth statistics event. */
const compareEvery = 4

export function createChecks(world: WorldParts, truth: TruthRecord): Checks {
  let violation: Violation | undefined
  const violate = (invariant: string, message: string) => {
    violation ??= new Violation(invariant, message)
  }
  const access = createAccessChecks(world, violate)
  const honesty = createHonestyChecks(world, truth, violate)
  let model = createReferenceModel()
  let modelOf: Process | undefined
  let frames = 0
  let mustCompare = false

  function compareWithModel(): void {
    mustCompare = false
    const running = world.server()
    if (running === undefined || running.process !== modelOf) return
    for (const { dataSource, data } of running.server.feed.full(sources)) {
      const held = canonicalRows(dataSource, data)
      const expected = model.canonical(dataSource)
      if (held !== expected)
        violate(
          'I1',
          `the server's rows of ${dataSource} differ from what it received:\n${held}\nexpected\n${expected}`,
        )
    }
  }

  function delivered(connection: Connection, data: string | Uint8Array): void {
    if (connection.path !== world.upstreamPath) {
      honesty.heard(connection)
      return
    }
    const { owner } = connection.client
    if (typeof data !== 'string' || owner === undefined) return
    if (owner !== modelOf) {
      model = createReferenceModel()
      modelOf = owner
    }
    const folded = model.fold(data)
    if (folded === 'nothing') return
    honesty.statisticsDelivered(folded)
    frames += 1
    mustCompare = frames % compareEvery === 0
  }

  return {
    violation: () => violation,
    crashed(program, error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      violate('I10', `${program} crashed: ${text.slice(0, 600)}`)
    },
    failed(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      if (!text.includes('the disk is full')) violate('I10', `a listener failed: ${text.slice(0, 600)}`)
    },
    opened: access.opened,
    sent: access.sent,
    delivered,
    upgrading(screen, connection, server) {
      access.upgrading(screen, connection)
      honesty.upgrading(screen, connection, server)
    },
    revoked: access.revoked,
    boardWritten: access.boardWritten,
    orderLost: honesty.orderLost,
    clockSet: honesty.clockSet,
    relayLost: honesty.relayLost,
    acted(process) {
      if (process === undefined) return
      if (mustCompare && process === modelOf) compareWithModel()
      const screen = world.screens.find((each) => each.page().process === process)
      if (screen !== undefined) honesty.check(screen)
      access.check()
    },
    divergence: (withNames) => divergence(world, truth, access.isRevoked, withNames),
  }
}
