import { afterEach, describe, expect, it } from 'vitest'
import { latenessSeconds } from './exposition.ts'
import { createMetrics } from './metrics.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Metrics of a server with these displays, whose glass is as old as they say. */
function setUp(paintedAgesMs: Readonly<Record<string, number>> = {}) {
  const metrics = createMetrics({
    screens: () => 0,
    feeds: () => [],
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
  it('tells how many log lines could not be written', async () => {
    expect(await setUp().metrics.text()).toContain('\nwallboard_log_lines_dropped_total 3\n')
  })

  it('tells of each paired display how fast it acknowledges, and of persons only in the sum', async () => {
    const { metrics, join } = setUp()
    join('a').acknowledged(80)
    const desk = { kind: 'desk', username: 'ann' } as const
    metrics.meter.joined({ viewer: desk, ackLagMs: () => 0, isLagging: () => true }).acknowledged(700)
    const text = await metrics.text()
    const ofDisplay = 'wallboard_display_painted_acknowledgement_seconds'
    expect(text.match(new RegExp(`^${ofDisplay}_bucket.*`, 'gm'))).toEqual([
      `${ofDisplay}_bucket{display="a",le="0.05"} 0`,
      ...['0.1', '0.25', '0.5', '1', '2.5', '5', '+Inf'].map(
        (le) => `${ofDisplay}_bucket{display="a",le="${le}"} 1`,
      ),
    ])
    expect(text).toContain('wallboard_painted_acknowledgement_seconds_count 2\n')
    expect(text).toContain('wallboard_painted_acknowledgement_seconds_sum 0.78\n')
    expect(text).toContain('wallboard_lagging_screens 1\n')
    expect(text).not.toMatch(/ann|Door/)
  })

  it('counts snapshots by their reasons', async () => {
    const { metrics, join } = setUp()
    const screen = join('a')
    for (const what of ['joined', 'changes', 'lagged', 'lagged'] as const) screen.sent(what)
    const text = await metrics.text()
    expect(text.match(/^wallboard_(snapshots|sends)_total.*/gm)).toEqual([
      'wallboard_sends_total{kind="changes"} 1',
      'wallboard_sends_total{kind="snapshot"} 3',
      'wallboard_snapshots_total{reason="joined"} 1',
      'wallboard_snapshots_total{reason="asked"} 0',
      'wallboard_snapshots_total{reason="lagged"} 2',
      'wallboard_snapshots_total{reason="view"} 0',
      'wallboard_snapshots_total{reason="names"} 0',
      'wallboard_snapshots_total{reason="rebuilt"} 0',
    ])
    expect(metrics.latency().slowest).toMatchObject([{ name: 'Door', snapshots: 3 }])
  })

  it('ends the series of a display that is removed, and lets its socket close later', async () => {
    const { metrics, join } = setUp({ a: 400, b: Infinity })
    const gone = join('a')
    join('b')
    expect(await metrics.text()).toContain('wallboard_display_painted_age_seconds{display="a"} 0.4\n')
    metrics.displayRemoved('a')
    gone.acknowledged(5)
    gone.left()
    const text = await metrics.text()
    expect(text).not.toContain('display="a"')
    expect(text).toContain('wallboard_display_painted_age_seconds{display="b"} +Inf\n')
  })

  it('tells of 500 displays at most, and how many it leaves out', async () => {
    const ids = Array.from({ length: 503 }, (_, index) => `display-${index}`)
    const { metrics, join } = setUp(Object.fromEntries(ids.map((id) => [id, 1_000])))
    expect(await metrics.text()).toContain('wallboard_displays_left_out 0\n')
    for (const id of ids) join(id)
    const text = await metrics.text()
    expect(text.match(/^wallboard_display_painted_age_seconds\{/gm)).toHaveLength(500)
    expect(text.match(/^wallboard_display_painted_acknowledgement_seconds_count\{/gm)).toHaveLength(500)
    expect(text).toContain('wallboard_displays_left_out 3\n')
    expect(metrics.latency()).toMatchObject({ screens: 503, more: 303 })
  })
})

describe(latenessSeconds, () => {
  it('is what a look came late, and never the interval between two', () => {
    expect([100e6, 99e6, 0, 350e6].map((ns) => latenessSeconds(ns, 100))).toEqual([0, 0, 0, 0.25])
  })
})
