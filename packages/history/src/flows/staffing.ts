import { activityOf, isTotalsId, readText, type Row, type Statistics } from '@wallboard/statistics'
import { DataSource } from '@wallboard/five9/identifiers'
import type { Span } from '../calendar/local-day.ts'

/** What an agent is to the queues: at work, away for a reason, or not here. */
export type AgentPresence = 'at-work' | 'away' | 'logged-out'

/** An agent went away, came back, or logged in or out. */
export interface AgentMove {
  /** Epoch milliseconds of the recording clock. */
  readonly at: number
  readonly agentId: string
  readonly to: AgentPresence
  /** The reason of going away or of logging out, as an id; undefined without one. */
  readonly reasonId: string | undefined
}

/** Agent time in milliseconds: for one agent in one hour, 3,600,000. */
export interface AgentTime {
  readonly loggedInMs: number
  /** Not ready, by the id of the reason; `0` without a reason. */
  readonly awayMs: ReadonlyMap<string, number>
}

/** Time at work: logged in, and not away. */
export const staffedMs = ({ loggedInMs, awayMs }: AgentTime): number =>
  [...awayMs.values()].reduce((left, away) => left - away, loggedInMs)

const noReason = '0'

const presenceOf = (row: Row | undefined): AgentPresence => {
  const activity = row === undefined ? 'logged-out' : activityOf(row)
  return activity === 'logged-out' ? activity : activity === 'not-ready' ? 'away' : 'at-work'
}

const reasonOf = (row: Row | undefined): string | undefined => {
  const reason = row === undefined ? undefined : readText(row, 'reasonCodeId')
  return reason === noReason ? undefined : reason
}

const overlap = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce(
    (sum, { startsAt, endsAt }) => sum + Math.max(0, Math.min(endsAt, to) - Math.max(startsAt, from)),
    0,
  )

/**
 * Follows the agents of a queue: for how long they were logged in and away, and when they moved.
 *
 * @param agentIds the agents who have the queue as a skill
 * @param live when the source was live: other time is not counted, and a move in it has no instant
 */
export function followStaffing(options: {
  readonly agentIds: ReadonlySet<string>
  readonly live: readonly Span[]
  readonly from: number
}): {
  /** Call it before the change at `at` is applied to `statistics`, with the ids that change. */
  readonly before: (at: number, ids: Iterable<string>, statistics: Statistics) => void
  /** Call it after the change was applied. */
  readonly after: (at: number, ids: Iterable<string>, statistics: Statistics) => void
  readonly end: (at: number, statistics: Statistics) => AgentTime
  readonly moves: () => readonly AgentMove[]
} {
  const { agentIds, live, from } = options
  const since = new Map<string, number>()
  const rowsBefore = new Map<string, Row | undefined>()
  const awayMs = new Map<string, number>()
  const moves: AgentMove[] = []
  let loggedInMs = 0

  const rowOf = (statistics: Statistics, id: string) => statistics.rows(DataSource.AgentState).get(id)
  const isLiveAt = (at: number) => live.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)

  function count(id: string, at: number, row: Row | undefined): void {
    const ms = overlap(live, since.get(id) ?? from, at)
    since.set(id, at)
    const presence = presenceOf(row)
    if (presence === 'logged-out' || ms === 0) return
    loggedInMs += ms
    if (presence !== 'away') return
    const reason = reasonOf(row) ?? noReason
    awayMs.set(reason, (awayMs.get(reason) ?? 0) + ms)
  }

  return {
    before(at, ids, statistics) {
      rowsBefore.clear()
      for (const id of ids) {
        if (!agentIds.has(id)) continue
        const row = rowOf(statistics, id)
        rowsBefore.set(id, row)
        count(id, at, row)
      }
    },
    after(at, ids, statistics) {
      for (const id of ids) {
        if (!rowsBefore.has(id) || isTotalsId(id)) continue
        const [was, is] = [rowsBefore.get(id), rowOf(statistics, id)]
        const to = presenceOf(is)
        // Another reason is another absence.
        const hasMoved = presenceOf(was) !== to || (to === 'away' && reasonOf(was) !== reasonOf(is))
        if (!hasMoved || !isLiveAt(at)) continue
        moves.push({ at, agentId: id, to, reasonId: to === 'at-work' ? undefined : reasonOf(is) })
      }
    },
    end(at, statistics) {
      for (const id of agentIds) count(id, at, rowOf(statistics, id))
      return { loggedInMs, awayMs }
    },
    moves: () => moves,
  }
}
