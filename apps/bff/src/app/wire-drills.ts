import { randomInt } from 'node:crypto'
import { boardSources } from '@wallboard/boards'
import { dateOf, instantInDay, type DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { maxReplays, type SimulatedDrill } from '@wallboard/relay/rest/replays'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Displays } from '../displays/displays.ts'
import { createWholeCut } from '../history/visible-rows.ts'
import { HistoryBusy } from '../history/reading/reader-thread.ts'
import type { DrillRoutesDeps } from '../history/replay/drill-routes.ts'
import { isSimulated, type Drill, type DrillPlan } from '../history/replay/drill-record.ts'
import { createDrills, type Drills } from '../history/replay/drills.ts'
import { createRecordingSource } from '../history/replay/recording-source.ts'
import type { ReplaySource } from '../history/replay/replay-source.ts'
import { createStepTimer } from '../history/replay/step-timer.ts'
import { createSimulationSource } from '../history/simulated/simulation-source.ts'
import { startSimulationThread } from '../history/thread-program.ts'
import { createHub, type Hub } from '../live/hub/hub.ts'
import { unmetered } from '../live/hub/meter.ts'
import type { Feed } from '../upstream/feed.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { createDrillCluster } from './drill-cluster.ts'
import { recordingOf, type ServiceFeed } from './person-recording.ts'
import type { ClusterParts } from './wire-cluster.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

export interface DrillParts extends DrillRoutesDeps {
  readonly drills: Drills<Hub>
  /** The drill that a display shows, as the desk sees it. */
  readonly shownOn: (displayId: string) => NonNullable<DisplaySummary['drill']> | undefined
  readonly close: () => Promise<void>
}

/** The instant of the site's present day at which its clock shows a time such as `09:30`. */
function instantToday(time: string, now: number, dayRule: DayRule): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantInDay(dateOf(now, dayRule), hours * 60 + minutes, dayRule)
}

/** A simulated day with the queues and campaigns of a feed: another one each time. */
function simulationPlan(
  feed: Pick<Feed, 'queues' | 'directory'> | undefined,
  { traffic }: SimulatedDrill,
): DrillPlan {
  const { agents = [], campaigns = [] } = feed?.directory() ?? {}
  return {
    kind: 'simulation',
    domain: {
      queues: (feed?.queues() ?? []).map(({ id, name }) => ({ id, name })),
      campaigns: campaigns.map(({ id, name, type }) => ({
        ...{ id, name },
        ...(type === undefined ? {} : { type }),
      })),
    },
    ...{ agents: agents.length, traffic, seed: randomInt(1_000_000) },
  }
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
  readonly connections: Pick<ConnectionCommands, 'isConnectedHere' | 'reconnectHere'>
  readonly securityLog: SecurityLog
  readonly build: string
  readonly clocks: Clocks
  /** A simulated day uses its clock. */
  readonly dayRule: DayRule
  /** Undefined for a server with one node. */
  readonly cluster: ClusterParts | undefined
  readonly logError: (error: unknown) => void
}): DrillParts {
  const { history, clocks, securityLog, connections, logError } = deps
  const cluster = deps.cluster && createDrillCluster(deps.cluster, { clocks, logError })

  function log(result: string, drill: Drill): void {
    securityLog.write('display', {
      ...{ result, user: drill.by, drill: drill.id },
      of: isSimulated(drill) ? 'simulation' : 'recording',
      displays: drill.displayIds.join(' '),
    })
  }

  function sourceOf({ plan, at }: Drill): ReplaySource {
    if (plan.kind === 'simulation') {
      const { timeZone } = deps.dayRule
      const { domain, agents, traffic, seed } = plan
      return createSimulationSource({
        startThread: (startAt) => startSimulationThread({ domain, agents, traffic, seed, startAt, timeZone }),
        firstAt: at,
      })
    }
    const { org, username, isPersonal } = plan
    if (history === undefined)
      return {
        start: () => Promise.resolve({ ok: false, error: { code: 'history-off' } }),
        steps: () => Promise.resolve(undefined),
      }
    return createRecordingSource({
      reader: history.reader,
      recording: { name: { org, username }, isPersonal },
      dataSources: boardSources,
      createCut: createWholeCut,
      failed: (error) => readFailure(error, logError),
    })
  }

  /** The display connects again when this node plays the drill: the start of a simulated day takes seconds. */
  async function reconnect(displayId: string): Promise<void> {
    await drills.join(displayId)
    connections.reconnectHere(displayKey(displayId), 'a drill has started or ended')
  }

  const drills = createDrills<Hub>({
    createSource: sourceOf,
    createHub: (stream, drill) =>
      createHub({
        ...{ stream, clocks, build: deps.build, meter: unmetered, log: logError },
        stepped: { mode: 'drill', isSimulated: isSimulated(drill), clocks: stream.clocks },
      }),
    ...{ monotonic: clocks.monotonic, now: deps.cluster?.clock.now ?? clocks.wall, max: maxReplays },
    records: cluster?.records,
    onStarted(drill) {
      timer.start()
      log('drill-started', drill)
    },
    onEnded(drill, reason) {
      log(`drill-${reason}`, drill)
    },
    onShown(displayIds) {
      for (const id of displayIds)
        if (connections.isConnectedHere(displayKey(id))) reconnect(id).catch(logError)
    },
    onFailed: (error) => {
      if (!(error instanceof HistoryBusy)) logError(error)
    },
  })
  cluster?.serveEnd(({ org, id }) => drills.end(org, id).type === 'ended')

  // Drills of other nodes start and end without a request to this one.
  const timer = createStepTimer({
    tick: drills.tick,
    isPlaying: () => cluster !== undefined || drills.ownCount() > 0,
  })
  if (cluster !== undefined) timer.start()

  return {
    drills,
    shownOn(displayId) {
      const drill = drills.ofDisplay(displayId)
      if (drill === undefined) return undefined
      const { id, by, since } = drill
      return { id, by, since, isSimulated: isSimulated(drill) }
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
      if ('at' in content)
        return drills.start({
          ...{ ...shared, at: content.at },
          plan: { kind: 'recording', ...name, isPersonal },
        })
      return drills.start({
        ...shared,
        at: instantToday(content.simulated.from, clocks.wall(), deps.dayRule),
        plan: simulationPlan(deps.feeds.find(name.username), content.simulated),
      })
    },
    async endDrill({ org }, id) {
      const outcome = drills.end(org, id)
      if (outcome.type !== 'elsewhere' || cluster === undefined) return outcome.type === 'ended'
      return cluster.endAt(outcome.node, { org, id })
    },
    async close() {
      timer.stop()
      drills.close()
      await cluster?.close()
    },
  }
}
