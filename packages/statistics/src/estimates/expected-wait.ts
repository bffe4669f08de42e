import { isAmount, known, unknown, type Estimate } from './estimate.ts'

/**
 * The expected wait in seconds of a caller who does not give up, while all agents are busy: exact for M/M/n+M.
 *
 * @param ahead callers before this one
 * @param agents effective agents, above 0
 * @param handleTime mean handle time in seconds, above 0
 * @param hangUpRate callers before this one give up at this rate, per second: 1 / mean patience; 0 for nobody
 */
export function waitBehind(ahead: number, agents: number, handleTime: number, hangUpRate: number): number {
  const served = agents / handleTime
  let sum = 0
  for (let place = 0; place <= ahead; place += 1) sum += 1 / (served + place * hangUpRate)
  return sum
}

export interface ExpectedWaitInputs {
  /** Calls that wait now; a new caller is behind them. */
  readonly waiting: number
  /** Agents who are ready for this queue. */
  readonly ready: number
  /** Effective agents: `effectiveAgents`; undefined where the states of agents are not known. */
  readonly agents: number | undefined
  /** Mean handle time in seconds; undefined when it is not known. */
  readonly handleTime: number | undefined
  /** Callers give up at this rate, per second; 0 when it is not known: "nobody gives up". */
  readonly hangUpRate: number
  /** How long the first caller has waited, seconds; undefined when it is not known. */
  readonly longestWait: number | undefined
  /** Calls of the queue that were answered in the last 30 minutes. */
  readonly recentAnswers: number
  readonly isLive: boolean
}

export interface ExpectedWait {
  /** In whole quarters of a minute. */
  readonly seconds: number
  /**
   * `model`: of M/M/n+M. `head-of-line`: the wait of the first caller, because the model does not hold: the agents are
   * busy elsewhere. `agents-ready`: a new caller is answered at once.
   */
  readonly method: 'model' | 'head-of-line' | 'agents-ready'
}

/** Fewer effective agents than this answer no call in a foreseeable time. */
export const minAgents = 0.5
const minRecentAnswers = 5
const roundingSeconds = 15

const rounded = (seconds: number): number => Math.round(seconds / roundingSeconds) * roundingSeconds

/**
 * How long a new caller will wait. Callers are served first in, first out: priorities of Five9 are not visible.
 */
export function expectedWait(inputs: ExpectedWaitInputs): Estimate<ExpectedWait, ExpectedWaitInputs> {
  const { waiting, ready, agents, handleTime, hangUpRate, longestWait, recentAnswers, isLive } = inputs
  if (!isLive) return unknown('not-live', inputs)
  if (agents === undefined) return unknown('no-agents', inputs)
  if (![waiting, ready, agents, hangUpRate].every(isAmount)) return unknown('bad-input', inputs)
  if (agents < minAgents) return unknown('too-few-agents', inputs)
  if (ready > waiting) return known({ seconds: 0, method: 'agents-ready' }, inputs)
  if (recentAnswers < minRecentAnswers) return unknown('too-few-answers', inputs)
  if (handleTime === undefined) return unknown('no-handle-time', inputs)
  if (!(handleTime > 0) || !isAmount(handleTime)) return unknown('bad-input', inputs)
  const model = waitBehind(waiting, agents, handleTime, hangUpRate)
  return longestWait !== undefined && longestWait > 2 * model
    ? known({ seconds: rounded(longestWait), method: 'head-of-line' }, inputs)
    : known({ seconds: rounded(model), method: 'model' }, inputs)
}
