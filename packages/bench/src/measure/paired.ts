import { randomFrom } from '../random.ts'
import { takeSpareTime } from './spare-time.ts'

/** Figures that are the ratio or difference of one repetition, evaluated by the median of all repetitions. */

/** What is measured, and its limit. */
export interface Goal {
  readonly section: string
  readonly name: string
  readonly unit: '×' | 'ms' | '%' | 'KB' | 'KiB' | 's' | 'reads'
  /** Null: for information only. */
  readonly bound: { readonly is: 'at most' | 'at least'; readonly value: number } | null
}

/**
 * `pass` and `fail`: the whole interval of the median is on one side of the bound. `unclear`: the bound is within the
 * interval, or nothing could be measured; this is no pass. `info`: there is no bound.
 */
export type Outcome = 'pass' | 'fail' | 'unclear' | 'info'

/** A goal with what was measured. */
export interface Figure extends Goal {
  readonly median: number
  /** The smallest and the largest value. */
  readonly low: number
  readonly high: number
  /** Where the median would be in 90 % of such measurements. */
  readonly interval: Interval
  readonly repetitions: number
  readonly outcome: Outcome
  /** True when a second series was measured and its values are included. */
  readonly wasRepeated: boolean
  /** Absolute values, for information. */
  readonly note: string
}

export interface Interval {
  readonly low: number
  readonly high: number
}

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
export function evaluate(goal: Goal, values: readonly number[], note = '', wasRepeated = false): Figure {
  const median = medianOf(values)
  const interval = intervalOf(values, randomFrom(1))
  return {
    ...goal,
    median,
    low: Math.min(...measuredOf(values)),
    high: Math.max(...measuredOf(values)),
    interval,
    repetitions: values.length,
    outcome: outcomeOf(goal.bound, median, interval),
    wasRepeated,
    note,
  }
}

/** Another process on the machine may have caused a miss by up to this factor. */
const nearFactor = 1.5

/** Whether more repetitions could change the outcome. */
function isDoubtful({ outcome, bound, median }: Figure): boolean {
  if (outcome === 'unclear') return true
  if (outcome !== 'fail' || bound === null) return false
  return bound.is === 'at most' ? median <= bound.value * nearFactor : median >= bound.value / nearFactor
}

/**
 * Measures goals that come from the same repetitions, one value per goal and repetition. When one of them is doubtful and
 * there is time, all are measured once more, and the values of both series are evaluated together.
 */
export async function measureGoals<Name extends string>(
  goals: Readonly<Record<Name, Goal>>,
  repetitions: number,
  repeat: () => Promise<{ readonly values: Readonly<Record<Name, number>>; readonly note?: string }>,
): Promise<Figure[]> {
  const entries: [string, Goal][] = Object.entries<Goal>(goals)
  const runs: Awaited<ReturnType<typeof repeat>>[] = []
  async function measureSeries(): Promise<void> {
    for (let run = 0; run < repetitions; run += 1) runs.push(await repeat())
  }
  const figuresOf = (wasRepeated: boolean) =>
    entries.map(([name, goal]) => {
      const values = runs.flatMap(
        (run) => new Map<string, number>(Object.entries(run.values)).get(name) ?? [],
      )
      return evaluate(goal, values, runs.at(-1)?.note, wasRepeated)
    })

  const startedAt = performance.now()
  await measureSeries()
  const figures = figuresOf(false)
  if (!figures.some(isDoubtful) || !takeSpareTime(performance.now() - startedAt)) return figures
  await measureSeries()
  return figuresOf(true)
}
