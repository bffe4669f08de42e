import { dryRun, type CompiledRule, type DryRun, type Figure, type Sample } from '@wallboard/alerts'
import type { BoardMetrics } from '@wallboard/boards'
import { maxTriedAlerts, type AlertEntity, type TriedRule } from '@wallboard/relay/rest/alerts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { measureOne, measureWhole, type Measurement } from './measure.ts'
import { eachOf } from './rule-entities.ts'

/** What was recorded at an instant, epoch milliseconds. */
export interface TriedRows {
  readonly at: number
  readonly metrics: BoardMetrics
  readonly isLive: (dataSource: string) => boolean
  readonly deadSince: (dataSource: string) => number | null
  readonly domainOffsetMs: number
}

interface Span {
  readonly from: number
  readonly to: number
}

/** A chart has no more points than this. */
const maxPoints = 720
const minuteMs = 60_000

/** How long the buckets of the chart of a span are: whole minutes. */
export const bucketMsOf = ({ from, to }: Span): number =>
  Math.max(1, Math.ceil((to - from) / maxPoints / minuteMs)) * minuteMs

const isGrowing = ({ isRunning }: Figure): boolean => isRunning === true

/** Whether a figure says nothing that the one before does not: it is the same, or has grown by the clock. */
function isImplied(before: Sample<AlertEntity>, at: number, figure: Figure): boolean {
  const { figure: last } = before
  if (last === null || isGrowing(last) !== isGrowing(figure)) return false
  const grown = isGrowing(last) && last.value !== null ? last.value + (at - before.at) : last.value
  const isSameValue =
    grown === null || figure.value === null ? grown === figure.value : Math.abs(grown - figure.value) < 1
  return (
    isSameValue &&
    last.isLive === figure.isLive &&
    last.isInsufficient === figure.isInsufficient &&
    last.reference === figure.reference
  )
}

/** Collects the figures of a rule's entities while a recording is played, for `triedRule`. */
export function createRuleTrial(rule: EvaluatedRule, linkSource: string, span: Span) {
  const samples = new Map<string, Sample<AlertEntity>[]>()
  const bucketMs = bucketMsOf(span)
  const buckets = new Map<number, number>()
  const isIncrease = rule.compiled.limits.every(({ when }) => when === 'increase')
  const isLower = rule.compiled.limits[0]?.when === 'below'
  const isLink = rule.compiled.metric === 'secondsWithoutData'

  function take(at: number, entity: AlertEntity, figure: Figure): void {
    const key = `${entity.kind} ${entity.id}`
    const known = samples.get(key)
    const last = known?.[known.length - 1]
    // An increase is between two snapshots, also equal ones.
    if (last !== undefined && !isIncrease && isImplied(last, at, figure)) return
    const sample = { at, key, entity, figure }
    if (known === undefined) samples.set(key, [sample])
    else known.push(sample)
  }

  function draw(at: number, figures: readonly Figure[]): void {
    const values = figures.flatMap(({ value, isLive }) => (isLive && value !== null ? [value] : []))
    if (values.length === 0) return
    const worse = isLower ? Math.min : Math.max
    const bucket = span.from + Math.floor((at - span.from) / bucketMs) * bucketMs
    const before = buckets.get(bucket)
    const worst = values.reduce((one, other) => worse(one, other))
    buckets.set(bucket, before === undefined ? worst : worse(before, worst))
  }

  function played({ at, metrics, isLive, deadSince, domainOffsetMs }: TriedRows): void {
    const input: Measurement = {
      ...{ metrics, now: at, isLive, domainOffsetMs },
      ...{ deadSince: isLink ? deadSince(linkSource) : null, deadSources: new Map() },
      // No recording has the health of displays, or the band of an earlier day.
      ...{ displays: () => [], bandEdge: () => null },
    }
    const ids = eachOf(rule, input)
    const measured =
      ids === undefined ? measureWhole(rule, input) : [...ids].flatMap((id) => measureOne(rule, id, input))
    for (const { entity, figure } of measured) take(at, entity, figure)
    const present = new Set(measured.map(({ entity: { kind, id } }) => `${kind} ${id}`))
    for (const [key, known] of samples) {
      const last = known[known.length - 1]
      if (last !== undefined && last.figure !== null && !present.has(key))
        known.push({ ...last, at, figure: null })
    }
    draw(
      at,
      measured.map(({ figure }) => figure),
    )
  }

  return {
    /** The rows at an instant of the recording, in the order of time. */
    played,
    samples: (): Iterable<readonly Sample<AlertEntity>[]> => samples.values(),
    /** The worst value of each bucket; null where nothing was live. Relative limits have another unit than the figure. */
    series: (): TriedRule['series'] =>
      rule.compiled.isRelative || buckets.size === 0
        ? undefined
        : {
            bucketMs,
            points: Array.from({ length: Math.ceil((span.to - span.from) / bucketMs) }, (_, index) => {
              const at = span.from + index * bucketMs
              return [at, buckets.get(at) ?? null] as [number, number | null]
            }),
          },
  }
}

export type RuleTrial = ReturnType<typeof createRuleTrial>

type Runs = readonly DryRun<AlertEntity>[]

const sumOf = (runs: Runs, read: (run: DryRun<AlertEntity>) => number): number =>
  runs.reduce((sum, run) => sum + read(run), 0)

/**
 * What a rule would have done: the sum over its entities, which the reducer evaluates apart.
 *
 * @param pause lets other work run between two entities
 */
export async function triedRule(
  rule: CompiledRule,
  trial: Pick<RuleTrial, 'samples' | 'series'>,
  span: Span,
  pause: () => Promise<void>,
): Promise<Omit<TriedRule, 'coverage' | 'liveMs'>> {
  const runs: DryRun<AlertEntity>[] = []
  const empty = dryRun<AlertEntity>(rule, [], span)
  for (const samples of trial.samples()) {
    runs.push(dryRun(rule, samples, span))
    await pause()
  }
  const alerts = runs.flatMap((run) => run.alerts).sort((a, b) => a.at - b.at)
  return {
    fired: sumOf(runs, ({ fired }) => fired),
    under30s: sumOf(runs, ({ under30s }) => under30s),
    critical: sumOf(runs, ({ critical }) => critical),
    totalMs: sumOf(runs, ({ totalMs }) => totalMs),
    longestMs: runs.reduce((longest, run) => Math.max(longest, run.longestMs), 0),
    byHour: empty.byHour.map(({ at }, index) => ({
      at,
      fired: sumOf(runs, ({ byHour }) => byHour[index]?.fired ?? 0),
    })),
    alerts: alerts.slice(0, maxTriedAlerts),
    isCapped: alerts.length > maxTriedAlerts,
    withDelay: {
      onDelay: empty.withDelay.onDelayMs / 1_000,
      fired: sumOf(runs, ({ withDelay }) => withDelay.fired),
      under30s: sumOf(runs, ({ withDelay }) => withDelay.under30s),
    },
    series: trial.series(),
  }
}
