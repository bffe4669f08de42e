import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createFeedRecorder } from '@wallboard/history'
import { HistoryBand } from '@wallboard/relay/rest/history'
import { HistoryDay, HistoryDays } from '@wallboard/relay/rest/history-day'
import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { simulatedOrgId } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import type { Service } from '../src/app/service.ts'
import { openSqliteHistoryStore } from '../src/history/store/sqlite-history-store.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { temporaryDirectory } from './clean-up.ts'
import { call } from './display-fixture.ts'

const queues = 'ACD_STATUS'
const [one, other] = ['300001', '300002']
const minute = 60_000
const dayMs = 86_400_000
/** The day of UTC, on which this file started. */
const today = Math.floor(Date.now() / dayMs) * dayMs
/** Noon of the same weekday, some weeks ago. */
const noonOf = (weeksAgo: number) => today + dayMs / 2 - weeksAgo * 7 * dayMs
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const iso = (at: number) => encodeURIComponent(new Date(at).toISOString())

/** Half an hour from noon on of each of five weeks: `calls` wait in one queue, and twice as many in another. */
async function recordedWeeks(dataDir: string, calls: number, startMinute = 0): Promise<void> {
  const store = openSqliteHistoryStore(join(dataDir, 'history'))
  const feed = await store.feedId({ org: simulatedOrgId, username: user.username })
  for (let week = 5; week >= 1; week -= 1) {
    const from = noonOf(week)
    const recorder = createFeedRecorder({ startedAt: from, queueSource: queues })
    const added = [
      { id: one, asOf: from, callsInQueue: calls },
      { id: other, asOf: from, callsInQueue: 2 * calls },
    ]
    recorder.changed(1, from, [{ dataSource: queues, added, updated: [], removed: [] }])
    for (let at = from; at <= from + 30 * minute; at += 10_000)
      recorder.confirmed(at, new Map([[queues, { confirmedAt: at }]]))
    const until = from + 30 * minute
    const day = { startsAt: from, endsAt: until, until, updatedAt: until }
    await store.writeFilling(
      feed,
      { ...recorder.take(until), names: [] },
      { day, dayRule: { timeZone: 'UTC', startMinute } },
    )
  }
  await store.close()
}

/** On a busy machine history answers that it is busy: it is asked again until the test times out. */
async function callWhenFree(
  service: Pick<Service, 'url'>,
  path: string,
  cookie: string,
): ReturnType<typeof call> {
  const reply = await call(service, 'GET', path, cookie)
  if (reply.status !== 503) return reply
  await pause(200)
  return callWhenFree(service, path, cookie)
}

describe('days of the past', () => {
  it(
    'are shown, end trends at their instant, and can be left out of what is usual',
    { timeout: 60_000 },
    async () => {
      const dataDir = await temporaryDirectory()
      await recordedWeeks(dataDir, 3)
      const { service } = await start(
        { queues: 2, agents: 3, speed: 1 },
        {
          ...{ DATA_DIR: dataDir, HISTORY: 'on', TIME_ZONE: 'UTC', HISTORY_HOLIDAYS: '2020-12-25' },
          ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
        },
      )
      const { cookie } = await signIn(service)
      const live = connect(service, cookie)
      await expect.poll(() => live.rows().length, { timeout: 20_000 }).toBeGreaterThan(0)
      const get = (path: string, by = cookie) => callWhenFree(service, `/api/history/${path}`, by)
      const lastWeek = noonOf(1)
      await expect.poll(async () => (await get('days')).text, { timeout: 20_000 }).toContain('"to"')

      // The strip of a day: of a board, and of one queue. Another queue has nothing.
      const dayOf = async (subject: string) =>
        HistoryDay.parse(
          JSON.parse(
            (await get(`day?from=${iso(lastWeek)}&to=${iso(lastWeek + dayMs / 4)}&${subject}`)).text,
          ),
        )
      const values = async (subject: string) =>
        new Set((await dayOf(subject)).points.map(([, waiting]) => waiting))
      expect(await values('board=all-queues')).toEqual(new Set([9]))
      expect(await values(`queue=${other}`)).toEqual(new Set([6]))
      expect((await dayOf('queue=elsewhere')).points).toEqual([])
      for (const wrong of [
        `from=${iso(lastWeek)}&to=${iso(lastWeek)}&board=all-queues`,
        `from=${iso(lastWeek)}&to=${iso(lastWeek + 2 * dayMs)}&board=all-queues`,
        `from=${iso(lastWeek)}&to=${iso(lastWeek + dayMs)}&board=all-queues&queue=${one}`,
        `from=${iso(lastWeek)}&to=${iso(lastWeek + dayMs)}`,
      ])
        expect((await get(`day?${wrong}`)).status).toBe(400)
      expect((await get(`day?from=${iso(lastWeek)}&to=${iso(lastWeek + dayMs)}&board=none`)).status).toBe(404)
      expect((await get('days', '')).status).toBe(401)

      // Trends up to an instant within a minute: nothing after the last full minute.
      const at = lastWeek + 20 * minute + 30_000
      const trends = HistoryTrends.parse(
        JSON.parse((await get(`trends?board=all-queues&at=${iso(at)}`)).text),
      )
      expect(trends.until).toBe(lastWeek + 20 * minute)
      const points = trends.trends[0]?.points ?? []
      expect(points.map(([startsAt]) => startsAt)).toEqual(
        Array.from({ length: 20 }, (_, index) => lastWeek + index * minute),
      )
      expect(new Set(points.map(([, mean]) => mean))).toEqual(new Set([9]))

      // A day that is marked is left out of the weeks, and has no band itself.
      const bandOf = async (day: number) =>
        HistoryBand.parse(
          JSON.parse((await get(`band?queue=${one}&figure=callsInQueue&day=${dateOf(day)}`)).text),
        )
      const noonSlot = async () => (await bandOf(today)).slots.find(({ startsAt }) => startsAt === noonOf(0))
      expect(await noonSlot()).toMatchObject({ low: 3, median: 3, high: 3, weeks: 5 })
      const mark = (day: string, note = 'Storm', by = cookie) =>
        call(service, 'PUT', `/api/history/days/${day}`, by, { note })
      expect((await mark(dateOf(noonOf(2)))).status).toBe(204)
      expect(await noonSlot()).toMatchObject({ weeks: 4 })
      expect((await mark(dateOf(noonOf(3)), ' Fire drill ')).status).toBe(204)
      expect(await noonSlot()).toMatchObject({ weeksKnown: 3 })
      expect((await mark(dateOf(today))).status).toBe(204)
      expect(await bandOf(today)).toMatchObject({ isHoliday: true, slots: [] })
      const { marked, timeZone } = HistoryDays.parse(JSON.parse((await get('days')).text))
      expect(timeZone).toBe('UTC')
      expect(marked).toEqual([
        { date: '2020-12-25', note: '', markedBy: null },
        { date: dateOf(noonOf(3)), note: 'Fire drill', markedBy: user.username },
        { date: dateOf(noonOf(2)), note: 'Storm', markedBy: user.username },
        { date: dateOf(today), note: 'Storm', markedBy: user.username },
      ])
      const unmark = (day: string) => call(service, 'DELETE', `/api/history/days/${day}`, cookie)
      expect((await unmark(dateOf(today))).status).toBe(204)
      expect((await unmark(dateOf(today))).status).toBe(404)
      expect((await unmark('2020-12-25')).status).toBe(404)
      expect((await bandOf(today)).isHoliday).toBe(false)
      expect((await mark('2026-02-30')).status).toBe(400)
      expect((await mark(dateOf(today), 'x'.repeat(101))).status).toBe(400)
      expect((await mark(dateOf(today), 'Storm', '')).status).toBe(401)
    },
  )

  it(
    'begin at the configured time for what is usual, for marks and for files',
    { timeout: 60_000 },
    async () => {
      const dataDir = await temporaryDirectory()
      await recordedWeeks(dataDir, 3, 13 * 60)
      const { service } = await start(
        { queues: 2, agents: 3, speed: 1 },
        {
          ...{ DATA_DIR: dataDir, HISTORY: 'on', TIME_ZONE: 'UTC', DAY_STARTS_AT: '13:00' },
          ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
        },
      )
      const { cookie } = await signIn(service)
      const get = async (path: string) => call(service, 'GET', path, cookie)
      const json = async (path: string): Promise<unknown> => JSON.parse((await get(path)).text)
      await expect
        .poll(async () => (await get('/api/history/days')).text, { timeout: 20_000 })
        .toContain('"to"')
      expect(await json('/api/account')).toMatchObject({ timeZone: 'UTC', dayStartMinute: 780 })
      expect(await json('/api/history/days')).toMatchObject({ dayStartMinute: 780 })

      // Noon belongs to the day that began on the date before.
      const bandOf = async (at: number) =>
        HistoryBand.parse(await json(`/api/history/band?queue=${one}&figure=callsInQueue&day=${dateOf(at)}`))
      const { slots } = await bandOf(today - dayMs)
      expect(slots).toHaveLength(48)
      expect(slots[0]?.startsAt).toBe(today - dayMs + 780 * minute)
      const noonSlot = async (at: number) =>
        (await bandOf(at)).slots.find(({ startsAt }) => startsAt === noonOf(0))
      expect(await noonSlot(today - dayMs)).toMatchObject({ low: 3, high: 3, weeks: 5 })
      expect(await noonSlot(today)).toBeUndefined()
      const mark = (at: number) =>
        call(service, 'PUT', `/api/history/days/${dateOf(at)}`, cookie, { note: 'Storm' })
      expect((await mark(noonOf(2))).status).toBe(204)
      expect(await noonSlot(today - dayMs)).toMatchObject({ weeks: 5 })
      expect((await mark(noonOf(2) - dayMs)).status).toBe(204)
      expect(await noonSlot(today - dayMs)).toMatchObject({ weeks: 4 })

      const span = `from=${dateOf(today - 2 * dayMs)}&to=${dateOf(today - dayMs)}`
      const { text } = await get(`/api/history/quarters.csv?${span}&queue=${one}`)
      const [, first = '', ...others] = text.trim().split('\r\n')
      expect(first).toContain(`${dateOf(today - 2 * dayMs)}T13:00:00`)
      expect(others).toHaveLength(95)
    },
  )
})
