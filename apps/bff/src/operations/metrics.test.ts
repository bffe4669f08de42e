import { afterEach, describe, expect, it } from 'vitest'
import type { FeedStatus } from './feed-metrics.ts'
import type { HistoryStatus } from './history-metrics.ts'
import { createMetrics } from './metrics.ts'
import { delaySeconds } from './process-metrics.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Metrics of a server with these displays and feeds. */
function setUp(
  paintedAgesMs: Readonly<Record<string, number>> = {},
  feeds: readonly FeedStatus[] = [],
  history?: HistoryStatus,
) {
  const metrics = createMetrics({
    clientCount: () => 0,
    feeds: () => feeds,
    history: () => history,
    delivery: () => ({
      counts: { delivered: 4, retrying: 1, failed: 0, dropped: 2 },
      queued: 5,
      switchedOff: { gone: 0, failing: 1 },
    }),
    cluster: () => undefined,
    paintedAgesMs: () => new Map(Object.entries(paintedAgesMs)),
    displayNames: () => new Map([['a', 'Door']]),
    clocks: { monotonic: () => 0, wall: () => 0 },
    droppedLogLines: () => 3,
  })
  closing.push(metrics.close)
  const join = (id: string) =>
    metrics.meter.joined({ viewer: { kind: 'display', id }, ackLagMs: () => 0, isLagging: () => false })
  return { metrics, join }
}

describe(createMetrics, () => {
  it('counts deliveries of alerts by outcome, and those that wait', async () => {
    const text = await setUp().metrics.text()
    expect(text).toContain('\nwallboard_alert_deliveries_total{outcome="delivered"} 4\n')
    expect(text).toContain('\nwallboard_alert_deliveries_total{outcome="failed"} 0\n')
    expect(text).toContain('\nwallboard_alert_queue_length 5\n')
    expect(text).toContain('\nwallboard_alert_channels_switched_off_total{reason="failing"} 1\n')
  })

  it('counts the log lines that could not be written', async () => {
    expect(await setUp().metrics.text()).toContain('\nwallboard_log_lines_dropped_total 3\n')
  })

  it('exports the acknowledgement latency of each paired display, and of persons only in the total', async () => {
    const { metrics, join } = setUp()
    join('a').acknowledged(80)
    const desk = { kind: 'desk', username: 'ann' } as const
    metrics.meter.joined({ viewer: desk, ackLagMs: () => 0, isLagging: () => true }).acknowledged(700)
    const text = await metrics.text()
    const displayMetric = 'wallboard_display_acknowledgement_latency_seconds'
    expect(text.match(new RegExp(`^${displayMetric}_bucket.*`, 'gm'))).toEqual([
      `${displayMetric}_bucket{display="a",le="0.05"} 0`,
      ...['0.1', '0.25', '0.5', '1', '2.5', '5', '+Inf'].map(
        (le) => `${displayMetric}_bucket{display="a",le="${le}"} 1`,
      ),
    ])
    expect(text).toContain('wallboard_acknowledgement_latency_seconds_count 2\n')
    expect(text).toContain('wallboard_acknowledgement_latency_seconds_sum 0.78\n')
    expect(text).toContain('wallboard_clients_lagging 1\n')
    expect(text).not.toMatch(/\bann\b|Door/)
  })

  it('counts snapshots by reason', async () => {
    const { metrics, join } = setUp()
    const client = join('a')
    for (const what of ['joined', 'changes', 'lagged', 'lagged'] as const) client.sent(what)
    const text = await metrics.text()
    expect(text.match(/^wallboard_(snapshots|frames)_sent_total.*/gm)).toEqual([
      'wallboard_frames_sent_total{kind="changes"} 1',
      'wallboard_frames_sent_total{kind="snapshot"} 3',
      'wallboard_snapshots_sent_total{reason="joined"} 1',
      'wallboard_snapshots_sent_total{reason="requested"} 0',
      'wallboard_snapshots_sent_total{reason="lagged"} 2',
      'wallboard_snapshots_sent_total{reason="view"} 0',
      'wallboard_snapshots_sent_total{reason="names"} 0',
      'wallboard_snapshots_sent_total{reason="rebuilt"} 0',
    ])
    expect(metrics.latency().slowest).toMatchObject([{ name: 'Door', snapshotsSent: 3 }])
  })

  it('exports the age of the oldest feed, +Inf before its first confirmation, and no age without feeds', async () => {
    const ageOf = async (...feeds: readonly FeedStatus[]) =>
      /^wallboard_feed_confirmation_age_seconds (.*)$/m.exec(await setUp({}, feeds).metrics.text())?.[1]
    const live = { freshness: 'live', confirmedAgeMs: 1_500 } as const
    expect(await ageOf()).toBeUndefined()
    expect(await ageOf(live, { freshness: 'stale', confirmedAgeMs: 40_000 })).toBe('40')
    expect(await ageOf(live, { freshness: 'down', confirmedAgeMs: null })).toBe('+Inf')
  })

  it('exports the age, the size and the shedding of history, and no age while there is nothing to record', async () => {
    const linesOf = async (changed: Partial<HistoryStatus> | undefined) => {
      const status: HistoryStatus = {
        ...{ state: 'on', isRecording: true, writtenAt: 1, writtenAgeMs: 4_000, failure: null },
        ...{ isShedding: false, bytes: 12_345, ...changed },
      }
      const text = await setUp({}, [], changed && status).metrics.text()
      return text.match(/^wallboard_history.*$/gm) ?? []
    }
    const sizes = ['wallboard_history_bytes 12345', 'wallboard_history_shedding 0']
    expect(await linesOf({})).toEqual(['wallboard_history_written_age_seconds 4', ...sizes])
    expect(await linesOf({ isRecording: false })).toEqual(sizes)
    expect(await linesOf({ state: 'off', isRecording: false, isShedding: true, bytes: null })).toEqual([
      'wallboard_history_written_age_seconds +Inf',
      'wallboard_history_shedding 1',
    ])
    expect(await linesOf({ writtenAgeMs: null })).toContain('wallboard_history_written_age_seconds +Inf')
    expect(await linesOf(undefined)).toEqual([])
  })

  it('ends the series of a revoked display, whose socket closes later', async () => {
    const { metrics, join } = setUp({ a: 400, b: Infinity })
    const gone = join('a')
    join('b')
    expect(await metrics.text()).toContain('wallboard_display_data_age_seconds{display="a"} 0.4\n')
    metrics.displayRemoved('a')
    gone.acknowledged(5)
    gone.left()
    const text = await metrics.text()
    expect(text).not.toContain('display="a"')
    expect(text).toContain('wallboard_display_data_age_seconds{display="b"} +Inf\n')
  })

  it('exports series of 500 displays at most, and the number of further displays', async () => {
    const ids = Array.from({ length: 503 }, (_, index) => `display-${index}`)
    const { metrics, join } = setUp(Object.fromEntries(ids.map((id) => [id, 1_000])))
    expect(await metrics.text()).toContain('wallboard_displays_without_series 0\n')
    for (const id of ids) join(id)
    const text = await metrics.text()
    expect(text.match(/^wallboard_display_data_age_seconds\{/gm)).toHaveLength(500)
    expect(text.match(/^wallboard_display_acknowledgement_latency_seconds_count\{/gm)).toHaveLength(500)
    expect(text).toContain('wallboard_displays_without_series 3\n')
    expect(metrics.latency()).toMatchObject({ clients: 503, more: 303 })
  })
})

describe(delaySeconds, () => {
  it('is how late a sample was, without the interval between two samples', () => {
    expect([100e6, 99e6, 0, 350e6].map((ns) => delaySeconds(ns, 100))).toEqual([0, 0, 0, 0.25])
  })
})
