import { noDirectory } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { CampaignForecast } from '../history/reading/read-call-forecasts.ts'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import type { Feed } from '../upstream/feed.ts'
import { wireTypical } from './wire-typical.ts'

const hour = 3_600_000
const now = Date.parse('2026-11-26T03:00:00Z')
const person = { org: '1', username: 'ada@example.test' }
const link: ReturnType<Feed['link']> = {
  ...{ state: 'up', since: 0, reason: null, confirmedAt: 0, unconfirmed: [], unreadLists: [] },
  ...{ notices: [], domainOffsetMs: 0 },
}
const denied: typeof link = {
  ...link,
  unreadLists: [{ list: 'agents', reason: { code: 'permission-denied' } }],
}

type Reader = Pick<HistoryReader, 'typicalLengths' | 'callForecasts'>

function wire(reader: Partial<Reader>, linkOf = link) {
  const unread = () => Promise.reject(new Error('not part of this test'))
  const all = { moment: unread, coverage: unread, trends: unread, steps: unread, day: unread, band: unread }
  const own = {
    ...{ epoch: 'e', full: () => [], queues: () => [], link: () => linkOf },
    directory: () => ({
      ...noDirectory,
      agents: [{ id: '7', name: 'Zoë', queueIds: [] }],
      campaigns: [{ id: 'c', name: 'Inbound' }],
    }),
  }
  const errors: unknown[] = []
  const routes = wireTypical({
    history: {
      reader: {
        ...all,
        ...{ series: unread, estimates: unread, why: unread, agentTimeline: unread },
        ...{ typicalLengths: unread, callForecasts: unread, close: () => Promise.resolve() },
        ...reader,
      },
    },
    feeds: {
      find: (username) => (username === person.username ? own : undefined),
      serviceFeed: () => ({ org: '1', username: 'house@example.test', feed: own }),
    },
    dayRule: { timeZone: 'America/New_York', startMinute: 0 },
    wall: () => now,
    markedDates: () => Promise.resolve(['2026-12-25']),
    logError: (error) => errors.push(error),
  })
  return { ...routes, errors }
}

describe(wireTypical, () => {
  it('requests lengths of the agents whom the person sees, from the recording of the service account', async () => {
    const requests: unknown[] = []
    const lengths = { until: 1, afterCall: [], teamAfterCall: null, onCall: [], reasons: [] }
    const { typicalLengths } = wire({
      typicalLengths(request) {
        requests.push(request)
        return Promise.resolve(lengths)
      },
    })
    expect(await typicalLengths(person)).toEqual({ ok: true, lengths })
    const name = { org: '1', username: 'house@example.test' }
    expect(requests).toEqual([{ name, isPersonal: false, agentIds: ['7'] }])
  })

  it('has nothing of agents for a person who may not see them, and nothing while nobody is signed in', async () => {
    const { typicalLengths } = wire({}, denied)
    expect(await typicalLengths(person)).toEqual({ ok: false, error: { code: 'agents-denied' } })
    const other = await wire({}).typicalLengths({ ...person, username: 'nobody@example.test' })
    expect(other).toMatchObject({ ok: true, lengths: { until: null } })
  })

  it('replies with the forecasts of today in the zone of the domain, as far as a page needs them', async () => {
    const requests: unknown[] = []
    const count = (hours: number) => ({ until: now + hours * hour, calls: 1, expected: 2 })
    const slot = (hours: number) => ({
      ...{ startsAt: now + hours * hour, endsAt: now + (hours + 0.5) * hour, calls: 1.23456 },
    })
    const forecast = {
      slots: [-13, -12, 0, 1, 2].map(slot),
      ...{ callsPerDay: 9, variation: 0.2, counted: [-12, -11, 0].map(count) },
    }
    const campaigns: CampaignForecast[] = [{ id: 'c', forecast, weeksKnown: 6, isRolling: false }]
    const { callForecasts } = wire({
      callForecasts(request) {
        requests.push(request)
        return Promise.resolve({ day: request.day, isLeftOut: false, campaigns })
      },
    })
    const outcome = await callForecasts(person)
    expect(requests).toMatchObject([
      {
        day: '2026-11-25',
        campaignIds: ['c'],
        holidays: ['2026-12-25'],
        dayRule: { timeZone: 'America/New_York', startMinute: 0 },
      },
    ])
    expect(outcome).toMatchObject({
      ok: true,
      forecasts: { dayStartsAt: Date.parse('2026-11-25T05:00:00Z') },
    })
    if (!outcome.ok) return
    const replied = outcome.forecasts.campaigns[0]?.forecast
    expect(replied?.counted).toEqual([count(-11), count(0)])
    expect(replied?.slots).toEqual([-12, 0, 1].map((hours) => ({ ...slot(hours), calls: 1.235 })))
  })

  it('says that history cannot be read', async () => {
    const failing = wire({ callForecasts: () => Promise.reject(new Error('the disk is gone')) })
    expect(await failing.callForecasts(person)).toEqual({ ok: false, error: { code: 'history-unreadable' } })
    expect(failing.errors).toHaveLength(1)
  })
})
