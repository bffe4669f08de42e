/**
 * An SVG path of samples, oldest first, in a box of 100 × 20 units; null is a gap. Empty for fewer than two samples.
 */
export function sparkPath(samples: readonly (number | null)[]): string {
  if (samples.length < 2) return ''
  const highest = samples.reduce<number>((max, sample) => Math.max(max, sample ?? 0), 4)
  const step = 100 / (samples.length - 1)
  return samples
    .map((sample, index) => {
      if (sample === null) return ''
      const isStart = (samples[index - 1] ?? null) === null
      return `${isStart ? 'M' : 'L'}${(index * step).toFixed(1)} ${(20 - (sample / highest) * 19).toFixed(1)}`
    })
    .join('')
}
