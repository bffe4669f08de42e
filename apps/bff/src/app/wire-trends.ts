import {
  applyMode,
  createDeskBoard,
  deskBoardId,
  trendKey,
  trendSpans,
  trendsOf,
  trendBandKey,
  type Board,
  type TrendBandSubject,
} from '@wallboard/boards'
import { bucketStart, type DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import { noTrends } from '@wallboard/relay/rest/history-trends'
import type { Boards } from '../boards/boards.ts'
import type { Display } from '../displays/display.ts'
import type { Displays } from '../displays/displays.ts'
import type { TrendsDeps, TrendsOutcome } from '../history/trend-routes.ts'
import type { FeedName } from '../history/store/history-store.ts'
import type { TrendSubjects } from '../history/reading/read-trends.ts'
import { createTrendReplies } from '../history/trend-replies.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { seesAllQueues } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

const deskBoard = createDeskBoard()

/**
 * The trends of a board as far as a person may see them: of the queues that the person's own feed shows now, or with
 * `seen` undefined of all that were recorded, also of queues that were removed. See docs/security.md.
 */
function visibleTrends(
  board: Board,
  visibleIds: readonly string[],
  hasAllQueues: boolean,
  isOwn: boolean,
): TrendSubjects {
  const visible = new Set(visibleIds)
  const seen = isOwn ? undefined : visibleIds
  const listed = (queues: readonly string[] | 'all') =>
    queues === 'all' ? visibleIds : queues.filter((id) => visible.has(id))
  const recorded = (queues: readonly string[] | 'all') =>
    queues !== 'all' && isOwn ? queues : listed(queues)
  const { trends, sparkLines, usual } = trendsOf(board)
  const byKey = new Map(trends.map((trend) => [trendKey(trend), trend]))
  return {
    trends: [...byKey].map(([key, { queues, metric, span, comparison }]) => ({
      ...{ key, metric, spanMs: trendSpans[span], withLastWeek: comparison === 'last-week' },
      withBand: comparison === 'normal-band',
      ...{ queues: recorded(queues ?? 'all'), isFloor: queues === undefined, seen },
      withRemoved: (queues ?? 'all') === 'all' && isOwn,
    })),
    sparkLines: listed(sparkLines),
    usual: [
      ...listed(sparkLines).map((queue): TrendBandSubject => ({ queues: [queue], metric: 'callsInQueue' })),
      ...usual,
    ].flatMap((subject): TrendSubjects['usual'] => {
      const { metric } = subject
      const key = trendBandKey(subject)
      if (subject.queues === null || (subject.queues === 'all' && hasAllQueues))
        return hasAllQueues ? [{ key, queues: null, metric, seen }] : []
      const queues = listed(subject.queues)
      return queues.length === 0 ? [] : [{ key, queues, metric }]
    }),
  }
}

/** What the routes of trends need. */
export function wireTrends(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: Pick<Feeds, 'find' | 'serviceFeed'>
  readonly boards: Pick<Boards, 'find'>
  readonly displays: Pick<Displays, 'authenticate'>
  readonly boardOf: (display: Display) => Promise<Board>
  readonly clocks: Clocks
  readonly dayRule: DayRule
  /** Local dates of a domain without a normal band. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}): Pick<TrendsDeps, 'trendsOfBoard' | 'trendsOfDisplay'> {
  const { history, feeds } = deps
  const replies = history && createTrendReplies({ ...deps.clocks, read: history.reader.trends })

  /** @param recorded whose recording is read, which may be another feed than the one that says what is visible */
  async function trendsFor(
    board: Board,
    feedOf: string,
    recorded: FeedName,
    at?: number,
  ): Promise<TrendsOutcome> {
    const feed = feeds.find(feedOf)
    if (replies === undefined || feed === undefined) return { ok: true, text: JSON.stringify(noTrends) }
    const visibleIds = feed.queues().map(({ id }) => id)
    const recordedFeed = feeds.find(recorded.username)
    const isOwn = recorded.username === feedOf
    const hasAllQueues = isOwn || (recordedFeed !== undefined && seesAllQueues(feed, recordedFeed))
    try {
      const text = await replies.textFor({
        ...visibleTrends(board, visibleIds, hasAllQueues, isOwn),
        name: recorded,
        dayRule: deps.dayRule,
        holidays: await deps.markedDates(recorded.org),
        // The minute of a past instant holds what came after it.
        until: at === undefined ? undefined : bucketStart('minute', at),
        isPersonal: feeds.serviceFeed()?.username !== recorded.username,
      })
      return { ok: true, text }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  return {
    async trendsOfBoard({ org, username }, boardId, at) {
      const board = boardId === deskBoardId ? deskBoard : (await deps.boards.find(org, boardId))?.board
      if (board === undefined) return { ok: false, error: { code: 'no-such-board' } }
      const service = feeds.serviceFeed()
      const recorded = service?.org === org ? service.username : username
      return trendsFor(applyMode(board), username, { org, username: recorded }, at)
    },
    async trendsOfDisplay(token) {
      const display = await deps.displays.authenticate(token)
      if (display === undefined) return { ok: false, error: { code: 'not-paired' } }
      const { org, feed } = display
      return trendsFor(await deps.boardOf(display), feed, { org, username: feed })
    },
  }
}
