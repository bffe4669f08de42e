import { randomFrom } from '../random.ts'
import { takeSpareTime } from './spare-time.ts'

/** Figures that are the ratio or difference of one repetition, evaluated by the median of all repetitions. */

export const units = ['×', 'ms', '%', 'KB', 'KiB', 's', 'reads'] as const

/** What is measured, and its limit. */
export interface Goal {
  readonly section: string
  readonly name: string
  readonly unit: (typeof units)[number]
  /** Null: for information only. */
  readonly bound: { readonly is: 'at most' | 'at least'; readonly value: number } | null
}

/**
 * `pass` and `fail`: the whole interval of the median is on one side of the bound. `unclear`: the bound is within the
 * interval, or nothing could be measured; this is no pass. `info`: there is no bound. `not measured`: its section ended with
 * an error.
 */
export type Outcome = 'pass' | 'fail' | 'unclear' | 'info' | 'not measured'

/** A goal with what was measured. */
export interface Figure extends Goal {
  readonly median: number
  /** The smallest and the largest value. */
  readonly low: number
  readonly high: number
  /** Where the median would be in 90 % of such measurements. */
  readonly interval: Interval
  readonly repetitions: number
  /** How many of them are not valid: they gave no value. */
  readonly invalid: number
  /** Those of all repetitions in their order; NaN for one that is not valid. */
  readonly values: readonly number[]
  readonly outcome: Outcome
  /** True when more repetitions than planned were measured, because the first ones did not decide. */
  readonly wasExtended: boolean
  /** Absolute values, for information. */
  readonly note: string
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** What a repetition throws that says nothing about its goals: nothing arrived, or a client could not follow. */
export class InvalidRepetition extends Error {}

/**
 * The ratio of two measured values. NaN unless both are finite and the reference is above zero: what took for ever is no
 * measurement, and a product over it would be zero, which passes every limit.
 */
export const ratioOf = (measured: number, reference: number): number =>
  Number.isFinite(measured) && Number.isFinite(reference) && reference > 0 ? measured / reference : NaN

const measuredOf = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value))

/** The median of the values that could be measured (NaN could not); NaN when fewer than half could. */
export function medianOf(values: readonly number[]): number {
  const sorted = measuredOf(values).sort((a, b) => a - b)
  if (sorted.length * 2 < values.length) return NaN
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/** The smallest value that the given share of all values does not exceed; NaN without values. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

/** The slope of the least-squares line through points (x, y); NaN for fewer than two points. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanX = mean(points.map(([x]) => x))
  const meanY = mean(points.map(([, y]) => y))
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0)
  return sum((x, y) => x * y) / sum((x) => x * x)
}

const resamples = 1_000
const intervalShare = 0.9

/**
 * The bootstrap interval of the median: samples of the same size are drawn from the values, and the middle 90 % of their
 * medians is returned. It contains the true median in about 90 % of all measurements with five values or more; with three
 * values it is their whole range, which contains it in 75 %. NaN without measured values.
 */
export function intervalOf(values: readonly number[], random: () => number): Interval {
  const measured = measuredOf(values)
  const medians = Array.from({ length: measured.length === 0 ? 0 : resamples }, () =>
    medianOf(measured.map(() => measured[Math.floor(random() * measured.length)] ?? NaN)),
  )
  const tail = (1 - intervalShare) / 2
  return { low: quantileOf(medians, tail), high: quantileOf(medians, 1 - tail) }
}

/** False for NaN: what could not be measured does not meet a bound. */
function holds(bound: NonNullable<Goal['bound']>, value: number): boolean {
  return bound.is === 'at most' ? value <= bound.value : value >= bound.value
}

function outcomeOf(bound: Goal['bound'], median: number, { low, high }: Interval): Outcome {
  if (bound === null) return 'info'
  if (Number.isNaN(median)) return 'unclear'
  const [holdsLow, holdsHigh] = [holds(bound, low), holds(bound, high)]
  if (holdsLow !== holdsHigh) return 'unclear'
  return holdsLow ? 'pass' : 'fail'
}

/** Evaluates the values of all repetitions. The same values always have the same outcome. */
export function evaluate(goal: Goal, values: readonly number[], note = '', wasExtended = false): Figure {
  const median = medianOf(values)
  const interval = intervalOf(values, randomFrom(1))
  return {
    ...goal,
    median,
    low: Math.min(...measuredOf(values)),
    high: Math.max(...measuredOf(values)),
    interval,
    repetitions: values.length,
    invalid: values.length - measuredOf(values).length,
    values,
    outcome: outcomeOf(goal.bound, median, interval),
    wasExtended,
    note,
  }
}

/** A section that ended with an error, as a row: its goals are not met. */
export const notMeasuredFigure = (section: string, reason: string): Figure => ({
  ...evaluate({ section, name: 'not measured', unit: '×', bound: null }, [], reason),
  outcome: 'not measured',
})

/** At most this many times the planned repetitions are measured. */
const mostSeries = 2

/**
 * Measures goals that come from the same repetitions, one value per goal and repetition. The rule by which it stops is fixed
 * in advance: after the planned repetitions, one more is measured as long as the interval of a goal contains its limit (or
 * nothing could be measured), up to twice as many, and while there is time. All repetitions are evaluated together.
 */
export async function measureGoals<Name extends string>(
  goals: Readonly<Record<Name, Goal>>,
  repetitions: number,
  repeat: () => Promise<{ readonly values: Readonly<Record<Name, number>>; readonly note?: string }>,
): Promise<Figure[]> {
  const entries: [string, Goal][] = Object.entries<Goal>(goals)
  const runs: { readonly values: ReadonlyMap<string, number>; readonly note: string }[] = []
  const reasons = new Set<string>()
  async function measureOnce(): Promise<void> {
    try {
      const { values, note = '' } = await repeat()
      runs.push({ values: new Map(Object.entries<number>(values)), note })
    } catch (error) {
      if (!(error instanceof InvalidRepetition)) throw error
      runs.push({ values: new Map(), note: '' })
      reasons.add(error.message)
    }
  }
  const figures = () => {
    const note = [runs.findLast((run) => run.note !== '')?.note ?? [], ...reasons].flat().join('; ')
    return entries.map(([name, goal]) =>
      evaluate(
        goal,
        runs.map(({ values }) => values.get(name) ?? NaN),
        note,
        runs.length > repetitions,
      ),
    )
  }

  const startedAt = performance.now()
  while (runs.length < repetitions) await measureOnce()
  const onceMs = (performance.now() - startedAt) / repetitions
  const isUndecided = () => figures().some(({ outcome }) => outcome === 'unclear')
  while (runs.length < mostSeries * repetitions && isUndecided() && takeSpareTime(onceMs)) await measureOnce()
  return figures()
}
