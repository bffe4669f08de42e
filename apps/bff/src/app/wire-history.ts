import { join, resolve } from 'node:path'
import { viewSpecOf, applyMode } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { noDirectory, type Clocks, type ViewSpec } from '@wallboard/relay'
import type { HistoryState } from '@wallboard/relay/rest/history'
import type { Logger } from 'pino'
import type { Actor } from '../auth/actor.ts'
import type { Boards } from '../boards/boards.ts'
import type { Config } from '../config.ts'
import type { CoverageOutcome, HistoryDeps, StateOutcome } from '../history/history-routes.ts'
import type { RecordedMoment } from '../history/reading/recorded-moment.ts'
import {
  createHistoryReader,
  HistoryBusy,
  type HistoryReader,
  type RecordingName,
} from '../history/reading/reader-thread.ts'
import { createRecorder, type Recorder } from '../history/recording/recorder.ts'
import type { RecorderHealth } from '../history/recording/recorder-health.ts'
import { startWriterThread } from '../history/recording/writer-thread.ts'
import { visibleNames, visibleRows, type VisibleNow } from '../history/visible-rows.ts'
import { createProjection } from '../live/hub/projection.ts'
import type { HistoryStatus } from '../operations/history-metrics.ts'
import type { Feed } from '../upstream/feed.ts'
import type { Feeds } from '../upstream/feeds.ts'

const tickMs = 1_000

const subjects = {
  queues: new Set<string>([DataSource.AcdStatus]),
  agents: new Set<string>([DataSource.AgentState, DataSource.AgentStatistic, DataSource.UserSession]),
}

/** What the service needs of history. */
export interface HistoryParts {
  readonly recorder: Recorder
  readonly reader: HistoryReader
  readonly status: () => HistoryStatus
  readonly close: () => Promise<void>
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
    /** Read when a feed is recorded: feeds are created later. */
    readonly feeds: () => Pick<Feeds, 'ownerOf'>
  },
): HistoryParts | undefined {
  if (config.history === undefined) return undefined
  const directory = join(resolve(config.dataDir), 'history')
  const recorder = createRecorder({
    port: startWriterThread(directory),
    clocks: deps.clocks,
    ownerOf(feed) {
      const owner = deps.feeds().ownerOf(feed)
      return owner && { org: owner.org, username: feed, isPersonal: !owner.isServiceAccount }
    },
    retention: config.history,
    flushEveryMs: config.history.flushEveryMs,
    log: (event, detail) => {
      deps.log.warn(detail, event)
    },
  })
  const reader = createHistoryReader(directory, recorder.opened, recorder.damaged)
  const timer = setInterval(recorder.tick, tickMs)
  return {
    recorder,
    reader,
    status: () => statusOf(recorder.health(), deps.clocks.wall()),
    async close() {
      clearInterval(timer)
      await Promise.all([recorder.close(), reader.close()])
    },
  }
}

/** A person's own feed: it decides what of a recording the person may see. */
type OwnFeed = Pick<Feed, 'epoch' | 'full' | 'queues' | 'directory'>

const idsOf = (feed: OwnFeed, dataSource: string): ReadonlySet<string> =>
  new Set(feed.full([dataSource]).flatMap(({ data }) => data.map(({ id }) => id)))

/** What a person's own feed shows now: more of a recording is not for that person. */
function visibleNow(feed: OwnFeed): VisibleNow {
  const { agents, campaigns } = feed.directory()
  return {
    queueIds: new Set(feed.queues().map(({ id }) => id)),
    agentIds: new Set(agents.map(({ id }) => id)),
    campaignIds: new Set(campaigns.map(({ id }) => id)),
    idsOf: (dataSource) => idsOf(feed, dataSource),
  }
}

/** A moment as a board would have shown it: projected to its view spec, and cut to what the person may see. */
function stateOf({ at, sources, rows, names }: RecordedMoment, spec: ViewSpec, feed: OwnFeed): HistoryState {
  const now = visibleNow(feed)
  const directory = visibleNames(names?.directory ?? noDirectory, now)
  const projection = createProjection(spec, directory, feed.epoch)
  return {
    at,
    sources: [...sources],
    queues: projection.queues(names?.queues ?? []).filter(({ id }) => now.queueIds.has(id)),
    ...(projection.directory === undefined ? {} : { directory: projection.directory }),
    domainOffsetMs: names?.domainOffsetMs ?? 0,
    payLoad: visibleRows(rows, now, subjects).map((source) => {
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

/** What the routes of history need. */
export function wireHistoryRoutes(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => { readonly org: string | undefined; readonly username: string } | undefined
  }
  readonly boards: Pick<Boards, 'find'>
  readonly logError: (error: unknown) => void
}): HistoryDeps {
  /** The recording that a person may read: of the house feed of the domain, else of the person's own feed. */
  function recordingOf(person: Actor): RecordingName {
    const service = deps.feeds.serviceFeed()
    const isHouse = service !== undefined && service.org === person.org
    const username = isHouse ? service.username : person.username
    return { name: { org: person.org, username }, isPersonal: !isHouse }
  }

  async function coverage(person: Actor, from: number, to: number): Promise<CoverageOutcome> {
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    try {
      const read = await deps.history.reader.coverage({ ...recordingOf(person), from, to })
      return { ok: true, coverage: read }
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
      const reply = await deps.history.reader.moment({
        ...recordingOf(person),
        dataSources: spec.sources,
        at,
      })
      if (reply.type === 'moment') return { ok: true, state: stateOf(reply.moment, spec, feed) }
      return { ok: false, error: { code: 'no-history', params: { from: reply.from, to: reply.to } } }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }
  return {
    stateAt,
    coverage,
    async viewSpecOfBoard(org, boardId) {
      const found = await deps.boards.find(org, boardId)
      return found && viewSpecOf(applyMode(found.board), 'desk')
    },
  }
}
