import { isDeepStrictEqual } from 'node:util'
import { allQueuesBoard } from '@wallboard/boards'
import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { describe, expect, it } from 'vitest'
import type { Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call, pair } from './display-fixture.ts'

const house = {
  FIVE9_USERNAME: user.username,
  FIVE9_PASSWORD: user.password,
  HISTORY: 'on',
  HISTORY_FLUSH_SECONDS: '1',
}

const trendsOf = async (service: Service, path: string, cookie: string) =>
  HistoryTrends.parse(JSON.parse((await call(service, 'GET', path, cookie)).text))

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('the past of trends', () => {
  it(
    'is there at once after a restart, for a person and for a display, and names the gap',
    // As long as all that it waits for together, so that a failure names what did not come.
    { timeout: 180_000 },
    async () => {
      // Fast enough that figures change every few seconds, at any hour of the simulated day.
      const { service, again } = await start({ queues: 3, agents: 12, speed: 5 }, house)
      const { desk, screen: display } = await pair(service)
      const screen = connect(service, desk)
      await expect.poll(() => screen.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const trendsNow = () => trendsOf(service, '/api/history/trends?board=all-queues', desk)
      await expect.poll(async () => (await trendsNow()).until, { timeout: 20_000 }).not.toBeNull()
      const calls = screen
        .rows()
        .flatMap(({ id, callsInQueue }) => (id === '0' ? [] : [Number(callsInQueue)]))
      const shownAt = Date.now()
      await expect.poll(async () => (await trendsNow()).until, { timeout: 20_000 }).toBeGreaterThan(shownAt)
      const stoppedAt = Date.now()
      await service.close()

      const restarted = await again()
      const { cookie } = await signIn(restarted)
      const live = connect(restarted, cookie)
      await expect.poll(() => live.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const trends = await trendsOf(restarted, '/api/history/trends?board=all-queues', cookie)
      expect(trends.until).toBeGreaterThan(stoppedAt - 2_500)
      const [floor] = trends.trends
      expect(trends.trends).toHaveLength(1)
      expect(floor?.key).toBe('["floor","callsInQueue","1h","none"]')
      expect(floor?.points.length).toBeGreaterThan(0)
      expect(trends.sparkLines.map(({ queue }) => queue).sort()).toEqual(
        live
          .rows()
          .flatMap(({ id }) => (id === '0' ? [] : [id]))
          .sort(),
      )
      const highest = sum(
        trends.sparkLines.map(({ points }) => Math.max(...points.map(([, , max]) => max ?? 0))),
      )
      expect(highest).toBeGreaterThanOrEqual(sum(calls))
      // Two requests between which no second was recorded.
      const ofBoth = () =>
        Promise.all([
          trendsOf(restarted, '/api/history/trends?board=all-queues', cookie),
          trendsOf(restarted, '/api/display/trends', display),
        ])
      await expect
        .poll(async () => {
          const [ofPerson, ofDisplay] = await ofBoth()
          return isDeepStrictEqual(ofPerson, ofDisplay)
        })
        .toBe(true)

      // The first flush writes why there is nothing in between.
      await expect
        .poll(
          async () =>
            (await trendsOf(restarted, '/api/display/trends', display)).gaps.map(({ kind }) => kind),
          { timeout: 25_000, interval: 1_000 },
        )
        .toContain('server-off')
    },
  )

  it(
    'keeps the callers of a removed queue for the user of the service account and for displays, and for nobody else',
    { timeout: 120_000 },
    async () => {
      const all = { username: 'all@team.test', password: 'all' }
      const part = { username: 'part@team.test', password: 'part' }
      const { simulator, service } = await start(
        { queues: 3, agents: 3, speed: 5, load: 6, otherUsers: [all, { ...part, queues: ['300001'] }] },
        house,
      )
      const { desk, screen } = await pair(service)
      const cookies = [desk, (await signIn(service, all)).cookie, (await signIn(service, part)).cookie]
      const clients = cookies.map((cookie) => connect(service, cookie))
      const [own, ofAll, ofPart] = cookies.map(
        (cookie) => () => trendsOf(service, '/api/history/trends?board=all-queues', cookie),
      )
      const ofDisplay = () => trendsOf(service, '/api/display/trends', screen)
      const peakOf = (points: HistoryTrends['sparkLines'][number]['points']) =>
        Math.max(...points.map(([, mean, max]) => max ?? mean))
      const peak = async (read: typeof own) => peakOf((await read?.())?.trends[0]?.points ?? [])
      const from = new Date(Math.floor(Date.now() / 3_600_000 - 1) * 3_600_000).toISOString()
      const csvPeak = async (cookie: string) => {
        const span = `from=${from}&to=${new Date(Date.now() + 60_000).toISOString()}`
        const path = `/api/history/trends.csv?${span}&metric=callsInQueue`
        const { text } = await call(service, 'GET', path, cookie)
        const values = text.split('\r\n').flatMap((line) => /,(\d+(?:\.\d+)?),(\d*)$/.exec(line) ?? [])
        return Math.max(...values.filter((value) => !value.includes(',')).map(Number))
      }
      /** A queue with callers that \`part\` does not see. */
      const busy = () =>
        clients[0]?.rows().find(({ id, callsInQueue }) => Number(id) > 300_001 && Number(callsInQueue) > 2)
      await expect.poll(busy, { timeout: 30_000, interval: 20 }).toBeDefined()
      simulator.pause()
      const removed = busy()?.id ?? ''
      const isRecorded = async (at: number) =>
        expect.poll(async () => (await own?.())?.until, { timeout: 30_000 }).toBeGreaterThan(at)
      // The last second may not be recorded: without changes its figures are confirmed after a quarter of a minute.
      await isRecorded(Date.now() - 1_500)
      const before = await peak(own)
      expect(before).toBeGreaterThan(2)

      const removedAt = Date.now()
      expect(simulator.removeQueue(removed)).toBe(true)
      for (const client of clients.slice(0, 2))
        await expect.poll(() => client.rows().some(({ id }) => id === removed)).toBe(false)
      await isRecorded(removedAt)
      expect((await own?.())?.sparkLines.some(({ queue }) => queue === removed)).toBe(false)
      const kept = await peak(own)
      expect(kept).toBeGreaterThanOrEqual(before)
      expect(await peak(ofDisplay)).toBe(kept)
      expect(await csvPeak(desk)).toBe(kept)
      // Nothing proves that a person who sees all queues of now could see the removed one.
      expect((await ofAll?.())?.trends[0]?.parts).not.toBeUndefined()
      expect(await csvPeak(cookies[1] ?? '')).toBe(await peak(ofAll))
      const partly = await ofPart?.()
      const [seen] = partly?.sparkLines ?? []
      expect(partly?.sparkLines).toHaveLength(1)
      expect(partly?.trends[0]?.points).toEqual(seen?.points)
      expect(await csvPeak(cookies[2] ?? '')).toBe(peakOf(seen?.points ?? []))
    },
  )

  it('[H9] holds no queue that the person’s own feed does not show', { timeout: 60_000 }, async () => {
    const { service } = await start({ queues: 3, agents: 5, speed: 1 }, house)
    const { cookie } = await signIn(service)
    const tiles = [
      { kind: 'queue', queue: 'elsewhere' },
      { kind: 'trend', queues: ['elsewhere'] },
    ] as const
    const created = await call(service, 'POST', '/api/boards', cookie, {
      board: { ...allQueuesBoard, name: 'Other', pages: [{ tiles }] },
    })
    const id = /"id":"([^"]+)"/.exec(created.text)?.[1] ?? ''
    await expect
      .poll(async () => (await trendsOf(service, `/api/history/trends?board=${id}`, cookie)).until, {
        timeout: 25_000,
        interval: 1_000,
      })
      .not.toBeNull()
    const { trends, sparkLines } = await trendsOf(service, `/api/history/trends?board=${id}`, cookie)
    expect(trends).toEqual([{ key: '[["elsewhere"],"callsInQueue","1h","none"]', points: [] }])
    expect(sparkLines).toEqual([])

    const csv = (path: string) => call(service, 'GET', `/api/history/${path}`, cookie)
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString()
    const span = `from=${hour}&to=${new Date(Date.now() + 60_000).toISOString()}`
    const visible = connect(service, cookie)
    await expect.poll(() => visible.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
    const queueIds = visible.rows().flatMap((row) => (row.id === '0' ? [] : [row.id]))
    const readQuarters = async () => (await csv(`quarters.csv?${span}`)).text.split('\r\n')
    // Until some time of the hour is recorded as live, with a number of waiting calls.
    const isLive = (line: string) => /Z,[^,]+,[1-9]\d*,[^,]*,\d/.test(line)
    await expect.poll(async () => (await readQuarters()).some(isLive), { timeout: 20_000 }).toBe(true)
    const quarters = await readQuarters()
    expect(quarters[0]).toMatch(
      /^as_of,domain,queue_id,queue,starts_at_utc,starts_at_local,live_ms,gap,callsInQueue_mean,/,
    )
    expect(quarters.at(-1)).toBe('')
    const idsOf = (lines: readonly string[]) => new Set(lines.slice(1, -1).map((line) => line.split(',')[2]))
    expect(idsOf(quarters)).toEqual(new Set(queueIds))
    expect(idsOf((await csv(`quarters.csv?${span}&queue=elsewhere`)).text.split('\r\n')).size).toBe(0)
    const minutes = await csv(`trends.csv?${span}&metric=agentsLoggedIn`)
    const file = await fetch(`${service.url}/api/history/trends.csv?${span}&download=1`, {
      headers: { cookie },
    })
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="?trend_\d{4}-\d\d-\d\d_\d{4}\.csv"?$/,
    )
    // A reader of text drops the mark.
    expect([...new Uint8Array(await file.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(minutes.text).toMatch(/\r\n[^\r]*,floor,[^\r]*,[1-9]\d*,[^,]*,[1-5](?:\.\d+)?,[1-5]\r\n/)
    for (const bad of [
      'trends.csv',
      'trends.csv?from=2026-11-26&to=2026-11-25',
      'trends.csv?from=2026-01-01&to=2026-11-25',
      `trends.csv?${span}&metric=joy`,
      'quarters.csv?from=yesterday&to=today',
    ])
      expect((await csv(bad)).status, bad).toBe(400)
  })

  it('has a clear answer to bad requests, and nothing for others', { timeout: 60_000 }, async () => {
    const { service } = await start({ queues: 3, agents: 5 }, house)
    const { desk, screen } = await pair(service)
    const ask = (path: string, cookie: string) => call(service, 'GET', path, cookie)
    expect(await ask('/api/history/trends', desk)).toMatchObject({
      status: 400,
      text: expect.stringContaining('"expected":"the id of a board"') as unknown,
    })
    expect(await ask('/api/history/trends?board=none', desk)).toMatchObject({ status: 404 })
    expect((await ask('/api/history/trends?board=all-queues', '')).status).toBe(401)
    expect((await ask('/api/history/trends?board=all-queues', screen)).status).toBe(401)
    expect((await ask('/api/display/trends', '')).status).toBe(401)
    expect((await ask('/api/display/trends', desk)).status).toBe(401)
  })

  it('is empty with HISTORY=off', async () => {
    const { service } = await start({}, { ...house, HISTORY: 'off' })
    const { cookie } = await signIn(service)
    const trends = await trendsOf(service, '/api/history/trends?board=all-queues', cookie)
    expect(trends).toMatchObject({ until: null, trends: [], sparkLines: [] })
  })
})
