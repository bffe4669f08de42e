/*
 * Service level has no single formula. With A answered calls and B abandoned ones, a of them answered in time, b
 * abandoned in time and s short abandons:
 *
 *   both-in-time         (a + b) / (A + B)
 *   of-answered          a / A
 *   of-all               a / (A + B)
 *   without-early-leavers a / (A + B − b)
 *   short-as-good        (a + s) / (A + B)
 *
 * Five9 sends A, B and one share per inbound campaign, whose formula it does not document. The site states which
 * formula that share follows; the other four are then known within bounds, because b and s are not sent.
 */

export const serviceLevelFormulas = [
  'both-in-time',
  'of-answered',
  'of-all',
  'without-early-leavers',
  'short-as-good',
] as const
export type ServiceLevelFormula = (typeof serviceLevelFormulas)[number]

export interface ServiceLevelInputs {
  readonly answered: number
  readonly abandoned: number
  /** The share that Five9 sends, from 0 to 1. */
  readonly sent: number
  /** The formula that the site says Five9's share follows. */
  readonly sentFormula: ServiceLevelFormula
}

/** A share that lies between two bounds, both included, from 0 to 1. Equal bounds: an exact value. */
export interface ShareRange {
  readonly low: number
  readonly high: number
}

/** Calls answered in time, abandoned in time, and short abandons. */
interface Parts {
  readonly a: number
  readonly b: number
  readonly s: number
}

function shareBy(formula: ServiceLevelFormula, answered: number, calls: number, { a, b, s }: Parts): number {
  switch (formula) {
    case 'both-in-time':
      return (a + b) / calls
    case 'of-answered':
      return a / answered
    case 'of-all':
      return a / calls
    case 'without-early-leavers':
      return a / (calls - b)
    case 'short-as-good':
      return (a + s) / calls
  }
}

/**
 * The parts at the ends of what Five9's share allows. Each formula is monotone in the unknown parts, so its extremes lie
 * here.
 */
function extremeParts({ answered, abandoned, sent, sentFormula }: ServiceLevelInputs): readonly Parts[] {
  const calls = answered + abandoned
  const within = (value: number) => Math.min(answered, Math.max(0, value))
  const ends = [0, abandoned]
  const free = (a: (b: number) => number): Parts[] =>
    ends.flatMap((b) => ends.map((s) => ({ a: within(a(b)), b, s })))
  /** `a` and one other part add up to a known number: the other part is limited by it. */
  const good = sent * calls
  const shared = [Math.max(0, good - answered), Math.min(abandoned, good)]
  switch (sentFormula) {
    case 'of-answered':
      return free(() => sent * answered)
    case 'of-all':
      return free(() => good)
    case 'without-early-leavers':
      return free((b) => sent * (calls - b))
    case 'both-in-time':
      return shared.flatMap((b) => ends.map((s) => ({ a: within(good - b), b, s })))
    case 'short-as-good':
      return shared.flatMap((s) => ends.map((b) => ({ a: within(good - s), b, s })))
  }
}

/**
 * The service level by each formula. Undefined without calls, without answered calls where the formula needs some, and
 * when Five9's share is none.
 */
export function serviceLevels(
  inputs: ServiceLevelInputs,
): Readonly<Record<ServiceLevelFormula, ShareRange | undefined>> {
  const { answered, abandoned, sent, sentFormula } = inputs
  const isValid = [answered, abandoned].every((count) => Number.isInteger(count) && count >= 0)
  const isShare = sent >= 0 && sent <= 1
  const rangeBy = (formula: ServiceLevelFormula): ShareRange | undefined => {
    const calls = answered + abandoned
    if (!isValid || !isShare || calls === 0) return undefined
    if (formula === 'of-answered' && answered === 0) return undefined
    if (formula === sentFormula) return { low: sent, high: sent }
    const shares = extremeParts(inputs)
      .map((parts) => shareBy(formula, answered, calls, parts))
      .filter((share) => Number.isFinite(share))
    if (shares.length === 0) return undefined
    return { low: Math.max(0, Math.min(...shares)), high: Math.min(1, Math.max(...shares)) }
  }
  return {
    'both-in-time': rangeBy('both-in-time'),
    'of-answered': rangeBy('of-answered'),
    'of-all': rangeBy('of-all'),
    'without-early-leavers': rangeBy('without-early-leavers'),
    'short-as-good': rangeBy('short-as-good'),
  }
}
