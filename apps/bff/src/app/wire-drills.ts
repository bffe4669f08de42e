import { boardSources } from '@wallboard/boards'
import type { Clocks } from '@wallboard/relay'
import { maxReplays } from '@wallboard/relay/rest/replays'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Displays } from '../displays/displays.ts'
import { wholeCut } from '../history/visible-rows.ts'
import { HistoryBusy } from '../history/reading/reader-thread.ts'
import type { DrillRoutesDeps } from '../history/replay/drill-routes.ts'
import { createDrills, type Drill, type Drills } from '../history/replay/drills.ts'
import { createRecordingSource } from '../history/replay/recording-source.ts'
import { stepEveryMs } from '../history/replay/replay-run.ts'
import { createHub, type Hub } from '../live/hub/hub.ts'
import { unmetered } from '../live/hub/meter.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { recordingOf, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

export interface DrillParts extends DrillRoutesDeps {
  readonly drills: Drills<Hub>
  readonly close: () => void
}

/** Drills on displays. Each display is cut to what its board needs, as it is live. */
export function wireDrills(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: { readonly serviceFeed: () => ServiceFeed }
  /** Displays are created with what drills show on them. */
  readonly displays: () => Pick<Displays, 'find'>
  readonly connections: Pick<ConnectionCommands, 'publish'>
  readonly securityLog: SecurityLog
  readonly build: string
  readonly clocks: Clocks
  readonly logError: (error: unknown) => void
}): DrillParts {
  const { history, clocks, securityLog, connections, logError } = deps

  function reconnect({ displayIds }: Drill<Hub>): void {
    for (const id of displayIds)
      connections.publish(displayKey(id), { kind: 'reconnect', reason: 'a drill has started or ended' })
  }

  function log(result: string, { id, by, displayIds }: Drill<Hub>): void {
    securityLog.write('display', { result, user: by, drill: id, displays: [...displayIds].join(' ') })
  }

  const drills = createDrills<Hub>({
    createHub: (stream) =>
      createHub({
        ...{ stream, clocks, build: deps.build, meter: unmetered, log: logError },
        stepped: { mode: 'drill', clocks: stream.clocks },
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
  const timer = setInterval(drills.tick, stepEveryMs)
  timer.unref()

  return {
    drills,
    async startDrill(person, { at, speed, minutes, displays }) {
      if (history === undefined) return { ok: false, error: { code: 'history-off' } }
      const { name, isPersonal } = recordingOf(person, deps.feeds.serviceFeed())
      for (const id of displays) {
        const display = await deps.displays().find(person.org, id)
        // A display of another person's feed shows another recording.
        if (display?.feed !== name.username) return { ok: false, error: { code: 'no-such-display' } }
      }
      const source = createRecordingSource({
        reader: history.reader,
        recording: { name, isPersonal },
        dataSources: boardSources,
        cutFor: wholeCut,
        failed: (error) => readFailure(error, logError),
      })
      const { org, username } = person
      return drills.start({ org, by: username, displayIds: displays, source, at, speed, minutes })
    },
    endDrill: ({ org }, id) => drills.end(org, id),
    close() {
      clearInterval(timer)
      drills.close()
    },
  }
}
