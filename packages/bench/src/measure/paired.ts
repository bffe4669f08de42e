/** A figure as a ratio or difference of one repetition, judged by the median over all. */

/** What is measured, and what it must be. */
export interface Goal {
  readonly section: string
  readonly name: string
  readonly unit: '×' | 'ms' | '%' | 'KB' | 'KiB' | 's' | 'reads'
  /** Null: printed for information, never judged. */
  readonly bound: { readonly is: 'at most' | 'at least'; readonly value: number } | null
}

/** A goal and what came of it. `worst` and `best` are the ends of the spread. */
export interface Figure extends Goal {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly repetitions: number
  readonly passed: boolean
  /** True when the first series missed and a second one was measured. */
  readonly wasRepeated: boolean
  /** Absolute figures, for information. */
  readonly note: string
}

const measuredOf = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value))

/** Of what could be measured (NaN could not); NaN when that is less than half. */
export function medianOf(values: readonly number[]): number {
  const sorted = measuredOf(values).sort((a, b) => a - b)
  if (sorted.length * 2 < values.length) return NaN
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

/** The value that the given share of all is not above; NaN of nothing. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

/** Of the line through points (x, y) that the squares of their distances are least to; NaN of fewer than two. */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const meanX = mean(points.map(([x]) => x))
  const meanY = mean(points.map(([, y]) => y))
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0)
  return sum((x, y) => x * y) / sum((x) => x * x)
}

/** False also for NaN: what could not be measured has not been reached. */
export function holds(bound: Goal['bound'], value: number): boolean {
  if (bound === null) return true
  return bound.is === 'at most' ? value <= bound.value : value >= bound.value
}

/** So much beyond its goal, a neighbour on the machine may have been the reason. */
const nearFactor = 1.5

/** Whether a miss is close enough to measure again; what could not be measured is. */
function isNear(bound: Goal['bound'], value: number): boolean {
  if (bound === null || Number.isNaN(value)) return true
  return bound.is === 'at most' ? value <= bound.value * nearFactor : value >= bound.value / nearFactor
}

/** Judges one series. */
export function evaluate(goal: Goal, values: readonly number[], note = '', wasRepeated = false): Figure {
  const median = medianOf(values)
  return {
    ...goal,
    median,
    low: Math.min(...measuredOf(values)),
    high: Math.max(...measuredOf(values)),
    repetitions: values.length,
    passed: holds(goal.bound, median),
    wasRepeated,
    note,
  }
}

/**
 * Measures goals that come from the same repetitions, one value per goal each time. When one misses by little,
 * all are measured once more, and it fails only when it misses again: a neighbour on the machine is no defect of the
 * product.
 */
export async function measureGoals<Name extends string>(
  goals: Readonly<Record<Name, Goal>>,
  repetitions: number,
  repeat: () => Promise<{ readonly values: Readonly<Record<Name, number>>; readonly note?: string }>,
): Promise<Figure[]> {
  async function series(wasRepeated: boolean): Promise<Map<string, Figure>> {
    const runs: Awaited<ReturnType<typeof repeat>>[] = []
    for (let run = 0; run < repetitions; run += 1) runs.push(await repeat())
    const entries: [string, Goal][] = Object.entries<Goal>(goals)
    return new Map(
      entries.map(([name, goal]) => {
        const values = runs.flatMap(
          (run) => new Map<string, number>(Object.entries(run.values)).get(name) ?? [],
        )
        return [name, evaluate(goal, values, runs.at(-1)?.note, wasRepeated)]
      }),
    )
  }
  const first = await series(false)
  const mayHavePassed = ({ passed, bound, median }: Figure) => !passed && isNear(bound, median)
  if (![...first.values()].some(mayHavePassed)) return [...first.values()]
  const second = await series(true)
  return [...first].map(([name, figure]) => (figure.passed ? figure : (second.get(name) ?? figure)))
}
