import type { Freshness } from '@wallboard/statistics'
import type { Registry } from 'prom-client'
import { addGauge, addGaugeBy, secondsPerMs } from './collectors.ts'

/** The state of a feed as metrics report it. */
export interface FeedStatus {
  readonly freshness: Freshness
  /** Time since the confirmation of its oldest data source; null while a data source has never been confirmed. */
  readonly confirmedAgeMs: number | null
}

const freshnessValues: readonly Freshness[] = ['live', 'ageing', 'stale', 'down']

/** Registers the metrics of the Five9 sessions. */
export function addFeedMetrics(registry: Registry, feeds: () => readonly FeedStatus[]): void {
  addGaugeBy(
    registry,
    { name: 'wallboard_feeds', help: 'Five9 sessions by freshness of their data', label: 'freshness' },
    () => {
      const current = feeds()
      return freshnessValues.map(
        (freshness) => [freshness, current.filter((feed) => feed.freshness === freshness).length] as const,
      )
    },
  )
  addGauge(
    registry,
    {
      name: 'wallboard_feed_confirmation_age_seconds',
      help: 'Time since Five9 last confirmed the data of the oldest feed; +Inf before its first confirmation',
    },
    () => {
      const agesMs = feeds().map(({ confirmedAgeMs }) => confirmedAgeMs ?? Infinity)
      return agesMs.length === 0 ? undefined : Math.max(...agesMs) * secondsPerMs
    },
  )
}
