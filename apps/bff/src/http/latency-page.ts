interface Distribution {
  readonly name: string
  readonly unit: 'ms' | 'bytes'
  readonly count: number
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

/** What the page tells. */
export interface LatencyReport {
  readonly screens: number
  readonly distributions: readonly Distribution[]
  readonly counts: readonly { readonly name: string; readonly count: number }[]
}

const number = new Intl.NumberFormat('en')
const within = (value: number | null, { count, unit }: Distribution) =>
  value === null ? (count === 0 ? '–' : 'more') : `≤ ${number.format(value)} ${unit}`

const style = `
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
  table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-bottom: 2rem }
  th, td { text-align: right; padding: .4rem .8rem; border-bottom: 1px solid #8884 }
  th:first-child, td:first-child { text-align: left; padding-left: 0 }
`

/** A page without a script. It holds figures of this server only, and no text from outside. */
export function latencyPage({ screens, distributions, counts }: LatencyReport): string {
  const rows = distributions.map(
    (each) =>
      `<tr><td>${each.name}</td><td>${number.format(each.count)}</td>${[each.p50, each.p95, each.p99]
        .map((value) => `<td>${within(value, each)}</td>`)
        .join('')}</tr>`,
  )
  const counted = counts.map(({ name, count }) => `<tr><td>${name}</td><td>${number.format(count)}</td></tr>`)
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Latency</title>
<style>${style}</style>
<h1>Latency</h1>
<p>Since the server started, ${number.format(screens)} screens now. The page reads itself again every 5 s.</p>
<table><tr><th></th><th>count</th><th>half</th><th>95 %</th><th>99 %</th></tr>${rows.join('')}</table>
<table><tr><th></th><th>count</th></tr>${counted.join('')}</table>
</html>`
}
