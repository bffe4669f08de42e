/** How far a figure may be believed: product rule 1 of the glass. */
export type Freshness = 'live' | 'ageing' | 'stale' | 'down'

/** Without confirmation for this long a figure shows its age. */
export const ageingAfterMs = 15_000
/** Without confirmation for this long a figure counts as old. */
export const staleAfterMs = 60_000

/** Judges figures that were last confirmed at `confirmedAt` (undefined: never). A broken link outweighs age. */
export function freshnessOf(input: {
  readonly isLinkUp: boolean
  readonly confirmedAt: number | undefined
  readonly now: number
}): Freshness {
  if (!input.isLinkUp || input.confirmedAt === undefined) return 'down'
  const ageMs = input.now - input.confirmedAt
  if (ageMs >= staleAfterMs) return 'stale'
  return ageMs >= ageingAfterMs ? 'ageing' : 'live'
}
