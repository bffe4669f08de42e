import { agentSource, applyMode, viewSpecOf } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import type { Clocks, ViewSpec } from '@wallboard/relay'
import { maxReplays } from '@wallboard/relay/rest/replays'
import { queueSource } from '@wallboard/statistics'
import type { Actor } from '../auth/actor.ts'
import type { Boards } from '../boards/boards.ts'
import type { DaySubject } from '@wallboard/relay/rest/history'
import { HistoryBusy } from '../history/reading/reader-thread.ts'
import { createRecordingSource } from '../history/replay/recording-source.ts'
import type { ReplayRoutesDeps } from '../history/replay/replay-routes.ts'
import { createReplays } from '../history/replay/replays.ts'
import { createStepTimer } from '../history/replay/step-timer.ts'
import { rowSubjects } from '../history/row-subjects.ts'
import { createVisibleCut, createWholeCut } from '../history/visible-rows.ts'
import { createHub, type Hub } from '../live/hub/hub.ts'
import { unmetered } from '../live/hub/meter.ts'
import type { AdmissionDeps } from './authenticator.ts'
import { recordingOf, visibleNow, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

export interface ReplayParts extends ReplayRoutesDeps, Pick<AdmissionDeps, 'findReplay'> {
  readonly close: () => void
}

/** The page of a queue: its figures, and the agents who serve it. */
const viewOfQueue = (queue: string): ViewSpec => ({
  pace: 'desk',
  sources: [queueSource, agentSource, DataSource.AgentStatistic],
  queueIds: [queue],
  agents: { queueIds: [queue], fields: 'all', areNamed: true },
})

/** Clients see each step of a replay at once: their pace is shorter than the time between two steps. */
const atReplayPace = (view: ViewSpec): ViewSpec => ({ ...view, pace: 'desk' })

/** A text that changes with what a person's own feed shows. */
function visibleIdsOf(feed: OwnFeed): string {
  const { queueIds, agentIds, campaignIds } = visibleNow(feed)
  return [queueIds, agentIds, campaignIds].map((ids) => [...ids].sort().join(' ')).join('|')
}

const ownerOf = ({ org, username }: Actor): string => JSON.stringify([org, username])

/** Replays of the recordings that persons may read, each with its own hub. Nothing of them is metered or recorded. */
export function wireReplays(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly boards: Pick<Boards, 'find'>
  readonly build: string
  readonly clocks: Clocks
  readonly logError: (error: unknown) => void
}): ReplayParts {
  const { history, feeds, clocks, logError } = deps
  const replays = createReplays<Hub>({
    createHub: (stream) =>
      createHub({
        ...{ stream, clocks, build: deps.build, meter: unmetered, log: logError },
        stepped: { mode: 'replay', clocks: stream.clocks },
      }),
    monotonic: clocks.monotonic,
    max: maxReplays,
    onFailed: (error) => {
      if (!(error instanceof HistoryBusy)) logError(error)
    },
  })
  const timer = createStepTimer({ tick: replays.tick, isPlaying: () => replays.count() > 0 })

  async function viewOf(org: string, subject: DaySubject): Promise<ViewSpec | undefined> {
    if ('queue' in subject) return viewOfQueue(subject.queue)
    const found = await deps.boards.find(org, subject.board)
    return found && atReplayPace(viewSpecOf(applyMode(found.board), 'desk'))
  }

  return {
    async startReplay(person, subject, at, speed) {
      if (history === undefined) return { ok: false, error: { code: 'history-off' } }
      const view = await viewOf(person.org, subject)
      if (view === undefined) return { ok: false, error: { code: 'no-such-board' } }
      const { name, isPersonal, isOwn } = recordingOf(person, feeds.serviceFeed())
      const source = createRecordingSource({
        reader: history.reader,
        recording: { name, isPersonal },
        dataSources: view.sources,
        createCut() {
          const feed = feeds.find(person.username)
          if (feed === undefined) return undefined
          return isOwn ? createWholeCut() : createVisibleCut(visibleNow(feed), rowSubjects)
        },
        visibleIds() {
          const feed = feeds.find(person.username)
          return feed === undefined ? '' : visibleIdsOf(feed)
        },
        failed: (error) => readFailure(error, logError),
      })
      const outcome = await replays.start(ownerOf(person), { source, view }, at, speed)
      if (outcome.ok) timer.start()
      return outcome
    },
    changeReplay: (person, id, change) => replays.change(ownerOf(person), id, change),
    endReplay: (person, id) => replays.end(ownerOf(person), id),
    findReplay: (person, id) => replays.find(ownerOf(person), id),
    close() {
      timer.stop()
      replays.close()
    },
  }
}
