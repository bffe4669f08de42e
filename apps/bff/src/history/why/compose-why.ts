import type { AgentMove } from '@wallboard/history'
import type { Compared, HistoryWhy, WhyMove } from '@wallboard/relay/rest/why'
import {
  minExplainedChange,
  splitShare,
  waitCauses,
  type WaitCauses,
  type WaitFactors,
} from '@wallboard/statistics/estimates'
import type { Baseline } from './baseline-figures.ts'
import type { WindowFigures } from './window-figures.ts'

/** What is known of the window before it is compared. */
export interface WhyInput {
  readonly queue: string
  readonly from: number
  readonly to: number
  /** Undefined when too little of the window was recorded live. */
  readonly now: WindowFigures | undefined
  readonly usual: Baseline
  /** Per second; 0 when nobody is known to give up. */
  readonly hangUpRate: number
  readonly moves: readonly AgentMove[]
  /** Undefined for a reason without a name. */
  readonly reasonName: (id: string) => string | undefined
  /** Undefined for an agent whom the caller may not see. */
  readonly agentOf: (id: string) => { readonly id: string; readonly name: string | null } | undefined
  readonly changes: HistoryWhy['changes']
  readonly gaps: HistoryWhy['gaps']
}

const rounded = (value: number | undefined, digits: number): number | null =>
  value === undefined ? null : Number(value.toFixed(digits))

function factorsOf(figures: WindowFigures | undefined): WaitFactors | undefined {
  if (figures?.effectiveAgents === undefined || figures.handleTime === undefined) return undefined
  const { callRate, effectiveAgents, handleTime } = figures
  return { arrivals: callRate, agents: effectiveAgents, handleTime: handleTime.seconds }
}

type NoShares = NonNullable<HistoryWhy['noShares']>

/** Shares only where the calls of both windows are exact, and where the model's wait changed. */
function explained(
  { now, hangUpRate }: WhyInput,
  usual: WindowFigures | undefined,
): { readonly causes: WaitCauses | undefined; readonly noShares: NoShares | null } {
  const factors = { now: factorsOf(now), usual: factorsOf(usual) }
  if (factors.now === undefined || factors.usual === undefined)
    return { causes: undefined, noShares: 'not-known' }
  const isExact = now?.areCallsExact === true && usual?.areCallsExact === true
  const estimate = waitCauses({ now: factors.now, usual: factors.usual, hangUpRate })
  const causes = estimate.type === 'known' ? estimate.value : undefined
  if (!isExact) return { causes: undefined, noShares: 'arrivals-at-least' }
  if (causes === undefined) return { causes, noShares: 'grows-without-end' }
  return {
    causes,
    noShares: Math.abs(causes.now - causes.usual) < minExplainedChange ? 'small-change' : null,
  }
}

function sharesOf(causes: WaitCauses): HistoryWhy['shares'] {
  const of = (factor: keyof WaitFactors) => {
    const cause = causes.causes.find((each) => each.factor === factor)
    return { seconds: rounded(cause?.seconds ?? 0, 1) ?? 0, share: cause?.share ?? null }
  }
  return { calls: of('arrivals'), staffed: of('agents'), handleTime: of('handleTime') }
}

/** Where agent time went, largest difference first; minutes of the window. */
function agentTimeOf(
  input: WhyInput,
  usual: WindowFigures | undefined,
  staffedShare: number | null,
): HistoryWhy['agentTime'] {
  const { now } = input
  if (now?.loggedIn === undefined || usual?.loggedIn === undefined) return []
  const minutes = now.liveMs / 60_000
  const reasons = [...new Set([...now.away.keys(), ...usual.away.keys()])]
  const parts = [
    // Time not logged in is only known as a difference.
    { kind: 'absent' as const, id: '', now: Math.max(0, usual.loggedIn - now.loggedIn), usual: 0 },
    ...reasons.map((id) => ({
      kind: id === '0' ? ('no-reason' as const) : ('reason' as const),
      ...{ id, now: now.away.get(id) ?? 0, usual: usual.away.get(id) ?? 0 },
    })),
  ]
  const shares = splitShare(
    staffedShare ?? 0,
    parts.map((part) => part.now - part.usual),
  )
  return parts
    .map(({ kind, id, ...time }, index) => ({
      kind,
      reason: kind === 'reason' ? (input.reasonName(id) ?? id) : null,
      now: rounded(time.now * minutes, 1) ?? 0,
      usual: rounded(time.usual * minutes, 1) ?? 0,
      share: staffedShare === null ? null : rounded(shares[index], 1),
    }))
    .filter((part) => part.now > 0 || part.usual > 0)
    .sort((one, other) => other.now - other.usual - (one.now - one.usual))
}

/** A reply lists no more moves than a person reads. */
const maxMoves = 100

function movesOf({ moves, reasonName, agentOf }: WhyInput): WhyMove[] {
  return moves.slice(-maxMoves).map(({ at, agentId, to, reasonId }) => {
    const back = moves.find((move) => move.agentId === agentId && move.at > at && move.to === 'at-work')
    return {
      ...{ at, to, agent: agentOf(agentId) ?? null },
      reason: reasonId === undefined ? null : (reasonName(reasonId) ?? reasonId),
      backAt: to === 'at-work' ? null : (back?.at ?? null),
    }
  })
}

/** The answer to "why": figures of a window against the usual ones, without a cause that they do not show. */
export function composeWhy(input: WhyInput): HistoryWhy {
  const { queue, from, to, now, hangUpRate } = input
  const usual = input.usual.basis === 'none' ? undefined : input.usual.figures
  const { causes, noShares } = explained(input, usual)
  const shares = causes !== undefined && noShares === null ? sharesOf(causes) : null
  const seconds = (now?.liveMs ?? to - from) / 1_000
  const compared = (
    of: (figures: WindowFigures) => number | undefined,
    digits: number,
    scale = 1,
  ): Compared => {
    const value = (figures: WindowFigures | undefined) => {
      const known = figures && of(figures)
      return rounded(known === undefined ? undefined : known * scale, digits)
    }
    return { now: value(now), usual: value(usual) }
  }
  return {
    ...{ queue, from, to, noShares, shares },
    usual: { basis: input.usual.basis, weeks: input.usual.weeks },
    calls: compared(({ callRate }) => callRate, 1, seconds),
    areCallsExact: now?.areCallsExact === true,
    staffed: compared(({ staffed }) => staffed, 1),
    effectiveAgents: compared(({ effectiveAgents }) => effectiveAgents, 2),
    handleTime: compared(({ handleTime }) => handleTime?.seconds, 0),
    handled: compared(({ handleTime }) => handleTime?.calls, 0),
    abandoned: compared(({ abandonRate }) => abandonRate, 1, seconds),
    wait:
      causes === undefined
        ? null
        : { now: rounded(causes.now, 1) ?? 0, usual: rounded(causes.usual, 1) ?? 0 },
    patience: hangUpRate > 0 ? rounded(1 / hangUpRate, 0) : null,
    agentTime: agentTimeOf(input, usual, shares?.staffed.share ?? null),
    moves: movesOf(input),
    changes: [...input.changes],
    gaps: [...input.gaps],
  }
}
