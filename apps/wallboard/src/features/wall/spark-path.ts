/** An SVG path of samples, oldest first, in a box of 100 × 20 units; empty for fewer than two. */
export function sparkPath(samples: readonly number[]): string {
  if (samples.length < 2) return ''
  const highest = Math.max(4, ...samples)
  const step = 100 / (samples.length - 1)
  return samples
    .map(
      (sample, index) =>
        `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(1)} ${(20 - (sample / highest) * 19).toFixed(1)}`,
    )
    .join('')
}
