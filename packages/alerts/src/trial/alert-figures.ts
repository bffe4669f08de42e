import { isShortAlert } from './dry-run.ts'
import type { LoggedAlert } from './logged-alert.ts'
import { joinSharedThresholds } from './shared-thresholds.ts'
import { countByHour, type HourCount } from './hour-counts.ts'

/** How noisy alerts were in a span, so that a site can make them quieter. */
export interface LogFigures {
  readonly fired: number
  readonly critical: number
  readonly perHour: number
  /** Ended within 30 seconds of their start. */
  readonly under30s: number
  readonly neverAcknowledged: number
  /** Null without an acknowledgement. */
  readonly medianToAcknowledgeMs: number | null
  readonly byHour: readonly HourCount[]
  /** The rules with the most alerts first. */
  readonly noisiest: readonly {
    readonly rule: LoggedAlert['rule']
    readonly fired: number
    readonly under30s: number
  }[]
}

const hourMs = 3_600_000
const noisiestCount = 10

const isShort = ({ firedAt, endedAt }: LoggedAlert): boolean => isShortAlert(firedAt, endedAt)

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function noisiestOf(alerts: readonly LoggedAlert[]): LogFigures['noisiest'] {
  const byRule = new Map<string, { rule: LoggedAlert['rule']; fired: number; under30s: number }>()
  for (const alert of alerts) {
    const { rule } = alert
    const known = byRule.get(rule.id) ?? { rule, fired: 0, under30s: 0 }
    known.fired += 1
    if (isShort(alert)) known.under30s += 1
    byRule.set(rule.id, known)
  }
  return [...byRule.values()]
    .sort((a, b) => b.fired - a.fired || b.under30s - a.under30s || (a.rule.id < b.rule.id ? -1 : 1))
    .slice(0, noisiestCount)
}

/** Figures of the alerts that fired in a span; others are left out. A threshold that several boards have counts once. */
export function alertFigures(
  alerts: readonly LoggedAlert[],
  span: { readonly from: number; readonly to: number },
): LogFigures {
  const inSpan = joinSharedThresholds(alerts).filter(
    ({ firedAt }) => firedAt >= span.from && firedAt < span.to,
  )
  const waits = inSpan.flatMap(({ firedAt, acknowledgedAt }) =>
    acknowledgedAt === null ? [] : [acknowledgedAt - firedAt],
  )
  const hours = (span.to - span.from) / hourMs
  return {
    fired: inSpan.length,
    critical: inSpan.filter(({ level }) => level === 'critical').length,
    perHour: hours > 0 ? inSpan.length / hours : 0,
    under30s: inSpan.filter(isShort).length,
    neverAcknowledged: inSpan.filter(({ acknowledgedAt }) => acknowledgedAt === null).length,
    medianToAcknowledgeMs: medianOf(waits),
    byHour: countByHour(
      inSpan.map(({ firedAt }) => firedAt),
      span.from,
      span.to,
    ),
    noisiest: noisiestOf(inSpan),
  }
}
