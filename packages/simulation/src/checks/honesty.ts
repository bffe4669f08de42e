import { currentWaitMs } from '@wallboard/statistics'
import { canonicalRows, queueSource, totalsId, type Source } from '../five9/rows.ts'
import type { Connection } from '../runtime/connection.ts'
import { monotonicNow, type Process } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import type { WorldParts } from '../world-parts.ts'
import type { TruthRecord } from './truth-record.ts'

type Violate = (invariant: string, message: string) => void

/** Two messages of one write are read one after the other. */
const falseForMs = 50
/** What is called live was confirmed within this time: the product's promise. */
const liveForMs = 15_000
/** Delays of the network, the pace of flushes and ticks. */
const slackMs = 1_500
/** A connection that says nothing is marked within three seconds, and a look. */
const deafAfterMs = 3_200
/** After its machine or page stood still a screen may need this long for its next look. */
const wakeMs = 700
/** Where its monotonic clock stood still too, the silence of its connection began with the sleep for all it knows. */
const wakeFromSleepMs = 3_500
/** Frames after which a clock that was set is known to be so. */
const framesToLearn = 6
const learnMs = 6_000
const clockSlackMs = 1_500
const waitSlackMs = 3_000
/** The most that a frame of Five9 takes on an undisturbed way. */
const latencyMs = 20

interface Watched {
  server: Process | undefined
  connection: Connection | undefined
  heardAt: number
  /** Its messages were tampered with until then, as no connection does. */
  exemptUntil: number
  position: object | undefined
  readonly canonical: Map<Source, string>
  readonly reached: Map<string, number>
  /** Since when it has shown something false as confirmed. */
  falseSince: number | undefined
  loads: number
}

/** I2 and I3: positions never fall, and nothing is shown as fresh that is older than said or was never true. */
export function createHonestyChecks(world: WorldParts, truth: TruthRecord, violate: Violate) {
  const { now } = world.runtime
  const watchedScreens = new Map<Screen, Watched>()
  let isOrderLost = false
  let orderKnownAt = 0
  let clockSetAt = -Infinity
  let framesSinceClockSet = Infinity
  const paintedAgoMs = Math.max(
    0,
    ...world.plan.faults.flatMap(({ kind, size }) => (kind === 'upstream-held' ? [size] : [])),
  )

  const slowestMs = ({ index }: Screen) =>
    Math.max(
      0,
      ...world.plan.faults.flatMap((fault) =>
        fault.kind === 'relay-slow' && fault.screen === index ? [fault.size + 100] : [],
      ),
    )

  function watchedOf(screen: Screen): Watched {
    const known = watchedScreens.get(screen)
    if (known !== undefined) return known
    const created: Watched = {
      server: undefined,
      connection: undefined,
      heardAt: 0,
      exemptUntil: 0,
      position: undefined,
      canonical: new Map(),
      reached: new Map(),
      falseSince: undefined,
      loads: 0,
    }
    watchedScreens.set(screen, created)
    return created
  }

  /** The true time of an instant of a server's monotonic clock. */
  const trueTime = (server: Process, instant: number) => instant - server.timeOrigin + server.startedAt

  function positionFell(screen: Screen, watched: Watched): void {
    const position = screen.page().statistics.position()
    if (watched.loads !== screen.loads()) {
      watched.loads = screen.loads()
      watched.reached.clear()
    }
    if (position === watched.position) return
    watched.position = position
    watched.canonical.clear()
    if (position === undefined) return
    const before = watched.reached.get(position.epoch) ?? -1
    if (position.seq < before)
      violate('I2', `screen ${screen.index} went back from ${before} to ${position.seq}`)
    watched.reached.set(position.epoch, position.seq)
  }

  function shownOf(screen: Screen, watched: Watched, source: Source): string {
    const known = watched.canonical.get(source)
    if (known !== undefined) return known
    const canonical = canonicalRows(source, screen.rows(source))
    watched.canonical.set(source, canonical)
    return canonical
  }

  /** How the figures of a source are other than they are said to be; undefined when they are as said. */
  function lieOf(screen: Screen, watched: Watched, source: Source, confirmedAt: number): string | undefined {
    const shown = shownOf(screen, watched, source)
    const queues = source === queueSource ? screen.choice() : undefined
    const until = truth.trueUntil(source, queues, shown)
    if (until !== undefined && until >= confirmedAt - slackMs - paintedAgoMs)
      return source === queueSource && until === Infinity && confirmedAt >= truth.saidAt(source) - latencyMs
        ? wrongWait(screen)
        : undefined
    const ended = until === undefined ? 'it never was so' : `it ended ${now() - until} ms ago`
    const told = `screen ${screen.index} shows ${source} as confirmed ${now() - confirmedAt} ms ago, and ${ended}`
    return `${told}:\n${shown}\nFive9 says\n${truth.current(source, queues)}`
  }

  function checkSources(
    screen: Screen,
    watched: Watched,
    claimed: readonly Source[],
    confirmedAt: number,
  ): void {
    for (const source of claimed) {
      const lie = lieOf(screen, watched, source, confirmedAt)
      if (lie === undefined) continue
      watched.falseSince ??= now()
      if (now() - watched.falseSince > falseForMs) violate('I3', lie)
      return
    }
    watched.falseSince = undefined
  }

  function wrongWait(screen: Screen): string | undefined {
    if (framesSinceClockSet < framesToLearn || now() - clockSetAt < learnMs) return undefined
    const { now: glassNow } = screen.page().statistics.status.getState()
    for (const row of screen.shownQueues()) {
      const since = world.domain.waitsSince(row.id)
      const shown = currentWaitMs(row, glassNow)
      if (since === undefined || shown === undefined || row.id === totalsId) continue
      const error = shown - (now() - since)
      if (Math.abs(error) > waitSlackMs + paintedAgoMs)
        return `screen ${screen.index} shows a wait of ${shown} ms in queue ${row.id}, off by ${error} ms`
    }
    return undefined
  }

  function checkClock(screen: Screen, server: Process): void {
    const { serverNow } = screen.page().statistics.status.getState()
    const error = serverNow - (server.timeOrigin + monotonicNow(server, now()))
    // How long a message takes one way cannot be known.
    if (Math.abs(error) > clockSlackMs + slowestMs(screen))
      violate(
        'I3',
        `screen ${screen.index} is live and takes the server's clock for ${error} ms more than it is`,
      )
  }

  /** Looks at what a screen says now. */
  function check(screen: Screen): void {
    const watched = watchedOf(screen)
    positionFell(screen, watched)
    const { process, statistics } = screen.page()
    const graceMs = process.sleptMs > 0 ? wakeFromSleepMs : wakeMs
    if (process.isHidden || now() < process.stalledUntil + graceMs) return
    const { freshness } = statistics.status.getState()
    const old = statistics.oldSources.getState().names
    const claimed = screen.shown().filter((source) => !old.includes(source) && screen.isHeld(source))
    const link = screen.link()
    const { server } = watched
    if (claimed.length === 0 || freshness === 'down' || link === undefined || server === undefined) return
    if (now() - watched.heardAt > deafAfterMs)
      violate(
        'I3',
        `screen ${screen.index} is ${freshness} and has heard nothing for ${now() - watched.heardAt} ms`,
      )
    const confirmedAt = link.confirmedAt === null ? -Infinity : trueTime(server, link.confirmedAt)
    if (freshness === 'live') {
      if (now() - confirmedAt > liveForMs + slackMs + clockSlackMs)
        violate('I3', `screen ${screen.index} is live, and was confirmed ${now() - confirmedAt} ms ago`)
      if (server.isAlive) checkClock(screen, server)
    }
    if (isOrderLost || now() < orderKnownAt || now() < watched.exemptUntil) return
    // A display's agents are cut to its board by a directory that is read apart: they are compared at the end.
    const compared = screen.viewer === 'person' ? claimed : claimed.filter((source) => source === queueSource)
    checkSources(screen, watched, compared, confirmedAt)
  }

  return {
    check,
    upgrading(screen: Screen, connection: Connection, server: Process) {
      const watched = watchedOf(screen)
      watched.connection = connection
      watched.server = server
    },
    heard(connection: Connection) {
      for (const watched of watchedScreens.values())
        if (watched.connection === connection) watched.heardAt = now()
    },
    statisticsDelivered(kind: 'full' | 'increment') {
      framesSinceClockSet += 1
      if (kind !== 'full' || !isOrderLost) return
      isOrderLost = false
      orderKnownAt = now() + slackMs
    },
    orderLost: () => {
      isOrderLost = true
    },
    clockSet: () => {
      clockSetAt = now()
      framesSinceClockSet = 0
    },
    relayLost: (screen: Screen) => {
      watchedOf(screen).exemptUntil = now() + 36_000
    },
  }
}
