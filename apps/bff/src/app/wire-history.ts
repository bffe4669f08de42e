import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { viewSpecOf, applyMode } from '@wallboard/boards'
import type { Clocks, ViewSpec } from '@wallboard/relay'
import type { HistoryState } from '@wallboard/relay/rest/history'
import type { Logger } from 'pino'
import type { Actor } from '../auth/actor.ts'
import type { Boards } from '../boards/boards.ts'
import type { Config } from '../config.ts'
import type {
  BandOutcome,
  CoverageOutcome,
  HistoryDeps,
  RequestedBand,
  StateOutcome,
} from '../history/history-routes.ts'
import type { RecordedMoment } from '../history/reading/recorded-moment.ts'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import { createHistoryReader, HistoryBusy } from '../history/reading/reader-thread.ts'
import { reportingGroups } from '../history/reading/shown-groups.ts'
import { createRecorder, type Recorder } from '../history/recording/recorder.ts'
import type { RecorderHealth } from '../history/recording/recorder-health.ts'
import { startWriterThread } from '../history/recording/writer-thread.ts'
import { rowSubjects } from '../history/row-subjects.ts'
import { createVisibleCut, createWholeCut } from '../history/visible-rows.ts'
import { createProjection } from '../live/hub/projection.ts'
import type { HistoryStatus } from '../operations/history-metrics.ts'
import { settlesWithin } from '../promises/time-limit.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { recordingOf, seesAllQueues, visibleNow, type OwnFeed, type ServiceFeed } from './person-recording.ts'

const tickMs = 1_000
/** The server listens after this time though the files of history are not open yet. */
const openWithinMs = 2_000

/** What the service needs of history. */
export interface HistoryParts {
  readonly recorder: Recorder
  readonly reader: HistoryReader
  readonly status: () => HistoryStatus
  /** Resolves when the files are open or cannot be opened, and after `openWithinMs` in any case. */
  readonly opened: Promise<void>
  /** Writes what is recorded, and ends the threads. Gives up after this time, with a warning. */
  readonly close: (withinMs: number) => Promise<void>
}

function statusOf(health: RecorderHealth, now: number): HistoryStatus {
  const { state, isRecording, writtenAt, failure, isShedding, bytes } = health
  return {
    ...{ state, isRecording, isShedding },
    writtenAt: writtenAt ?? null,
    writtenAgeMs: writtenAt === undefined ? null : Math.max(0, now - writtenAt),
    failure: failure ?? null,
    bytes: bytes ?? null,
  }
}

/** Starts the recorder; undefined where history is switched off. */
export function wireRecorder(
  config: Config,
  deps: {
    readonly clocks: Clocks
    readonly log: Logger
    /** Whether this node does what is done once in the cluster. */
    readonly doesSharedWork: () => boolean
    /** Read when a feed is recorded: feeds are created later. */
    readonly feeds: () => Pick<Feeds, 'ownerOf'>
  },
): HistoryParts | undefined {
  if (config.history === undefined) return undefined
  const directory = join(resolve(config.dataDir), 'history')
  const place = {
    ...{ historyDirectory: directory, databaseUrl: config.databaseUrl, dayRule: config.dayRule },
  }
  const recorder = createRecorder({
    port: startWriterThread(place),
    clocks: deps.clocks,
    ownerOf(feed) {
      const owner = deps.feeds().ownerOf(feed)
      return owner && { org: owner.org, username: feed, isPersonal: !owner.isServiceAccount }
    },
    retention: config.history,
    doesSharedWork: deps.doesSharedWork,
    flushEveryMs: config.history.flushEveryMs,
    timeZone: config.timeZone,
    log: (event, detail) => {
      deps.log.warn(detail, event)
    },
  })
  const reader = reportingGroups(createHistoryReader(place, recorder.opened, recorder.damaged), {
    ...{ monotonic: deps.clocks.monotonic, report: recorder.groupsShown },
  })
  const timer = setInterval(recorder.tick, tickMs)
  return {
    recorder,
    reader,
    opened: Promise.race([recorder.opened, delay(openWithinMs, undefined, { ref: false })]).then(
      () => undefined,
    ),
    status: () => statusOf(recorder.health(), deps.clocks.wall()),
    async close(withinMs) {
      clearInterval(timer)
      if (await settlesWithin(Promise.all([recorder.close(), reader.close()]), withinMs)) return
      deps.log.warn(
        { waitedMs: withinMs },
        'the threads of history did not end in time; what was recorded since the last flush may be lost',
      )
    },
  }
}

/** A moment as a board would have shown it: projected to its view spec, and cut to what the person may see. */
function stateOf(
  { at, sources, rows, names }: RecordedMoment,
  spec: ViewSpec,
  feed: OwnFeed,
  isOwn: boolean,
): HistoryState {
  const cut = isOwn ? createWholeCut() : createVisibleCut(visibleNow(feed), rowSubjects)
  if (names !== null) cut.named(names)
  const projection = createProjection(spec, cut.directory(), feed.epoch)
  return {
    at,
    sources: [...sources],
    queues: projection.queues(cut.queues()),
    ...(projection.directory === undefined ? {} : { directory: projection.directory }),
    domainOffsetMs: names?.domainOffsetMs ?? 0,
    payLoad: cut.rows(rows).map((source) => {
      const { dataSource, data } = projection.full(source)
      return { dataSource, data }
    }),
  }
}

/** The outcome of a read that failed: only one that was not refused for load is logged. */
export function readFailure(error: unknown, logError: (error: unknown) => void) {
  if (error instanceof HistoryBusy) return { ok: false, error: { code: 'history-busy' } } as const
  logError(error)
  return { ok: false, error: { code: 'history-unreadable' } } as const
}

/** No queue has this id. */
const hiddenQueue = ''

/** What the routes of history need. */
export function wireHistoryRoutes(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly boards: Pick<Boards, 'find'>
  /** Dates of a domain that are left out of bands. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}): Omit<HistoryDeps, 'day' | 'days' | 'agentTimeline'> {
  async function coverage(person: Actor, from: number, to: number): Promise<CoverageOutcome> {
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    try {
      const { name, isPersonal } = recordingOf(person, deps.feeds.serviceFeed())
      const read = await deps.history.reader.coverage({ name, isPersonal, from, to })
      return { ok: true, coverage: read }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  /** The whole floor is for a person whose own feed shows each queue of the service account's feed. */
  function isVisible(person: Actor, queue: string | null, isOwn: boolean): boolean {
    const feed = deps.feeds.find(person.username)
    if (queue !== null) return isOwn || feed?.queues().some(({ id }) => id === queue) === true
    const house = deps.feeds.serviceFeed()?.feed
    return isOwn || (feed !== undefined && house !== undefined && seesAllQueues(feed, house))
  }

  async function band(person: Actor, requested: RequestedBand): Promise<BandOutcome> {
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    const { name, isPersonal, isOwn } = recordingOf(person, deps.feeds.serviceFeed())
    // A queue that was never recorded has no weeks: so has one that is not for this person.
    const queue = isVisible(person, requested.queue, isOwn) ? requested.queue : hiddenQueue
    try {
      const holidays = await deps.markedDates(person.org)
      const { figure, day } = requested
      const queues = queue === null ? null : [queue]
      const own = deps.feeds.find(person.username)
      const seen = isOwn || own === undefined ? undefined : own.queues().map(({ id }) => id)
      const request = { name, isPersonal, figure, day, holidays, queues, seen }
      return { ok: true, band: await deps.history.reader.band(request) }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  async function stateAt(person: Actor, spec: ViewSpec, at: number): Promise<StateOutcome> {
    const feed = deps.feeds.find(person.username)
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    if (feed === undefined)
      return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
    try {
      const { name, isPersonal, isOwn } = recordingOf(person, deps.feeds.serviceFeed())
      const reply = await deps.history.reader.moment({
        ...{ name, isPersonal, at },
        dataSources: spec.sources,
      })
      if (reply.type === 'moment') return { ok: true, state: stateOf(reply.moment, spec, feed, isOwn) }
      return { ok: false, error: { code: 'no-history', params: { from: reply.from, to: reply.to } } }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }
  return {
    stateAt,
    coverage,
    band,
    async viewSpecOfBoard(org, boardId) {
      const found = await deps.boards.find(org, boardId)
      return found && viewSpecOf(applyMode(found.board), 'desk')
    },
  }
}
