/**
 * The positive parts in whole per cent that add up to 100, by largest remainder; a part that is not positive has no
 * share. Without a positive part, no part has a share.
 */
export function wholeShares(parts: readonly number[]): readonly (number | undefined)[] {
  const total = parts.reduce((sum, part) => sum + Math.max(0, part), 0)
  if (!(total > 0)) return parts.map(() => undefined)
  const exact = parts.map((part) => (part > 0 ? (100 * part) / total : undefined))
  const shares = exact.map((share) => (share === undefined ? undefined : Math.floor(share)))
  const missing = 100 - shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share === undefined ? -1 : share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
  for (const { index } of byRemainder.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

/**
 * Splits a share by the positive parts in proportion; a part that is not positive gets 0. Used to split the share of
 * staffing by agent-minutes.
 */
export function splitShare(share: number, parts: readonly number[]): readonly number[] {
  const total = parts.reduce((sum, part) => sum + Math.max(0, part), 0)
  return parts.map((part) => (total > 0 ? (share * Math.max(0, part)) / total : 0))
}
