import type { FilledDay, HistoryStore, StoredNames } from '@wallboard/bff/history-store'
import type { DayRule, SkillMap } from '@wallboard/history'
import { fillDay, type Detail } from './fill-day.ts'
import type { DemoFloor } from './floor-day.ts'

const dayMs = 86_400_000

/** The days of UTC before an instant, newest first; the newest one ends at that instant. */
export function plannedDays(until: number, days: number, now: number): readonly FilledDay[] {
  const today = Math.floor(until / dayMs) * dayMs
  return Array.from({ length: days }, (_, index) => {
    const startsAt = today - index * dayMs
    return { startsAt, endsAt: index === 0 ? until : startsAt + dayMs, until: startsAt, updatedAt: now }
  }).filter(({ startsAt, endsAt }) => endsAt > startsAt)
}

/** Of the newest days everything can be replayed; of days that are removed soon, nothing. */
const detailOf = (index: number, fullDays: number, replayDays: number): Detail =>
  index < fullDays ? 'full' : index < replayDays ? 'reduced' : 'averages'

/** Which of several programs fills a day: each takes every n-th one. */
export interface Share {
  readonly index: number
  readonly of: number
}

/**
 * Fills the past of the demo's feed before its first recorded instant, newest day first. What was recorded or filled
 * before stays as it is. It may be killed at any moment: the next call goes on.
 *
 * @param days how many days, the first one included
 * @param fullDays of how many of them every data source is filled in
 * @param replayDays how many days are kept for replays
 */
export async function fillHistory(deps: {
  readonly store: Pick<HistoryStore, 'writeFilling' | 'planFilling' | 'fillingDays' | 'extent'>
  readonly feed: number
  readonly days: number
  readonly fullDays: number
  readonly replayDays: number
  readonly floor: DemoFloor
  readonly names: StoredNames | undefined
  readonly skills: SkillMap
  readonly dayRule: DayRule
  readonly now: () => number
  readonly share?: Share
}): Promise<void> {
  const { store, feed, share = { index: 0, of: 1 } } = deps
  const recorded = await store.extent(feed)
  if (recorded === undefined) return
  await store.planFilling(feed, plannedDays(recorded.from, deps.days, deps.now()))
  const planned = await store.fillingDays(feed)
  for (const [index, day] of planned.entries()) {
    if (index % share.of !== share.index || day.until >= day.endsAt) continue
    await fillDay({ ...deps, day, detail: detailOf(index, deps.fullDays, deps.replayDays) })
  }
}
