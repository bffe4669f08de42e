import type { DayRule } from '@wallboard/history'
import { applyMode, boardQueues, sourcesOfBoard, type Board } from '@wallboard/boards'
import type { Clocks } from '@wallboard/relay'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueSource } from '@wallboard/statistics'
import type { Actor } from '../auth/actor.ts'
import type { Boards } from '../boards/boards.ts'
import { createDayReplies } from '../history/day-replies.ts'
import type { DaySubject } from '@wallboard/relay/rest/history'
import type { MarkedDays } from '../history/marked-days/marked-days.ts'
import type { DayOutcome, DaysOutcome, HistoryDeps } from '../history/history-routes.ts'
import { postedVisible, recordingOf, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

interface ShownQueues {
  readonly queues: readonly string[]
  readonly isFloor: boolean
  /** The queues that may be seen of a recording; undefined: all. */
  readonly seen: readonly string[] | undefined
  readonly board: Board | undefined
}

/** A shorter gap does not divide a span of the list of days. */
const shortGapMs = 3_600_000

function joined(spans: readonly CoverageSpan[]): { from: number; to: number }[] {
  const list: { from: number; to: number }[] = []
  for (const { kind, startsAt, endsAt } of spans) {
    if (kind !== 'live') continue
    const last = list.at(-1)
    if (last !== undefined && startsAt - last.to < shortGapMs) last.to = endsAt
    else list.push({ from: startsAt, to: endsAt })
  }
  return list
}

/** What the routes of a day's strip need. */
export function wireDay(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly boards: Pick<Boards, 'find'>
  readonly markedDays: Pick<MarkedDays, 'list'>
  readonly dayRule: DayRule
  readonly clocks: Clocks
  readonly logError: (error: unknown) => void
}): Pick<HistoryDeps, 'day' | 'days'> {
  const { history, feeds, boards } = deps
  const replies = history && createDayReplies({ ...deps.clocks, read: history.reader.day })

  async function shownBy(
    org: string,
    subject: DaySubject,
    visible: readonly string[],
    isOwn: boolean,
  ): Promise<ShownQueues | undefined> {
    const isVisible = (id: string) => isOwn || visible.includes(id)
    const seen = isOwn ? undefined : visible
    if ('queue' in subject)
      return { queues: [subject.queue].filter(isVisible), isFloor: false, seen, board: undefined }
    const found = await boards.find(org, subject.board)
    if (found === undefined) return undefined
    const board = applyMode(found.board)
    const queues = boardQueues(board)
    return queues === 'all'
      ? { queues: visible, isFloor: true, seen, board }
      : { queues: queues.filter(isVisible), isFloor: false, seen, board }
  }

  async function day(person: Actor, subject: DaySubject, from: number, to: number): Promise<DayOutcome> {
    if (replies === undefined) return { ok: false, error: { code: 'history-off' } }
    const feed = feeds.find(person.username)
    if (feed === undefined)
      return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
    const recording = recordingOf(person, feeds.serviceFeed())
    const visible = feed.queues().map(({ id }) => id)
    const shown = await shownBy(person.org, subject, visible, recording.isOwn)
    if (shown === undefined) return { ok: false, error: { code: 'no-such-board' } }
    const { board } = shown
    try {
      const read = await replies.read({
        ...{ ...recording, ...shown, from, to },
        visible: postedVisible(feed, board === undefined ? [] : sourcesOfBoard(board)),
      })
      return { ok: true, day: read }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  async function days(person: Actor): Promise<DaysOutcome> {
    if (history === undefined) return { ok: false, error: { code: 'history-off' } }
    const { name, isPersonal } = recordingOf(person, feeds.serviceFeed())
    try {
      const { sources } = await history.reader.coverage({ name, isPersonal, from: 0, to: deps.clocks.wall() })
      const queues = sources.find(({ dataSource }) => dataSource === queueSource)
      const marked = await deps.markedDays.list(person.org)
      const { timeZone, startMinute } = deps.dayRule
      const spans = joined(queues?.spans ?? [])
      return { ok: true, days: { spans, marked, timeZone, dayStartMinute: startMinute } }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  return { day, days }
}
