import type { RuleDocument } from '@wallboard/alerts'
import type { LimitChartData } from '../../board/charts/limit-chart.tsx'
import type { TriedRule } from '@wallboard/relay/rest/alerts'
import type { Unit } from '@wallboard/statistics'

const scales: Readonly<Record<Unit, number>> = { ms: 1_000, share: 0.01, count: 1, ratio: 1 }
/** A limit is never at the upper edge. */
const headroom = 1.15
const minGapMs = 60_000

/** The part of the span from the first to the last recorded instant; all of it where nothing was recorded. */
function recordedPart(
  coverage: TriedRule['coverage'],
  span: { readonly from: number; readonly to: number },
): { readonly from: number; readonly to: number } {
  const live = coverage.filter(({ kind }) => kind === 'live')
  if (live.length === 0) return span
  return {
    from: Math.max(span.from, Math.min(...live.map(({ startsAt }) => startsAt))),
    to: Math.min(span.to, Math.max(...live.map(({ endsAt }) => endsAt))),
  }
}

/** The chart of what a rule did in a span. `rule`: for its limits; undefined while the form has faults. */
export function chartOf(
  { alerts, coverage, series }: TriedRule,
  span: { readonly from: number; readonly to: number },
  rule: RuleDocument | undefined,
  unit: Unit,
): LimitChartData {
  const scale = scales[unit]
  const limits = (['warn', 'critical'] as const).flatMap((level) => {
    const written = rule?.[level]
    return written === undefined || rule?.when === 'increase' ? [] : [{ level, value: written * scale }]
  })
  const rows = (series?.points ?? []).map(([at, value]) => ({ at, value }))
  const values = [
    ...rows.flatMap(({ value }) => (value === null ? [] : [value])),
    ...limits.map(({ value }) => value * headroom),
    ...alerts.flatMap(({ peak }) => (peak === null ? [] : [peak])),
  ]
  return {
    ...recordedPart(coverage, span),
    rows,
    gaps: coverage
      .filter(({ kind, startsAt, endsAt }) => kind !== 'live' && endsAt - startsAt >= minGapMs)
      .map(({ startsAt, endsAt }) => ({ from: Math.max(startsAt, span.from), to: Math.min(endsAt, span.to) }))
      .filter(({ from, to }) => to > from),
    limits,
    top: Math.max(scale, ...values),
  }
}
