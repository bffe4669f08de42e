import { createBoardMetrics } from '@wallboard/boards'
import { createCallClock } from '@wallboard/statistics/campaign-table'
import { sourceAt, type FeedData, type EvaluatedFeed } from './feed-data.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import type { Measurement } from './measure.ts'

/** What the rules of a feed measure, and whether other sources are live than the last time. */
export interface FeedMeasurement {
  readonly input: Measurement
  readonly isOtherLive: boolean
}

/** Reads the present figures of a feed, and which of its sources are live. */
export function createMeasurements(deps: {
  readonly feed: EvaluatedFeed
  readonly data: FeedData
  readonly monotonic: () => number
  readonly rules: () => readonly EvaluatedRule[]
  readonly displays: Measurement['displays']
  readonly bandEdge: Measurement['bandEdge']
  readonly silentFrom: Measurement['silentFrom']
}): () => FeedMeasurement {
  const { feed, monotonic, displays, bandEdge, silentFrom } = deps
  const calls = createCallClock()
  const metrics = createBoardMetrics(deps.data)
  let live: ReadonlySet<string> = new Set()
  let deadSince: number | null = null
  let sourcesOf: { readonly rules: readonly EvaluatedRule[]; readonly sources: readonly string[] } = {
    ...{ rules: [], sources: [] },
  }

  function usedSources(): readonly string[] {
    const rules = deps.rules()
    if (sourcesOf.rules !== rules)
      sourcesOf = { rules, sources: [...new Set(rules.flatMap(({ dataSources }) => dataSources))] }
    return sourcesOf.sources
  }

  return () => {
    const now = monotonic()
    const link = feed.link()
    const states = usedSources().map((source) => ({ source, ...sourceAt(link, source, now) }))
    const before = live
    live = new Set(states.flatMap(({ source, isLive }) => (isLive ? [source] : [])))
    if (states.length === 0 ? link.state === 'up' : live.size > 0) deadSince = null
    else deadSince ??= link.confirmedAt ?? now
    const deadSources = new Map<string, number>()
    if (deadSince === null)
      for (const { source, isLive, confirmedAt } of states)
        if (!isLive && confirmedAt !== null) deadSources.set(source, confirmedAt)
    const current = live
    return {
      input: {
        ...{ metrics, now, isLive: (source) => current.has(source), deadSince, deadSources },
        ...{ domainOffsetMs: link.domainOffsetMs, displays, bandEdge },
        ...{ calls, silentFrom },
      },
      isOtherLive: before.size !== live.size || [...live].some((source) => !before.has(source)),
    }
  }
}
