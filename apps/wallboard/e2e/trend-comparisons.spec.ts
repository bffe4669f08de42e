import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { trendKey, trendSpans, trendSubjectOf, trendBandKey, type TileOf } from '@wallboard/boards'
import { openDesk } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

const minute = 60_000
const trend = (rest: Omit<TileOf<'trend'>, 'kind'>): TileOf<'trend'> => ({
  kind: 'trend',
  columns: 4,
  ...rest,
})

const tiles = [
  trend({ comparison: 'normal-band' }),
  trend({ name: 'Agents', metric: 'agentsInQueue', span: '24h', comparison: 'last-week' }),
  trend({ metric: 'currentLongestQueueTime', span: '15min', comparison: 'normal-band' }),
  trend({ metric: 'agentsLoggedIn', span: '8h' }),
]

/** Minutes of a figure that goes up and down, with its peak at `peakAt`. */
const wave = (from: number, to: number, scale: number, peakAt: number) =>
  Array.from({ length: Math.ceil((to - from) / minute) + 1 }, (_, index) => {
    const at = Math.floor(from / minute) * minute + index * minute
    const value = Math.round(scale * (1.4 + Math.sin(at / 900_000) + 0.4 * Math.sin(at / 170_000)))
    return [at, value, Math.abs(at - peakAt) < minute / 2 ? 4 * scale : value] as const
  })

/** What a server with seven weeks of history would have recorded until now. */
function recorded(queueIds: readonly string[]): HistoryTrends {
  const now = Date.now()
  const gap = { kind: 'server-off', startsAt: now - 31 * minute, endsAt: now - 24 * minute } as const
  const isLive = ([at]: readonly [number, number, number]) => at + minute <= gap.startsAt || at >= gap.endsAt
  const halfHours = (from: number, to: number, low: number, high: number) =>
    Array.from(
      { length: Math.ceil((to - from) / 1_800_000) + 3 },
      (_, index) => [from - 1_800_000 + index * 1_800_000, low + (index % 3), high + (index % 2)] as const,
    )
  return {
    ...{ until: now, bucketMs: minute, gaps: [gap] },
    trends: tiles.map((tile) => {
      const subject = trendSubjectOf(tile)
      const from = now - trendSpans[subject.span]
      const scale = subject.metric === 'currentLongestQueueTime' ? 60_000 : 5
      const peakAt =
        Math.floor((subject.span === '24h' ? now - 20 * 60 * minute : now - 10 * minute) / minute) * minute
      return {
        key: trendKey(subject),
        points: wave(from, now, scale, peakAt).filter(isLive),
        ...(subject.comparison === 'last-week'
          ? { lastWeek: wave(from - 5 * minute, now, 0.8 * scale, 0) }
          : {}),
        ...(subject.comparison !== 'normal-band'
          ? {}
          : subject.span === '15min'
            ? { band: { weeks: 2, points: [] } }
            : { band: { weeks: 6, points: halfHours(from, now, 1.1 * scale, 1.8 * scale) } }),
      }
    }),
    sparkLines: queueIds.map((queue) => ({ queue, points: wave(now - 20 * minute, now, 2, 0) })),
    usual: [...queueIds.map((queue) => [queue]), queueIds].map((queues) => ({
      key: trendBandKey({ queues, metric: 'callsInQueue' }),
      band: { weeks: 6, points: halfHours(now, now, 4, 8) },
    })),
  }
}

test.use({ floor: { queues: 4 }, allowsConsoleErrors: true })

test('trends show their span, what is usual and last week, and a lost connection as a gap on every chart', async ({
  page,
  service,
  simulator,
}) => {
  const desk = await openDesk(page, service)
  const { queues } = await desk.directory()
  const ids = queues.slice(0, 2).map(({ id }) => id)
  const queueTiles = { kind: 'queues' as const, queues: ids }
  const board = await desk.addBoard({
    name: 'Trends',
    viewing: { distanceM: 1, diagonalInches: 65 },
    rotateSeconds: 20,
    pages: [
      { tiles: [queueTiles, ...tiles] },
      { tiles: [queueTiles, { kind: 'group', name: 'Both', queues: ids }] },
    ],
  })
  await page.route(/\/api\/history\/trends\?/, (route) => route.fulfill({ json: recorded(ids) }))
  await page.goto(`${service.url}/wall?board=${board}`)
  const charts = page.locator('[data-tile="trend"]')
  await expect(charts).toHaveCount(tiles.length)
  const [hour, day, short, shift] = [0, 1, 2, 3].map((index) => charts.nth(index))
  if (hour === undefined || day === undefined || short === undefined || shift === undefined)
    throw new Error('charts')

  await expect(hour.getByRole('heading')).toHaveText(
    /^waiting, last hour · peak 20 at \d\d:\d\d · usual \d–\d/,
  )
  await expect(hour.locator('.trend-band path')).toHaveAttribute('d', /^M/)
  await expect(day.getByRole('heading')).toHaveText(/^Agents: ready, last 24 hours · peak 20 at \d\d:\d\d/)
  await expect(day.locator('.trend-last-week path')).toHaveAttribute('d', /^M/)
  await expect(short).toHaveAttribute('aria-label', /usual range: 2 of 4 weeks known/)
  await expect(short.locator('.trend-band')).toHaveCount(0)
  await expect(shift.getByRole('heading')).toHaveText(/last 8 hours/)

  const serverOff = hour.locator('[data-gap="server-off"]')
  await expect(serverOff).toHaveAttribute('title', /^No data from .*: the wallboard server did not run$/)
  await expect(hour).toHaveAttribute('aria-label', /No data from .*: the wallboard server did not run/)
  await serverOff.focus()
  await expect(serverOff).toBeFocused()

  // A tile with other waiting work has no room for it.
  await expect(page.locator('[data-usual]').first()).toHaveText(/^usual \d–\d+$/, { timeout: 30_000 })
  const group = page.locator('[data-tile="group"] [data-usual]')
  await expect(group).toHaveText(/^usual \d–\d+$/, { timeout: 60_000 })

  await page.unroute(/\/api\/history\/trends\?/)
  await simulator.kill()
  const reason = /^No data from .*: the connection to Five9 was lost$/
  for (const [chart, count] of [
    ['[data-queue] [data-gap="link-down"]', ids.length],
    ['[data-tile="trend"] [data-gap="link-down"]', tiles.length],
  ] as const) {
    const gaps = page.locator(chart)
    await expect(gaps).toHaveCount(count, { timeout: 60_000 })
    await expect(gaps.first()).toHaveAttribute('aria-label', reason)
  }
  // The line ends where the gap begins: nothing is drawn to the right edge.
  const rightOf = (selector: string) =>
    hour.locator(selector).evaluate((each) => each.getBoundingClientRect().right)
  expect(await rightOf('path.recharts-area-curve')).toBeLessThan(await rightOf('[data-gap="link-down"]'))
})
