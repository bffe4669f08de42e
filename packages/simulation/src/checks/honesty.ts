import { queueSource, type Source } from '../five9/rows.ts'
import type { Connection } from '../runtime/connection.ts'
import { monotonicNow, type Process } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import { createConfirmedRows } from './confirmed-rows.ts'
import { createDisturbances } from './disturbances.ts'
import { createScreenRecords, type ScreenRecord } from './screen-records.ts'
import type { TruthRecord } from './truth-record.ts'

type Violate = (invariant: string, message: string) => void

/** The product's promise: figures that are shown as live were confirmed within this time. */
const liveForMs = 15_000
/** Delays of the network, the pace of flushes and ticks. */
const slackMs = 1_500
const clockToleranceMs = 1_500
/** A silent connection is marked within three seconds and one check of the page. */
const silentAfterMs = 3_200
/** After its machine or page stood still, a screen may need this long for its next check. */
const wakeMs = 700
/** The same where its monotonic clock stood still too: the silence seems to begin when the machine wakes up. */
const wakeFromSleepMs = 3_500
/** After a lost or changed message the screen may be wrong for this long. */
const relayExemptionMs = 36_000

/** I2 and I3: positions never fall, and no figure is shown as fresher than it is or was never true. */
export function createHonestyChecks(world: WorldParts, truth: TruthRecord, violate: Violate) {
  const { now } = world.runtime
  const records = createScreenRecords()
  const disturbances = createDisturbances(now, slackMs)
  const confirmedRows = createConfirmedRows(world, truth, disturbances, slackMs)

  const maxLatencyMs = ({ index }: Screen) =>
    Math.max(
      0,
      ...world.plan.faults.flatMap((fault) =>
        fault.kind === 'relay-slow' && fault.screen === index ? [fault.size + 100] : [],
      ),
    )

  /** The true time of an instant of a server's monotonic clock. */
  const trueTime = (server: Process, instant: number) => instant - server.timeOrigin + server.startedAt

  function checkPosition(screen: Screen, record: ScreenRecord): void {
    const position = screen.page().statistics.position()
    if (record.loads !== screen.loads()) {
      record.loads = screen.loads()
      record.reached.clear()
    }
    if (position === record.position) return
    record.position = position
    record.canonical.clear()
    if (position === undefined) return
    const before = record.reached.get(position.epoch) ?? -1
    if (position.seq < before)
      violate('I2', `screen ${screen.index} went back from ${before} to ${position.seq}`)
    record.reached.set(position.epoch, position.seq)
  }

  function checkServerClock(screen: Screen, server: Process): void {
    const { serverNow } = screen.page().statistics.status.getState()
    const error = serverNow - (server.timeOrigin + monotonicNow(server, now()))
    // The latency of one direction cannot be known.
    if (Math.abs(error) > clockToleranceMs + maxLatencyMs(screen))
      violate(
        'I3',
        `screen ${screen.index} is live, and its estimate of the server's clock is off by ${error} ms`,
      )
  }

  function checkLive(screen: Screen, server: Process, confirmedAt: number): void {
    if (now() - confirmedAt > liveForMs + slackMs + clockToleranceMs)
      violate('I3', `screen ${screen.index} is live, and was confirmed ${now() - confirmedAt} ms ago`)
    if (server.isAlive) checkServerClock(screen, server)
  }

  /** The sources whose figures a screen shows as confirmed; undefined while it claims nothing or cannot react yet. */
  function claimedSources(screen: Screen): readonly Source[] | undefined {
    const { process, statistics } = screen.page()
    const graceMs = process.sleptMs > 0 ? wakeFromSleepMs : wakeMs
    if (process.isHidden || now() < process.stalledUntil + graceMs) return undefined
    const old = statistics.oldSources.getState().names
    const claimed = screen.shown().filter((source) => !old.includes(source) && screen.isHeld(source))
    const isDown = statistics.status.getState().freshness === 'down'
    return claimed.length === 0 || isDown ? undefined : claimed
  }

  /** Checks what a screen shows now. */
  function check(screen: Screen): void {
    const record = records.of(screen)
    checkPosition(screen, record)
    const claimed = claimedSources(screen)
    const link = screen.link()
    const { server } = record
    if (claimed === undefined || link === undefined || server === undefined) return
    const { freshness } = screen.page().statistics.status.getState()
    const silenceMs = now() - record.heardAt
    if (silenceMs > silentAfterMs)
      violate('I3', `screen ${screen.index} is ${freshness} and has received nothing for ${silenceMs} ms`)
    const confirmedAt = link.confirmedAt === null ? -Infinity : trueTime(server, link.confirmedAt)
    if (freshness === 'live') checkLive(screen, server, confirmedAt)
    if (disturbances.isOrderUnknown() || now() < record.exemptUntil) return
    // A display's agents are limited by a directory that is read separately: they are compared at the end.
    const compared = screen.viewer === 'person' ? claimed : claimed.filter((source) => source === queueSource)
    const problem = confirmedRows.problem(screen, record, compared, confirmedAt)
    if (problem !== undefined) violate('I3', problem)
  }

  return {
    check,
    upgrading(screen: Screen, connection: Connection, server: Process) {
      Object.assign(records.of(screen), { connection, server })
    },
    heard(connection: Connection) {
      for (const record of records.all()) if (record.connection === connection) record.heardAt = now()
    },
    statisticsDelivered: disturbances.statisticsDelivered,
    orderLost: disturbances.orderLost,
    clockSet: disturbances.clockSet,
    relayLost: (screen: Screen) => {
      records.of(screen).exemptUntil = now() + relayExemptionMs
    },
  }
}
