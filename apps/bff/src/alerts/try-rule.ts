import { dryRun, type CompiledRule, type DryRun, type Figure, type Sample } from '@wallboard/alerts'
import type { BoardMetrics } from '@wallboard/boards'
import { maxTriedAlerts, type AlertEntity, type NotKnown, type TriedRule } from '@wallboard/relay/rest/alerts'
import { createCallClock } from '@wallboard/statistics/campaign-table'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { isImplied } from './implied-figure.ts'
import { measureOne, measureWhole, type MeasuredEntity, type Measurement } from './measure.ts'
import { eachOf } from './rule-entities.ts'
import { noNormal, type TriedNormal } from './tried-normal.ts'

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

/** Whether a figure, and what its limits are relative to, is known. A rate of too few calls is known to say nothing. */
const isKnown = ({ value, reference, isInsufficient }: Figure): boolean =>
  isInsufficient === true || (value !== null && reference !== null)

/** Follows which entities, and for how long any of them, had a known figure while the sources were live. */
function createKnowledge(from: number) {
  const known = new Map<string, boolean>()
  let knownMs = 0
  let last = { at: from, isAnyKnown: false }
  return {
    take(at: number, measured: readonly MeasuredEntity[]): void {
      if (last.isAnyKnown) knownMs += at - last.at
      let isAnyKnown = false
      for (const { entity, figure } of measured) {
        if (!figure.isLive) continue
        const isKnownNow = isKnown(figure)
        isAnyKnown ||= isKnownNow
        const key = `${entity.kind} ${entity.id}`
        known.set(key, isKnownNow || known.get(key) === true)
      }
      last = { at, isAnyKnown }
    },
    /** How many entities had a known figure at some time, and how many had a figure that was never known. */
    counts() {
      const all = [...known.values()]
      const knownCount = all.filter(Boolean).length
      return { known: knownCount, unknown: all.length - knownCount }
    },
    knownMs: (to: number) => knownMs + (last.isAnyKnown ? Math.max(0, to - last.at) : 0),
  }
}

/**
 * Collects the figures of a rule's entities while a recording is played, for `triedRule`.
 *
 * @param usual what was usual on the days of the span, for a rule that depends on it
 */
export function createRuleTrial(
  rule: EvaluatedRule,
  linkSource: string,
  span: Span,
  usual: TriedNormal = noNormal,
) {
  const samples = new Map<string, Sample<AlertEntity>[]>()
  const bucketMs = bucketMsOf(span)
  const buckets = new Map<number, number>()
  const calls = createCallClock()
  const knowledge = createKnowledge(span.from)
  /** A recording of a few seconds has no instant to evaluate yet. */
  let hasPlayed = false
  const isIncrease = rule.compiled.limits.every(({ when }) => when === 'increase')
  const isLower = rule.compiled.limits[0]?.when === 'below'
  const isLink = rule.compiled.metric === 'secondsWithoutData'

  function take(at: number, entity: AlertEntity, figure: Figure): void {
    const key = `${entity.kind} ${entity.id}`
    const known = samples.get(key)
    const last = known?.[known.length - 1]
    // An increase is between two snapshots, also equal ones.
    const held = last !== undefined && last.figure !== null && { ...last.figure, at: last.at }
    if (held && !isIncrease && isImplied(held, at, figure)) return
    const sample = { at, key, entity, figure }
    if (known === undefined) samples.set(key, [sample])
    else known.push(sample)
  }

  function draw(at: number, figures: readonly Figure[]): void {
    // A silence that has not begun is negative.
    const values = figures.flatMap(({ value, isLive }) =>
      isLive && value !== null ? [Math.max(0, value)] : [],
    )
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
      displays: () => [], // no recording has the health of displays
      bandEdge: (queues, metric, when) => usual.bandEdge(at, queues, metric, when),
      ...{ calls, silentFrom: (campaign, quietSince) => usual.silentFrom(at, campaign, quietSince) },
    }
    const ids = eachOf(rule, input)
    const measured =
      ids === undefined ? measureWhole(rule, input) : [...ids].flatMap((id) => measureOne(rule, id, input))
    hasPlayed = true
    knowledge.take(at, measured)
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
    /** Why nothing of the rule can be known; undefined where something is. Call it where something was played live. */
    unknown: (): NotKnown | undefined => {
      const { known, unknown } = knowledge.counts()
      if (known > 0) return undefined
      if (!hasPlayed) return { reason: 'not-recorded', weeks: null }
      return unknown === 0 ? noNormal.why : usual.why
    },
    /** Of how many entities nothing is known, and why. */
    notKnown: (): TriedRule['notKnown'] => {
      const { unknown } = knowledge.counts()
      return unknown === 0 ? null : { subjects: unknown, why: usual.why }
    },
    knownMs: () => knowledge.knownMs(span.to),
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
  trial: Pick<RuleTrial, 'samples' | 'series' | 'notKnown' | 'knownMs'>,
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
    ...{ series: trial.series(), notKnown: trial.notKnown(), knownMs: trial.knownMs() },
  }
}
