import { trendBandKey, type TrendBandSubject } from '@wallboard/boards'
import { queueMetrics } from '@wallboard/statistics'
import { tiles } from '../../i18n/index.ts'
import { useScreenStatus, useTrend } from '../../live/hooks/live-context.tsx'
import type { TrendBand } from '../../live/stores/trend-store.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { bandAt } from './trend-rows-state.ts'

/** What is usual at an instant of the page's clock, in words: `usual 5–9`; undefined where no band is known. */
export function bandWords(
  band: TrendBand | undefined,
  at: number,
  metric: keyof typeof queueMetrics,
): string | undefined {
  const range = band === undefined ? null : bandAt(band.points, at)
  if (range === null) return undefined
  const { unit } = queueMetrics[metric]
  const [low, high] = range.map((value) => formatFigure(Math.round(value), unit))
  return low === undefined || high === undefined ? undefined : tiles.usual.range(low, high)
}

/** What is usual for a figure now, in its base unit; undefined where no band is known, or without a subject. */
export function useBandRange(
  subject: TrendBandSubject | undefined,
): readonly [low: number, high: number] | undefined {
  const { band } = useTrend(subject === undefined ? '' : trendBandKey(subject))
  const edge = (screenNow: number, index: 0 | 1) =>
    band === undefined ? undefined : bandAt(band.points, screenNow)?.[index]
  const low = useScreenStatus(({ screenNow }) => edge(screenNow, 0))
  const high = useScreenStatus(({ screenNow }) => edge(screenNow, 1))
  return low === undefined || high === undefined ? undefined : [low, high]
}

/** What is usual for a figure now, in words; undefined where no band is known, or without a subject. */
export function useBandWords(subject: TrendBandSubject | undefined): string | undefined {
  const { band } = useTrend(subject === undefined ? '' : trendBandKey(subject))
  return useScreenStatus(({ screenNow }) =>
    subject === undefined ? undefined : bandWords(band, screenNow, subject.metric),
  )
}
