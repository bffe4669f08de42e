import { isAmount, known, unknown, type Estimate } from './estimate.ts'
import { expectationAfter } from './uniformisation.ts'

/** A queue in its long-run balance: Poisson arrivals, exponential handle times and patience. */
export interface QueueLoad {
  /** Calls per second, above 0. */
  readonly arrivals: number
  /** Mean handle time in seconds, above 0. */
  readonly handleTime: number
  /** Agents; between whole numbers all results are interpolated along a line. */
  readonly agents: number
  /** Waiting callers give up at this rate, per second: 1 / mean patience; 0 for nobody (Erlang C). */
  readonly hangUpRate: number
}

export interface QueuePerformance {
  /** The share of calls that wait. */
  readonly waitShare: number
  /** The share of calls that give up. */
  readonly abandonShare: number
  /** The mean wait of all calls in seconds. */
  readonly meanWait: number
  /** The mean number of calls that wait. */
  readonly waiting: number
  /** The share of their time that agents handle calls. */
  readonly occupancy: number
}

/** States less probable than this are left out, relative to the most probable one. */
const negligible = 1e-17
const maxStates = 200_000

interface Balance {
  /** The number of calls in the first state of `shares`. */
  readonly first: number
  /** The share of time in each state. */
  readonly shares: readonly number[]
}

/** The shares of time by number of calls, from the most probable state outwards, so that nothing overflows. */
function balanceOf({ arrivals, handleTime, agents, hangUpRate }: QueueLoad): Balance {
  const leaving = (calls: number) =>
    Math.min(calls, agents) / handleTime + Math.max(0, calls - agents) * hangUpRate
  const load = arrivals * handleTime
  const mode =
    load < agents || hangUpRate === 0
      ? Math.min(agents, Math.floor(load))
      : agents + Math.floor((arrivals - agents / handleTime) / hangUpRate)
  const below: number[] = []
  for (let calls = mode, weight = 1; calls > 0 && weight > negligible; calls -= 1) {
    weight *= leaving(calls) / arrivals
    below.push(weight)
  }
  const above: number[] = []
  for (let calls = mode + 1, weight = 1; weight > negligible && above.length < maxStates; calls += 1) {
    weight *= arrivals / leaving(calls)
    above.push(weight)
  }
  const weights = [...below.reverse(), 1, ...above]
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return { first: mode - below.length, shares: weights.map((weight) => weight / sum) }
}

function performanceOf(load: QueueLoad): QueuePerformance {
  const { arrivals, handleTime, agents, hangUpRate } = load
  const { first, shares } = balanceOf(load)
  let [waitShare, waiting] = [0, 0]
  for (const [index, share] of shares.entries()) {
    const calls = first + index
    if (calls < agents) continue
    waitShare += share
    waiting += share * (calls - agents)
  }
  const abandonShare = Math.min(1, (hangUpRate * waiting) / arrivals)
  const occupancy = agents === 0 ? 1 : (arrivals * (1 - abandonShare) * handleTime) / agents
  return { waitShare, abandonShare, meanWait: waiting / arrivals, waiting, occupancy }
}

/** The share of calls that are answered within a time, of all calls; those who hang up are not answered. */
function serviceLevelOf(load: QueueLoad, withinSeconds: number): number {
  const { handleTime, agents, hangUpRate } = load
  const { first, shares } = balanceOf(load)
  const longest = Math.max(0, first + shares.length - 1 - agents)
  // State 0 is "answered"; in state k there are k − 1 callers ahead, and the caller may give up.
  const answered = expectationAfter(
    {
      last: longest + 1,
      birth: () => 0,
      death: (state) => agents / handleTime + (state - 1) * hangUpRate,
      kill: (state) => (state === 0 ? 0 : hangUpRate),
    },
    withinSeconds,
    Array.from({ length: longest + 2 }, (_, state) => (state === 0 ? 1 : 0)),
  )
  let level = 0
  for (const [index, share] of shares.entries()) {
    const calls = first + index
    level += share * (calls < agents ? 1 : (answered[calls - agents + 1] ?? 0))
  }
  return level
}

/** Linear between whole numbers of agents. */
function interpolated(agents: number, of: (whole: number) => number): number {
  const [below, above] = [Math.floor(agents), Math.ceil(agents)]
  return below === above ? of(below) : of(below) * (above - agents) + of(above) * (agents - below)
}

function problemOf({ arrivals, handleTime, agents, hangUpRate }: QueueLoad) {
  const isValid = [arrivals, handleTime, agents, hangUpRate].every(isAmount) && arrivals > 0 && handleTime > 0
  if (!isValid) return 'bad-input'
  // Between whole numbers the smaller one must hold as well.
  return hangUpRate === 0 && arrivals * handleTime >= Math.floor(agents) ? 'grows-without-end' : undefined
}

/** Erlang A; Erlang C when nobody gives up. With callers who give up, an overload has an end. */
export function erlangA(load: QueueLoad): Estimate<QueuePerformance, QueueLoad> {
  const problem = problemOf(load)
  if (problem !== undefined) return unknown(problem, load)
  const results = new Map<number, QueuePerformance>()
  const at = (agents: number): QueuePerformance => {
    const result = results.get(agents) ?? performanceOf({ ...load, agents })
    results.set(agents, result)
    return result
  }
  const of = (figure: keyof QueuePerformance) => interpolated(load.agents, (agents) => at(agents)[figure])
  const performance = {
    waitShare: of('waitShare'),
    abandonShare: of('abandonShare'),
    meanWait: of('meanWait'),
    waiting: of('waiting'),
    occupancy: of('occupancy'),
  }
  return known(performance, load)
}

/** The service level of Erlang A: calls answered within `withinSeconds`, of all calls. */
export function erlangServiceLevel(load: QueueLoad, withinSeconds: number): Estimate<number, QueueLoad> {
  const problem = problemOf(load) ?? (isAmount(withinSeconds) ? undefined : 'bad-input')
  if (problem !== undefined) return unknown(problem, load)
  return known(
    interpolated(load.agents, (agents) => serviceLevelOf({ ...load, agents }, withinSeconds)),
    load,
  )
}
