import { isAmount, known, unknown, type Estimate } from './estimate.ts'
import { distributionAfter, expectationAfter, type BirthDeathChain } from './uniformisation.ts'

export interface StaffingInputs {
  /** Calls that wait now. */
  readonly waiting: number
  /** Effective agents of the queue; undefined where the states of agents are not known. */
  readonly agents: number | undefined
  /** Of these, agents on a call. */
  readonly busy: number
  /** Calls per second; undefined when they are not known. */
  readonly arrivals: number | undefined
  /** Mean handle time in seconds; undefined when it is not known. */
  readonly handleTime: number | undefined
  /** Callers give up at this rate, per second; 0 for nobody. */
  readonly hangUpRate: number
  /** The longest wait to reach, in seconds. */
  readonly targetWait: number
  /** By when to reach it, in seconds from now, at least `targetWait`. */
  readonly within: number
  readonly isLive: boolean
}

/** The probability with which a target must be reached. */
export const neededProbability = 0.8
/** More agents than this are not searched for. */
export const maxExtraAgents = 20
/** The chain has no more states than this: of a larger queue the model says nothing. */
const maxCalls = 1_000
const minute = 60
/** Beyond half an hour no time is stated. */
const maxMinutes = 30

type Inputs = StaffingInputs & {
  readonly agents: number
  readonly arrivals: number
  readonly handleTime: number
}

/** The calls of the queue, on agents and waiting: up to a number that is not reached in the time. */
function callsChain(
  { arrivals, handleTime, hangUpRate }: Inputs,
  agents: number,
  last: number,
): BirthDeathChain {
  return {
    last,
    birth: () => arrivals,
    death: (calls) => Math.min(calls, agents) / handleTime + Math.max(0, calls - agents) * hangUpRate,
  }
}

const callsNow = ({ waiting, busy }: Inputs, agents: number): number =>
  Math.min(Math.round(busy), agents) + waiting

/** Calls that come in a time, with a chance of less than one in a million of more. */
const mostArrivals = (arrivals: number, seconds: number): number =>
  Math.ceil(arrivals * seconds + 5 * Math.sqrt(arrivals * seconds))

/** By calls waiting: the probability that all of them leave the line within the target wait. New callers come after them. */
function clearProbabilities(inputs: Inputs, agents: number, last: number): readonly number[] {
  const start = Array.from({ length: last + 1 }, (_, waiting) => (waiting === 0 ? 1 : 0))
  const chain: BirthDeathChain = {
    last,
    birth: () => 0,
    death: (waiting) => agents / inputs.handleTime + waiting * inputs.hangUpRate,
  }
  return expectationAfter(chain, inputs.targetWait, start)
}

/**
 * Walks through instants in order and yields the probability that the longest wait is within the target at each of
 * them: those who came earlier than the target wait before it must be gone.
 */
function* probabilitiesAt(inputs: Inputs, baseAgents: number, extra: number, instants: readonly number[]) {
  const { targetWait } = inputs
  const agents = baseAgents + extra
  const start = callsNow(inputs, baseAgents)
  const last = start + mostArrivals(inputs.arrivals, Math.max(...instants))
  const chain = callsChain(inputs, agents, last)
  const clear = clearProbabilities(inputs, agents, last)
  let distribution: readonly number[] = Array.from({ length: last + 1 }, (_, calls) =>
    calls === start ? 1 : 0,
  )
  let reached = 0
  for (const instant of instants) {
    const next = Math.max(0, instant - targetWait)
    distribution = distributionAfter(chain, next - reached, distribution)
    reached = next
    yield distribution.reduce(
      (sum, share, calls) => sum + share * (clear[Math.max(0, calls - agents)] ?? 0),
      0,
    )
  }
}

/** Between whole numbers of agents, linear. */
function* interpolatedAt(inputs: Inputs, extra: number, instants: readonly number[]) {
  const [below, above] = [Math.floor(inputs.agents), Math.ceil(inputs.agents)]
  const lower = probabilitiesAt(inputs, below, extra, instants)
  if (below === above) {
    yield* lower
    return
  }
  const upper = probabilitiesAt(inputs, above, extra, instants)
  for (const low of lower) {
    const high = upper.next()
    if (high.done === true) return
    yield low * (above - inputs.agents) + high.value * (inputs.agents - below)
  }
}

function checked(inputs: StaffingInputs): Inputs | Estimate<never, StaffingInputs> {
  const { agents, arrivals, handleTime } = inputs
  if (!inputs.isLive) return unknown('not-live', inputs)
  if (agents === undefined) return unknown('no-agents', inputs)
  if (arrivals === undefined) return unknown('no-arrivals', inputs)
  if (handleTime === undefined) return unknown('no-handle-time', inputs)
  const { waiting, busy, hangUpRate, targetWait, within } = inputs
  const isValid =
    [waiting, agents, busy, arrivals, handleTime, hangUpRate, targetWait, within].every(isAmount) &&
    Number.isInteger(waiting) &&
    handleTime > 0 &&
    within >= targetWait
  if (!isValid) return unknown('bad-input', inputs)
  const valid = { ...inputs, agents, arrivals, handleTime }
  const longest = Math.max(within, maxMinutes * minute)
  const states = callsNow(valid, Math.ceil(agents)) + mostArrivals(arrivals, longest)
  return states > maxCalls ? unknown('too-large', inputs) : valid
}

/** The probability that the longest wait is within the target in the time, with some agents more than now. */
export function probabilityOfTarget(inputs: StaffingInputs, extra: number): Estimate<number, StaffingInputs> {
  const valid = checked(inputs)
  if ('type' in valid) return valid
  const [probability] = interpolatedAt(valid, extra, [valid.within])
  return probability === undefined ? unknown('bad-input', inputs) : known(probability, inputs)
}

/**
 * The fewest agents more than now with which the longest wait is within the target in the time, with a probability of
 * 0.8; undefined for more than 20. The mean alone (a fluid) would promise too much.
 */
export function agentsNeeded(inputs: StaffingInputs): Estimate<number | undefined, StaffingInputs> {
  const valid = checked(inputs)
  if ('type' in valid) return valid
  const isEnough = (extra: number): boolean =>
    [...interpolatedAt(valid, extra, [valid.within])].some((probability) => probability >= neededProbability)
  if (!isEnough(maxExtraAgents)) return known(undefined, inputs)
  // The probability grows with each agent: halve the range.
  let [tooFew, enough] = [-1, maxExtraAgents]
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (isEnough(middle)) enough = middle
    else tooFew = middle
  }
  return known(enough, inputs)
}

/**
 * The first whole minute from now at which the longest wait is within the target with a probability of 0.8, with some
 * agents more than now; undefined for later than half an hour.
 */
export function minutesUntilClear(
  inputs: StaffingInputs,
  extra: number,
): Estimate<number | undefined, StaffingInputs> {
  const valid = checked(inputs)
  if ('type' in valid) return valid
  const first = Math.ceil(valid.targetWait / minute)
  const minutes = Array.from({ length: Math.max(0, maxMinutes - first + 1) }, (_, index) => first + index)
  let index = 0
  for (const probability of interpolatedAt(
    valid,
    extra,
    minutes.map((each) => each * minute),
  )) {
    if (probability >= neededProbability) return known(minutes[index], inputs)
    index += 1
  }
  return known(undefined, inputs)
}
