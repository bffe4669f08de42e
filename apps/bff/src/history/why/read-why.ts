import { dateOf, oneWeekBefore, type SkillMap, type DayRule } from '@wallboard/history'
import type { HistoryWhy } from '@wallboard/relay/rest/why'
import { aheadOfClock, byWallClock } from '../reading/clock-ahead.ts'
import { joinedSpans } from '../reading/read-coverage.ts'
import { readNames, type OnDamage } from '../reading/read-moment.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import type { RecordedNames } from '../recording/recorded-names.ts'
import { composeWhy } from './compose-why.ts'
import { readWindow } from './read-window.ts'
import { hangUpRateOf } from './read-estimates.ts'
import { campaignsOf, namesChanges, type NamesChange } from './names-changes.ts'
import { skillsIn } from '../recording/recorded-skills.ts'
import { baselineFigures } from './baseline-figures.ts'
import { figuresOf, type WindowFigures } from './window-figures.ts'

const windowMs = 900_000
const patienceMs = 28 * 86_400_000
const hourMs = 3_600_000
/** Weeks that a band looks back. */
const maxWeeks = 8
/** A window counts as usual if this much of it was recorded live. */
const minLiveShare = 0.8
/** A request for an instant as near as this is one for the present. */
const presentMs = 60_000
/** Names that changed more often within a window are read no further back. */
const maxNamesRead = 50

export interface WhyRequest {
  readonly queueId: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Agents and campaigns that the caller's own feed shows. */
  readonly agentIds: readonly string[]
  readonly campaignIds: readonly string[]
  readonly dayRule: DayRule
  /** Local dates that are left out of what is usual. */
  readonly holidays: readonly string[]
}

/** The answer, or nothing at that instant, with the span in which something is recorded. */
export type WhyReply =
  | { readonly type: 'why'; readonly why: HistoryWhy }
  | { readonly type: 'nothing'; readonly from: number | null; readonly to: number | null }

async function readNamesChanges(
  store: HistoryStore,
  feed: number,
  queueId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly NamesChange[]> {
  const changes: NamesChange[] = []
  let until = to
  for (let count = 0; count < maxNamesRead; count += 1) {
    const stored = await store.names(feed, until)
    if (stored === undefined || stored.at <= from) break
    const [after, before] = [
      await readNames(store, feed, stored.at),
      await readNames(store, feed, stored.at - 1),
    ]
    changes.unshift(...namesChanges(queueId, before, after, stored.at))
    until = stored.at - 1
  }
  return changes
}

/** The reply with instants of the wall clock: the recording is ahead of it. */
const datedBack = (why: HistoryWhy, aheadMs: number): HistoryWhy => ({
  ...why,
  ...{ from: why.from - aheadMs, to: why.to - aheadMs },
  moves: why.moves.map(({ at, backAt, ...move }) => ({
    ...{ ...move, at: at - aheadMs, backAt: backAt === null ? null : backAt - aheadMs },
  })),
  changes: why.changes.map(({ at, ...change }) => ({ ...change, at: at - aheadMs })),
  gaps: why.gaps.map(({ gap, ...source }) => ({ ...source, gap: byWallClock(gap, aheadMs) })),
})

/**
 * What changed for a queue in the 15 minutes before an instant, against what is usual. It claims no cause that the
 * recording does not show.
 *
 * @param pause other requests are served between the weeks
 * @param onDamage damage that this reading found
 * @param now the wall clock: after it was set far back, the last minutes are dated ahead of it
 * @throws StorageError when the files cannot be read
 */
export async function readWhy(
  store: HistoryStore,
  name: FeedName,
  request: WhyRequest,
  pause: () => Promise<void>,
  onDamage: OnDamage = () => undefined,
  now = Infinity,
): Promise<WhyReply> {
  const { queueId, dayRule } = request
  const holidays = new Set(request.holidays)
  const feed = await store.findFeed(name)
  const extent = feed === undefined ? undefined : await store.extent(feed)
  if (feed === undefined || extent === undefined) return { type: 'nothing', from: null, to: null }
  const aheadMs = Math.abs(request.at - now) <= presentMs ? aheadOfClock(extent, now) : 0
  const at = request.at + aheadMs
  if (at < extent.from || at > extent.to + (aheadMs > 0 ? presentMs : 0))
    return { type: 'nothing', ...extent }
  const [visibleAgents, visibleCampaigns] = [new Set(request.agentIds), new Set(request.campaignIds)]

  async function read(from: number, to: number, names: RecordedNames | null) {
    const skills: SkillMap = skillsIn(names)
    const window = await readWindow(store, feed ?? 0, { from, to, queueId, skills }, onDamage)
    return { ...window, campaigns: campaignsOf(queueId, skills, visibleCampaigns) }
  }
  async function usualAt(to: number, lengthMs: number): Promise<WindowFigures | undefined> {
    if (to - lengthMs < (extent?.from ?? to)) return undefined
    const { facts, campaigns } = await read(to - lengthMs, to, await readNames(store, feed ?? 0, to))
    return figuresOf(facts, campaigns, minLiveShare * lengthMs)
  }

  const from = at - windowMs
  const names = await readNames(store, feed, at)
  const { facts, sources, campaigns } = await read(from, at, names)
  const weeks: WindowFigures[] = []
  for (let week = 0, instant = request.at; week < maxWeeks; week += 1) {
    await pause()
    instant = oneWeekBefore(instant, dayRule.timeZone)
    if (holidays.has(dateOf(instant - 1, dayRule))) continue
    const figures = await usualAt(instant, windowMs)
    if (figures !== undefined) weeks.push(figures)
  }
  const usual = baselineFigures(weeks, await usualAt(from, hourMs))
  const hangUpRate = hangUpRateOf(
    await store.flows(feed, at - patienceMs, at),
    campaigns.all,
    skillsIn(names),
  )
  const nameOfAgent = new Map(names?.directory.agents.map((agent) => [agent.id, agent.name]))
  const nameOfReason = new Map(names?.directory.reasons.map((reason) => [reason.id, reason.name]))
  const agentOf = (id: string) =>
    visibleAgents.has(id) ? { id, name: nameOfAgent.get(id) ?? null } : undefined
  const why = composeWhy({
    ...{ queue: queueId, from, to: at, usual, hangUpRate, agentOf },
    now: figuresOf(facts, campaigns, minLiveShare * windowMs),
    moves: facts.moves,
    reasonName: (id) => nameOfReason.get(id),
    changes: (await readNamesChanges(store, feed, queueId, { from, to: at })).map(
      ({ agentId, ...change }) => ({
        ...change,
        name: agentId === undefined ? null : (agentOf(agentId)?.name ?? null),
      }),
    ),
    gaps: sources.flatMap(({ dataSource, coverage }) =>
      joinedSpans(coverage).flatMap(({ kind, startsAt, endsAt }) =>
        kind === 'live'
          ? []
          : [{ dataSource, gap: { kind, startsAt: Math.max(from, startsAt), endsAt: Math.min(at, endsAt) } }],
      ),
    ),
  })
  return { type: 'why', why: datedBack(why, aheadMs) }
}
