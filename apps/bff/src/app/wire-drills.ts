import { randomInt } from 'node:crypto'
import { boardSources } from '@wallboard/boards'
import { dateOf, instantInDay, type DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { maxReplays } from '@wallboard/relay/rest/replays'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Displays } from '../displays/displays.ts'
import { wholeCut } from '../history/visible-rows.ts'
import { HistoryBusy } from '../history/reading/reader-thread.ts'
import type { DrillRoutesDeps } from '../history/replay/drill-routes.ts'
import { createDrills, type Drill, type Drills } from '../history/replay/drills.ts'
import { createRecordingSource } from '../history/replay/recording-source.ts'
import { stepEveryMs } from '../history/replay/replay-run.ts'
import type { SimulatedTraffic } from '../history/simulated/simulated-floor.ts'
import { createSimulationSource } from '../history/simulated/simulation-source.ts'
import { startSimulationThread } from '../history/thread-program.ts'
import { createHub, type Hub } from '../live/hub/hub.ts'
import { unmetered } from '../live/hub/meter.ts'
import type { Feed } from '../upstream/feed.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { recordingOf, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

export interface DrillParts extends DrillRoutesDeps {
  readonly drills: Drills<Hub>
  /** The drill that a display shows, as the desk sees it. */
  readonly shownOn: (displayId: string) => NonNullable<DisplaySummary['drill']> | undefined
  readonly close: () => void
}

/** The instant of the site's present day at which its clock shows a time such as `09:30`. */
function instantToday(time: string, now: number, dayRule: DayRule): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantInDay(dateOf(now, dayRule), hours * 60 + minutes, dayRule)
}

/** Drills on displays. Each display is cut to what its board needs, as it is live. */
export function wireDrills(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly serviceFeed: () => ServiceFeed
    readonly find: (username: string) => Pick<Feed, 'queues' | 'directory'> | undefined
  }
  /** Displays are created with what drills show on them. */
  readonly displays: () => Pick<Displays, 'find'>
  readonly connections: Pick<ConnectionCommands, 'publish'>
  readonly securityLog: SecurityLog
  readonly build: string
  readonly clocks: Clocks
  /** A simulated day goes by its clock. */
  readonly dayRule: DayRule
  readonly logError: (error: unknown) => void
}): DrillParts {
  const { history, clocks, securityLog, connections, logError } = deps

  function reconnect({ displayIds }: Drill<Hub>): void {
    for (const id of displayIds)
      connections.publish(displayKey(id), { kind: 'reconnect', reason: 'a drill has started or ended' })
  }

  function log(result: string, { id, by, displayIds, isSimulated }: Drill<Hub>): void {
    securityLog.write('display', {
      result,
      user: by,
      drill: id,
      of: isSimulated ? 'simulation' : 'recording',
      displays: [...displayIds].join(' '),
    })
  }

  const drills = createDrills<Hub>({
    createHub: (stream, isSimulated) =>
      createHub({
        ...{ stream, clocks, build: deps.build, meter: unmetered, log: logError },
        stepped: { mode: 'drill', isSimulated, clocks: stream.clocks },
      }),
    ...{ monotonic: clocks.monotonic, wall: clocks.wall, max: maxReplays },
    onStarted(drill) {
      log('drill-started', drill)
      reconnect(drill)
    },
    onEnded(drill, reason) {
      log(`drill-${reason}`, drill) // its hub has closed all clients, which connect again
    },
    onFailed: (error) => {
      if (!(error instanceof HistoryBusy)) logError(error)
    },
  })
  /** A simulated day with the queues and campaigns of a feed: another one each time. */
  const simulationOf = (username: string, traffic: SimulatedTraffic) => {
    const feed = deps.feeds.find(username)
    const { agents = [], campaigns = [] } = feed?.directory() ?? {}
    return createSimulationSource({
      startThread: (startAt) =>
        startSimulationThread({
          domain: {
            queues: (feed?.queues() ?? []).map(({ id, name }) => ({ id, name })),
            campaigns: campaigns.map(({ id, name, type }) => ({
              id,
              name,
              ...(type === undefined ? {} : { type }),
            })),
          },
          ...{ agents: agents.length, traffic, startAt, timeZone: deps.dayRule.timeZone },
          seed: randomInt(1_000_000),
        }),
    })
  }

  const timer = setInterval(drills.tick, stepEveryMs)
  timer.unref()

  return {
    drills,
    shownOn(displayId) {
      const drill = drills.ofDisplay(displayId)
      if (drill === undefined) return undefined
      const { id, by, since, isSimulated } = drill
      return { id, by, since, isSimulated }
    },
    async startDrill(person, { content, speed, minutes, displays }) {
      const { name, isPersonal } = recordingOf(person, deps.feeds.serviceFeed())
      for (const id of displays) {
        const display = await deps.displays().find(person.org, id)
        // A display of another person's feed shows another recording.
        if (display?.feed !== name.username) return { ok: false, error: { code: 'no-such-display' } }
      }
      const { org, username } = person
      const shared = { org, by: username, displayIds: displays, speed, minutes }
      if ('simulated' in content) {
        const { from, traffic } = content.simulated
        const at = instantToday(from, clocks.wall(), deps.dayRule)
        const source = simulationOf(name.username, traffic)
        return drills.start({ ...shared, isSimulated: true, source, at })
      }
      if (history === undefined) return { ok: false, error: { code: 'history-off' } }
      const source = createRecordingSource({
        reader: history.reader,
        recording: { name, isPersonal },
        dataSources: boardSources,
        cutFor: wholeCut,
        failed: (error) => readFailure(error, logError),
      })
      return drills.start({ ...shared, isSimulated: false, source, at: content.at })
    },
    endDrill: ({ org }, id) => drills.end(org, id),
    close() {
      clearInterval(timer)
      drills.close()
    },
  }
}
