import { join, resolve } from 'node:path'
import { viewSpecOf, applyMode } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { noDirectory, type Clocks, type ViewSpec } from '@wallboard/relay'
import type { HistoryState } from '@wallboard/relay/rest/history'
import type { Logger } from 'pino'
import type { Actor } from '../auth/actor.ts'
import type { Boards } from '../boards/boards.ts'
import type { Config } from '../config.ts'
import type { HistoryDeps, StateOutcome } from '../history/history-routes.ts'
import type { RecordedMoment } from '../history/reading/recorded-moment.ts'
import { createHistoryReader, HistoryBusy, type HistoryReader } from '../history/reading/reader-thread.ts'
import { createRecorder, type Recorder } from '../history/recording/recorder.ts'
import { startWriterThread } from '../history/recording/writer-thread.ts'
import { visibleRows, type VisibleNow } from '../history/visible-rows.ts'
import { createProjection } from '../live/hub/projection.ts'
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
  readonly close: () => Promise<void>
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
    port: startWriterThread(directory, (error) => {
      deps.log.error({ err: error }, 'history is recorded no more; all else goes on')
    }),
    clocks: deps.clocks,
    ownerOf(feed) {
      const owner = deps.feeds().ownerOf(feed)
      return owner && { org: owner.org, username: feed, isPersonal: !owner.isServiceAccount }
    },
    retention: config.history,
    log: (event, detail) => {
      deps.log.warn(detail, event)
    },
  })
  const reader = createHistoryReader(directory)
  const timer = setInterval(recorder.tick, tickMs)
  return {
    recorder,
    reader,
    async close() {
      clearInterval(timer)
      await Promise.all([recorder.close(), reader.close()])
    },
  }
}

const idsOf = (feed: Feed, dataSource: string): ReadonlySet<string> =>
  new Set(feed.full([dataSource]).flatMap(({ data }) => data.map(({ id }) => id)))

/** What a person's own feed shows now: more of a recording is not for that person. */
function visibleNow(feed: Feed): VisibleNow {
  return {
    queueIds: new Set(feed.queues().map(({ id }) => id)),
    agentIds: new Set(feed.directory().agents.map(({ id }) => id)),
    idsOf: (dataSource) => idsOf(feed, dataSource),
  }
}

/** A moment as a board would have shown it: projected to its view spec, and cut to what the person may see. */
function stateOf({ at, sources, rows, names }: RecordedMoment, spec: ViewSpec, feed: Feed): HistoryState {
  const directory = names?.directory ?? noDirectory
  const projection = createProjection(spec, directory, feed.epoch)
  const now = visibleNow(feed)
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

/** What the routes of history need. */
export function wireHistoryRoutes(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: Pick<Feeds, 'find' | 'ownerOf' | 'serviceFeed'>
  readonly boards: Pick<Boards, 'find'>
  readonly logError: (error: unknown) => void
}): HistoryDeps {
  async function stateAt(person: Actor, spec: ViewSpec, at: number): Promise<StateOutcome> {
    const feed = deps.feeds.find(person.username)
    if (deps.history === undefined) return { ok: false, error: { code: 'history-off' } }
    if (feed === undefined)
      return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
    const service = deps.feeds.serviceFeed()
    const isHouse = service !== undefined && service.org === person.org
    try {
      const reply = await deps.history.reader.moment({
        name: { org: person.org, username: isHouse ? service.username : person.username },
        isPersonal: !isHouse,
        dataSources: spec.sources,
        at,
      })
      if (reply.type === 'moment') return { ok: true, state: stateOf(reply.moment, spec, feed) }
      return { ok: false, error: { code: 'no-history', params: { from: reply.from, to: reply.to } } }
    } catch (error) {
      if (error instanceof HistoryBusy) return { ok: false, error: { code: 'history-busy' } }
      deps.logError(error)
      return { ok: false, error: { code: 'history-unreadable' } }
    }
  }
  return {
    stateAt,
    async viewSpecOfBoard(org, boardId) {
      const found = await deps.boards.find(org, boardId)
      return found && viewSpecOf(applyMode(found.board), 'desk')
    },
  }
}
