import type { Percentiles } from './distribution.ts'
import type { LatencyReport } from './latency-report.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const number = new Intl.NumberFormat('en')
const upperBound = (value: number | null, count: number, unit: string) =>
  value === null ? (count === 0 ? '–' : 'more') : `≤ ${number.format(value)} ${unit}`

function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (minutes === 0) return `${seconds} s`
  if (hours === 0) return `${minutes} min ${seconds % 60} s`
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`
}

const cells = (values: readonly string[]) => values.map((value) => `<td>${value}</td>`).join('')
const row = (head: string, values: readonly string[]) =>
  `<tr><th scope="row">${head}</th>${cells(values)}</tr>`

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('')
  return `<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}

const countRows = (counts: LatencyReport['frames']) =>
  counts.map(({ name, count }) => row(name, [number.format(count)]))

const percentileCells = ({ count, p50, p95, p99 }: Percentiles, unit: string) => [
  number.format(count),
  ...[p50, p95, p99].map((value) => upperBound(value, count, unit)),
]

function clientRow(client: LatencyReport['slowest'][number], at: number): string {
  const { name, displayId, connectedSince, ackLagMs, isLagging, flushesSkipped, snapshotsSent } = client
  const since = new Date(connectedSince).toISOString()
  const ackLag = ackLagMs === 0 ? '–' : `${number.format(ackLagMs)} ms`
  return row(
    `${escaped(name)} <small>${displayId === null ? 'desk' : escaped(`display ${displayId}`)}</small>`,
    [
      `<time datetime="${since}" title="${since}">${duration(at - connectedSince)}</time>`,
      ...percentileCells(client, 'ms'),
      isLagging ? `<strong>lagging, ${ackLag}</strong>` : ackLag,
      number.format(flushesSkipped),
      number.format(snapshotsSent),
    ],
  )
}

export const latencyStyle = `
  :root { --ground: #e9ecef; --figure: #101418; --label: #3f4852; --line: #c3cad1; --warn: #8a4b00; color-scheme: light }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #0b0d10; --figure: #eef1f4; --label: #a9b1ba; --line: #2b3138; --warn: #f0a63a; color-scheme: dark }
  }
  body { margin: 0 auto; max-width: 80rem; padding: 1.5rem; background: var(--ground); color: var(--figure);
    font: 15px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums }
  h1 { margin: 0; font-size: 1.5rem }
  p { margin: .25rem 0 1.5rem; color: var(--label) }
  .side-by-side { display: flex; flex-wrap: wrap; align-items: start; gap: 1.5rem 2.5rem; margin-bottom: 2rem }
  .side-by-side > * { flex: 1 1 17rem }
  .side-by-side > :first-child { flex-grow: 2; flex-basis: 32rem }
  table { border-collapse: collapse; width: 100% }
  caption { padding-bottom: .25rem; text-align: left; font-weight: 600 }
  th, td { padding: .3rem 0 .3rem 1rem; border-top: 1px solid var(--line); text-align: right; font-weight: 400; vertical-align: top }
  td, thead th, small { white-space: nowrap }
  th:first-child { padding-left: 0; min-width: 9rem; text-align: left; overflow-wrap: anywhere }
  thead th, small { color: var(--label) }
  strong { color: var(--warn) }
`

const percentileHeads = ['p50', 'p95', 'p99']

/** A page without scripts. The names of displays and people are the only text on it from outside; they are escaped. */
export function latencyPage(report: LatencyReport): string {
  const { at, clients, lagging, distributions, slowest, more } = report
  const allRows = distributions.map((each) => row(each.name, percentileCells(each, each.unit)))
  const clientRows = slowest.map((client) => clientRow(client, at))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<title>Latency</title>
<style>${latencyStyle}</style>
<h1>Latency</h1>
<p>${number.format(clients)} clients connected, ${number.format(lagging)} of them lagging. Counts since the server started. The page reloads every 5 s.</p>
<div class="side-by-side">
${table('All clients', ['', 'count', ...percentileHeads], allRows)}
${table('Frames', ['', 'count'], countRows(report.frames))}
${table('Snapshots sent, by reason', ['', 'count'], countRows(report.snapshots))}
</div>
${table(
  'Clients, slowest first: from send to acknowledgement, since each connected',
  ['', 'connected for', 'acknowledged', ...percentileHeads, 'ack lag', 'flushes skipped', 'snapshots'],
  clientRows,
)}
${more > 0 ? `<p>+${number.format(more)} more</p>` : ''}
</html>`
}
