/*
 * Transient behaviour of a birth-death chain by uniformisation: the chain jumps at the times of a Poisson process whose
 * rate is at least that of each state.
 */

/** The rates of a chain in states 0 to `last`, per second. */
export interface BirthDeathChain {
  readonly last: number
  readonly birth: (state: number) => number
  readonly death: (state: number) => number
  /** Leaves the chain for good. */
  readonly kill?: (state: number) => number
}

/** The probability of each jump of a state, at a rate that all states share; the rest stays. */
export interface JumpRow {
  readonly up: number
  readonly down: number
  readonly lost: number
  readonly stay: number
}

/** The uniform rate of a chain, and its jumps by state: `up`, `down`, `lost` and `stay` add up to 1. */
export function jumpsOf({ last, birth, death, kill = () => 0 }: BirthDeathChain): {
  readonly rate: number
  readonly rows: readonly JumpRow[]
} {
  const rates = Array.from({ length: last + 1 }, (_, state) => ({
    up: state < last ? birth(state) : 0,
    down: state > 0 ? death(state) : 0,
    lost: kill(state),
  }))
  const rate = Math.max(Number.MIN_VALUE, ...rates.map(({ up, down, lost }) => up + down + lost))
  const rows = rates.map(({ up, down, lost }) => ({
    up: up / rate,
    down: down / rate,
    lost: lost / rate,
    stay: Math.max(0, 1 - (up + down + lost) / rate),
  }))
  return { rate, rows }
}

const precision = 1e-12

/**
 * Probabilities of 0, 1, 2 … events of a Poisson process, up to all but 1e-12 of their sum. Computed from their
 * logarithms: e^-mean alone would be 0 for a mean above 745.
 */
export function poissonProbabilities(mean: number): readonly number[] {
  if (mean <= 0) return [1]
  const probabilities: number[] = []
  let logarithm = -mean
  for (let sum = 0, count = 0; sum < 1 - precision && count < mean + 50 * Math.sqrt(mean) + 50; count += 1) {
    if (count > 0) logarithm += Math.log(mean / count)
    const probability = Math.exp(logarithm)
    probabilities.push(probability)
    sum += probability
  }
  return probabilities
}

type Step = (rows: readonly JumpRow[], values: readonly number[]) => number[]

/** One jump of a distribution over the states. */
const forwards: Step = (rows, before) =>
  rows.map(
    ({ stay }, state) =>
      (before[state] ?? 0) * stay +
      (before[state - 1] ?? 0) * (rows[state - 1]?.up ?? 0) +
      (before[state + 1] ?? 0) * (rows[state + 1]?.down ?? 0),
  )

/** One jump of an expectation that depends on the state at the end. */
const backwards: Step = (rows, after) =>
  rows.map(
    ({ stay, up, down }, state) =>
      (after[state] ?? 0) * stay + (after[state + 1] ?? 0) * up + (after[state - 1] ?? 0) * down,
  )

function after(
  chain: BirthDeathChain,
  seconds: number,
  start: readonly number[],
  step: Step,
): readonly number[] {
  if (seconds <= 0) return start
  const { rate, rows } = jumpsOf(chain)
  const result = new Array<number>(start.length).fill(0)
  let values = [...start]
  for (const [jump, probability] of poissonProbabilities(rate * seconds).entries()) {
    if (jump > 0) values = step(rows, values)
    for (const [state, value] of values.entries()) result[state] = (result[state] ?? 0) + probability * value
  }
  return result
}

/** The distribution over the states after a time, from a distribution at its start. */
export const distributionAfter = (
  chain: BirthDeathChain,
  seconds: number,
  start: readonly number[],
): readonly number[] => after(chain, seconds, start, forwards)

/** For each state at the start: the expectation of a value that depends on the state after a time. */
export const expectationAfter = (
  chain: BirthDeathChain,
  seconds: number,
  valueAtEnd: readonly number[],
): readonly number[] => after(chain, seconds, valueAtEnd, backwards)
