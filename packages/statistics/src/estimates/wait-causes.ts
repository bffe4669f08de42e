import { erlangA } from './erlang-a.ts'
import { isAmount, known, unknown, type Estimate } from './estimate.ts'
import { shapleyValues } from './shapley.ts'
import { wholeShares } from './whole-shares.ts'

/** What a mean wait depends on, in one window of time. */
export interface WaitFactors {
  /** Calls per second. */
  readonly arrivals: number
  readonly agents: number
  /** Mean handle time in seconds. */
  readonly handleTime: number
}
export type WaitFactor = keyof WaitFactors

export interface WaitCausesInputs {
  readonly now: WaitFactors
  readonly usual: WaitFactors
  /** Callers give up at this rate, per second, then and now; 0 for nobody. */
  readonly hangUpRate: number
}

/** What a factor did to the mean wait. */
export interface WaitCause {
  readonly factor: WaitFactor
  /** Seconds that it added; negative: it eased the wait. */
  readonly seconds: number
  /** In whole per cent of all that added; undefined for a factor that added nothing. */
  readonly share: number | undefined
}

export interface WaitCauses {
  /** The mean waits of the model in seconds. */
  readonly now: number
  readonly usual: number
  readonly causes: readonly WaitCause[]
}

const factors: readonly WaitFactor[] = ['arrivals', 'agents', 'handleTime']
/** A smaller change of the mean wait, in seconds, is shown without shares. */
export const minExplainedChange = 15

/**
 * How calls, staff and handle time changed the mean wait of Erlang A against the usual. Their seconds add up to the
 * change. Unknown when the wait would grow without end.
 */
export function waitCauses(inputs: WaitCausesInputs): Estimate<WaitCauses, WaitCausesInputs> {
  const { now, usual, hangUpRate } = inputs
  if (![...Object.values<number>({ ...now }), ...Object.values<number>({ ...usual })].every(isAmount))
    return unknown('bad-input', inputs)
  const waitOf = (changed: ReadonlySet<WaitFactor>): number | undefined => {
    const of = (factor: WaitFactor) => (changed.has(factor) ? now : usual)[factor]
    const load = { arrivals: of('arrivals'), agents: of('agents'), handleTime: of('handleTime'), hangUpRate }
    if (load.arrivals === 0) return 0
    const estimate = erlangA(load)
    return estimate.type === 'known' ? estimate.value.meanWait : undefined
  }
  const [before, after] = [waitOf(new Set()), waitOf(new Set(factors))]
  const parts = shapleyValues(factors, waitOf)
  if (before === undefined || after === undefined || parts === undefined)
    return unknown('grows-without-end', inputs)
  const seconds = factors.map((factor) => parts.get(factor) ?? 0)
  const shares = wholeShares(seconds)
  const causes = factors.map((factor, index) => ({
    factor,
    seconds: seconds[index] ?? 0,
    share: shares[index],
  }))
  return known({ now: after, usual: before, causes }, inputs)
}
