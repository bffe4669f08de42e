import { countOf, cumulativeBuckets, type Distribution } from './distribution.ts'

/** A histogram with its series. */
export interface Histogram {
  readonly name: string
  readonly help: string
  /** Factor from the unit of the distributions to the unit of the metric: 0.001 from milliseconds to seconds. */
  readonly scale: number
  /** The bounds to export, a subset of the bounds of the distributions; all by default. */
  readonly bucketBounds?: readonly number[]
  readonly series: Iterable<readonly [labels: Readonly<Record<string, string>>, Distribution]>
}

const escaped = (value: string) => value.replace(/[\\"]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)

function withLabels(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`)
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
}

/** Rounds the binary fraction off: 0.1 instead of 0.1000…01. */
const scaled = (value: number, scale: number) => Number((value * scale).toPrecision(12))

/**
 * Writes a histogram in Prometheus' text format. A histogram of prom-client cannot take counts that exist already, and
 * looks up its labels for each value: too slow for the acknowledgements of thousands of clients.
 */
export function histogramText({ name, help, scale, bucketBounds, series }: Histogram): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`]
  for (const [labels, distribution] of series) {
    for (const { upperBound, count } of cumulativeBuckets(distribution)) {
      if (upperBound !== Infinity && bucketBounds?.includes(upperBound) === false) continue
      const le = upperBound === Infinity ? '+Inf' : String(scaled(upperBound, scale))
      lines.push(`${withLabels(`${name}_bucket`, { ...labels, le })} ${count}`)
    }
    lines.push(`${withLabels(`${name}_sum`, labels)} ${scaled(distribution.sum, scale)}`)
    lines.push(`${withLabels(`${name}_count`, labels)} ${countOf(distribution)}`)
  }
  return `${lines.join('\n')}\n`
}
