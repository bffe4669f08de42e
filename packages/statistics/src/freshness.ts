/** How current a figure is. */
export type Freshness = 'live' | 'ageing' | 'stale' | 'down'

/** A figure that has not been confirmed for this long is ageing: it shows its age. */
export const ageingAfterMs = 15_000
/** A figure that has not been confirmed for this long is stale. */
export const staleAfterMs = 60_000

/**
 * The freshness of figures that were last confirmed at `confirmedAt` (undefined: never). Without a link they are
 * `down` at any age.
 */
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
