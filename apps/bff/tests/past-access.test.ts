import { HistoryState } from '@wallboard/relay/rest/history'
import { HistoryDay } from '@wallboard/relay/rest/history-day'
import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { describe, expect, it } from 'vitest'
import { createService, type Service } from '../src/app/service.ts'
import { connect, signIn, start, user } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const lead = { username: 'lead@wallboard.test', password: 'of one team' }
const ids = ['300001', '300002', '300003', '300004'] as const
const [first, second, third, removed] = ids

/** A domain with a service account that records it, and a lead who sees some of its queues. */
async function recordedDomain(visible: readonly string[]) {
  const { simulator, service } = await start(
    { queues: ids.length, agents: 24, speed: 5, otherUsers: [{ ...lead, queues: [...visible] }] },
    {
      ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
      ...{ HISTORY: 'on', HISTORY_FLUSH_SECONDS: '1' },
    },
  )
  const [whole, part] = [await signIn(service, user), await signIn(service, lead)]
  const live = connect(service, part.cookie)
  const liveIds = () =>
    live
      .rows()
      .map(({ id }) => id)
      .sort()
  await expect.poll(liveIds, { timeout: 20_000 }).toEqual([...visible])
  return { simulator, service, whole: whole.cookie, part: part.cookie, live, liveIds }
}

const dayMs = 86_400_000
const spanOf = () =>
  `from=${new Date(Date.now() - dayMs / 4).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`

/** The minutes of a CSV file that have values: of what they are, and the values. */
async function minutesOf(service: Service, cookie: string, of: string) {
  const { status, text } = await call(service, 'GET', `/api/history/trends.csv?${spanOf()}${of}`, cookie)
  expect(status, text).toBe(200)
  return text.split('\r\n').flatMap((line) => {
    const cells = line.split(',')
    const mean = cells[7]
    return mean === undefined || mean === '' || Number.isNaN(Number(mean))
      ? []
      : [{ of: cells[2], at: cells[3], mean }]
  })
}

async function dayOf(service: Service, cookie: string, subject: string) {
  const { text } = await call(service, 'GET', `/api/history/day?${spanOf()}&${subject}`, cookie)
  return HistoryDay.parse(JSON.parse(text))
}

async function stateAt(service: Service, cookie: string, at: number) {
  const instant = new Date(at).toISOString()
  const { text } = await call(service, 'GET', `/api/history/state?board=all-queues&at=${instant}`, cookie)
  const state = HistoryState.parse(JSON.parse(text))
  const rows = state.payLoad.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.data ?? []
  return { rows: rows.map(({ id }) => id).sort(), names: state.queues.map(({ id }) => id).sort() }
}

async function makeAlerts(service: Service, cookie: string, of: object) {
  const rule = { version: 1, key: 'signed-in', name: 'Signed in', of, metric: 'agentsLoggedIn' }
  const body = { rule: { ...rule, when: 'above', warn: 0 } }
  const { status, text } = await call(service, 'POST', '/api/alerts/rules', cookie, body)
  expect(status, text).toBe(201)
}

describe(createService, () => {
  it(
    '[H9] shows nothing of the past of a queue that Five9 no longer shows a person, live, in trends, files, alerts and replays',
    { timeout: 120_000 },
    async () => {
      const { simulator, service, whole, part, live, liveIds } = await recordedDomain([first, second])
      await makeAlerts(service, whole, { queues: 'all' })
      const valuesOf = async (cookie: string) =>
        (await minutesOf(service, cookie, `&metric=agentsLoggedIn&queue=${second}`)).length
      await expect.poll(() => valuesOf(part), { timeout: 20_000 }).toBeGreaterThan(0)
      const alerts = async (path: string) => (await call(service, 'GET', path, part)).text
      const past = `/api/alerts/history?${spanOf()}`
      for (const path of ['/api/alerts', past])
        await expect.poll(() => alerts(path), { timeout: 20_000 }).toContain(`"${second}"`)
      await expect.poll(() => live.texts.join('').includes(`"id":"${second}","name"`)).toBe(true)
      const at = Date.now() - 2_000
      await expect
        .poll(async () => (await stateAt(service, part, at)).rows, { timeout: 20_000 })
        .toContain(second)
      const started = await call(service, 'POST', '/api/replays', part, {
        ...{ at: new Date(at).toISOString(), speed: 1, board: 'all-queues' },
      })
      const { id } = JSON.parse(started.text) as { readonly id: string }
      const replay = connect(service, part, { replay: id, sources: ['ACD_STATUS'] })
      const played = () => replay.rows().map((row) => row.id)
      await expect.poll(played, { timeout: 20_000 }).toContain(second)

      simulator.setVisibleQueues(lead.username, [first])
      await expect.poll(liveIds, { timeout: 20_000 }).toEqual([first])
      await expect
        .poll(async () => (await call(service, 'GET', '/api/queues', part)).text, { timeout: 20_000 })
        .not.toContain(second)
      expect(await valuesOf(part)).toBe(0)
      expect(await valuesOf(whole)).toBeGreaterThan(0)
      expect((await dayOf(service, part, `queue=${second}`)).points).toEqual([])
      expect(await alerts('/api/alerts')).not.toContain(`"${second}"`)
      expect(await alerts(past)).not.toContain(`"${second}"`)
      expect(await stateAt(service, part, at)).toEqual({ rows: [first], names: [first] })
      const trends = await call(service, 'GET', '/api/history/trends?board=all-queues', part)
      expect(HistoryTrends.parse(JSON.parse(trends.text)).sparkLines.map(({ queue }) => queue)).toEqual([
        first,
      ])
      // The replay that runs, and the list of alerts of the page that is open.
      await expect.poll(played, { timeout: 20_000 }).toEqual([first])
      const listed = () => live.messages.flatMap((message) => ('alerts' in message ? [message.alerts] : []))
      await expect
        .poll(() => JSON.stringify(listed().at(-1)), { timeout: 20_000 })
        .not.toContain(`"${second}"`)
    },
  )

  it(
    '[H9] leaves a removed queue that a person did not see out of totals of its time, alike in files, trends, strips and replays, and shows it to the user of the service account',
    { timeout: 120_000 },
    async () => {
      const { simulator, service, whole, part } = await recordedDomain([first, second, third])
      await expect
        .poll(async () => (await minutesOf(service, whole, `&queue=${removed}`)).length, { timeout: 20_000 })
        .toBeGreaterThan(0)
      const at = Date.now() - 1_000
      await expect
        .poll(async () => (await stateAt(service, whole, at)).rows, { timeout: 20_000 })
        .toContain(removed)
      simulator.removeQueue(removed)
      await expect
        .poll(async () => (await call(service, 'GET', '/api/queues', whole)).text, { timeout: 20_000 })
        .not.toContain(removed)

      // Now the lead sees every queue that there is.
      const floor = await minutesOf(service, part, '')
      const own = await minutesOf(service, part, `&queue=${first}&queue=${second}&queue=${third}`)
      expect(floor[0]).toEqual({ ...own[0], of: 'visible queues' })
      expect((await minutesOf(service, whole, ''))[0]?.of).toBe('floor')
      expect((await dayOf(service, part, 'board=all-queues')).parts[0]?.startsAt).toBe(
        Date.parse(floor[0]?.at ?? ''),
      )
      expect((await dayOf(service, whole, 'board=all-queues')).parts).toEqual([])
      expect((await stateAt(service, part, at)).rows).toEqual([first, second, third])
      expect(await minutesOf(service, part, `&queue=${removed}`)).toEqual([])

      // The user of the service account has seen all of this recording.
      expect((await minutesOf(service, whole, `&queue=${removed}`)).length).toBeGreaterThan(0)
      expect(await stateAt(service, whole, at)).toEqual({ rows: ['0', ...ids], names: [...ids] })
    },
  )
})
