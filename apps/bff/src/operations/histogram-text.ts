import { bucketsOf, countOf, type Distribution } from './distribution.ts'

/** A histogram in the text format of Prometheus. */
export interface HistogramSeries {
  readonly name: string
  readonly help: string
  /** What a told unit is of a counted one: 0.001 tells milliseconds as seconds. */
  readonly scale: number
  /** The bucket bounds to export, a subset of those that are counted; all by default. */
  readonly bucketBounds?: readonly number[]
  readonly series: Iterable<readonly [labels: Readonly<Record<string, string>>, Distribution]>
}

const escaped = (value: string) => value.replace(/[\\"]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)

function labelled(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`)
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`
}

/** Up to rounding: 0.1 and not 0.1000…01. */
const scaled = (value: number, scale: number) => Number((value * scale).toPrecision(12))

/**
 * Writes a histogram in Prometheus' text format. prom-client's own counts by labels at every value, which is too dear
 * for what thousands of screens tell, and cannot be given counts.
 */
export function histogramText({ name, help, scale, bucketBounds, series }: HistogramSeries): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`]
  for (const [labels, distribution] of series) {
    for (const { edge, count } of bucketsOf(distribution)) {
      if (edge !== Infinity && bucketBounds?.includes(edge) === false) continue
      const le = edge === Infinity ? '+Inf' : String(scaled(edge, scale))
      lines.push(`${labelled(`${name}_bucket`, { ...labels, le })} ${count}`)
    }
    lines.push(`${labelled(`${name}_sum`, labels)} ${scaled(distribution.sum, scale)}`)
    lines.push(`${labelled(`${name}_count`, labels)} ${countOf(distribution)}`)
  }
  return `${lines.join('\n')}\n`
}
