/**
 * The sizes of the grounds of a bar that shows counts as shares from left to right (`background-size`): each reaches to the
 * end of its share, above the next ones. Without any count the bar is empty.
 */
export function shareSizes(counts: readonly number[]): string {
  const all = counts.reduce((sum, count) => sum + count, 0)
  let sum = 0
  return counts
    .map((count) => {
      sum += count
      return `${all === 0 ? 0 : Number(((100 * sum) / all).toFixed(2))}% 100%`
    })
    .join(', ')
}
