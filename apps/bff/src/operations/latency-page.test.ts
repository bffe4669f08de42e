import { describe, expect, it } from 'vitest'
import { latencyPage } from './latency-page.ts'
import type { LatencyReport } from './latency-report.ts'

const client: LatencyReport['slowest'][number] = {
  ...{ name: 'Door', displayId: 'd-1', connectedSince: 0, count: 9, p50: 50, p95: 1_000, p99: null },
  ...{ ackLagMs: 1_200, isLagging: false, flushesSkipped: 0, snapshotsSent: 1 },
}

const report: LatencyReport = {
  at: 7_380_000,
  clients: 1_201,
  lagging: 1,
  distributions: [{ name: 'Size of a flush', unit: 'bytes', count: 0, p50: null, p95: null, p99: null }],
  frames: [{ name: 'Flushes sent', count: 12_345 }],
  snapshots: [{ name: 'The client requested it', count: 2 }],
  slowest: [client],
  more: 0,
}

describe(latencyPage, () => {
  it('shows since when each client is connected and how fast it acknowledges', () => {
    const page = latencyPage(report)
    expect(page).toContain('Door <small>display d-1</small>')
    expect(page).toContain('<time datetime="1970-01-01T00:00:00.000Z"')
    expect(page).toContain('>2 h 3 min</time>')
    expect(page).toContain(
      '<td>9</td><td>≤ 50 ms</td><td>≤ 1,000 ms</td><td>more</td><td>1,200 ms</td><td>0</td><td>1</td>',
    )
  })

  it.each([
    [0, '0 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h 0 min'],
    [90_000_000, '1 d 1 h'],
  ])('writes %d ms as %s', (ms, words) => {
    expect(latencyPage({ ...report, at: ms })).toContain(`>${words}</time>`)
  })

  it('marks a lagging client, and shows how many clients the table omits', () => {
    expect(latencyPage(report)).not.toContain('<strong>')
    expect(latencyPage(report)).not.toContain('more</p>')
    const page = latencyPage({ ...report, slowest: [{ ...client, isLagging: true }], more: 1_001 })
    expect(page).toContain('<strong>lagging, 1,200 ms</strong>')
    expect(page).toContain('+1,001 more')
  })

  it('escapes names', () => {
    const name = `<script>alert(1)</script>"&'`
    const page = latencyPage({ ...report, slowest: [{ ...client, name }] })
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;&#39;')
  })
})
