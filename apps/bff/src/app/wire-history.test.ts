import { noDirectory, wholeView } from '@wallboard/relay'
import type { HistoryBand } from '@wallboard/relay/rest/history'
import type { DatedSource } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../auth/actor.ts'
import type { RecordedMoment } from '../history/reading/recorded-moment.ts'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import { HistoryBusy, HistoryUnreadable } from '../history/reading/reader-thread.ts'
import { wireHistoryRoutes } from './wire-history.ts'

const at = Date.parse('2026-11-26T10:31:00Z')
const span = { kind: 'live', startsAt: at - 1_000, endsAt: at + 1_000 } as const
const row = (id: string) => ({ id, asOf: at, callsInQueue: 1 })
const agentOf = (id: string, queueIds: readonly string[]) => ({
  id,
  name: `Agent ${id}`,
  queueIds: [...queueIds],
})

/** The feed of the service account recorded two queues and two agents. */
const recorded: RecordedMoment = {
  at,
  sources: ['ACD_STATUS', 'AGENT_STATE'].map((dataSource) => ({ dataSource, coverage: span })),
  rows: [
    { dataSource: 'ACD_STATUS', data: [row('0'), row('1'), row('2')] },
    { dataSource: 'AGENT_STATE', data: [row('a'), row('b')] },
  ],
  names: {
    domainOffsetMs: 0,
    queues: [
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Secret' },
    ],
    directory: {
      agents: [agentOf('a', ['1', '2']), agentOf('b', ['2'])],
      campaigns: [{ id: 'c', name: 'Hidden campaign' }],
      reasons: [],
    },
  },
}

/** The person's own feed shows queue 1 and agent a. */
const ownRows: readonly DatedSource[] = [
  { dataSource: 'ACD_STATUS', data: [row('1')] },
  { dataSource: 'AGENT_STATE', data: [row('a')] },
]
const ownFeed = {
  epoch: 'e',
  full: (sources: readonly string[]) => ownRows.filter(({ dataSource }) => sources.includes(dataSource)),
  queues: () => [{ id: '1', name: 'Sales' }],
  directory: () => ({ ...noDirectory, agents: [agentOf('a', ['1'])] }),
}

const person: Actor = { org: '1', username: 'person@example.test' }

function wire(reader: Partial<HistoryReader>) {
  const errors: unknown[] = []
  const unread = () => Promise.reject(new Error('not part of this test'))
  const routes = wireHistoryRoutes({
    history: {
      reader: {
        ...{ moment: unread, coverage: unread, trends: unread, steps: unread, day: unread, band: unread },
        series: unread,
        ...{ estimates: unread, why: unread, typicalLengths: unread, callForecasts: unread },
        agentTimeline: unread,
        close: () => Promise.resolve(),
        ...reader,
      },
    },
    feeds: {
      find: () => ownFeed,
      serviceFeed: () => ({
        ...{ org: '1', username: 'house@example.test' },
        feed: { queues: () => recorded.names?.queues ?? [] },
      }),
    },
    boards: { find: () => Promise.resolve(undefined) },
    markedDates: () => Promise.resolve(['2026-12-25']),
    logError: (error) => errors.push(error),
  })
  return { ...routes, errors }
}

describe(wireHistoryRoutes, () => {
  it('[H9] shows of the recording of the service account only what the feed of the person shows: rows and names', async () => {
    const { stateAt } = wire({ moment: () => Promise.resolve({ type: 'moment', moment: recorded }) })
    const outcome = await stateAt(person, wholeView('wall', ['ACD_STATUS', 'AGENT_STATE']), at)
    const state = outcome.ok ? outcome.state : undefined
    const idsOf = (dataSource: string) =>
      state?.payLoad.find((source) => source.dataSource === dataSource)?.data.map(({ id }) => id)
    // Row "0" counts the queue that this person may not see.
    expect(idsOf('ACD_STATUS')).toEqual(['1'])
    expect(idsOf('AGENT_STATE')).toEqual(['a'])
    expect(state?.queues).toEqual([{ id: '1', name: 'Sales' }])
    expect(JSON.stringify(state)).not.toMatch(/Secret|Agent b|Hidden|"2"/)
  })

  it('[H9] has no usual values of a queue that the feed of the person does not show, nor of the floor', async () => {
    const read: unknown[] = []
    const band: HistoryBand = {
      day: '2026-11-26',
      timeZone: 'UTC',
      figure: 'callsInQueue',
      isHoliday: false,
      slots: [],
    }
    const served = wire({
      band({ queues, holidays }) {
        read.push([queues, holidays])
        return Promise.resolve(band)
      },
    })
    const wanted = { figure: 'callsInQueue', day: '2026-11-26' } as const
    for (const queue of ['1', '2', null])
      expect(await served.band(person, { ...wanted, queue })).toEqual({ ok: true, band })
    const houseUser = { ...person, username: 'house@example.test' }
    await served.band(houseUser, { ...wanted, queue: null })
    const holidays = ['2026-12-25']
    expect(read).toEqual([['1'], [''], [''], null].map((queues) => [queues, holidays]))
  })

  it('reads the recording of the service account for coverage, and reports why there is none', async () => {
    const requests: unknown[] = []
    const coverage = { recorded: { from: 1, to: 9 }, aheadOfClockMs: 0, filling: null, sources: [] }
    const served = wire({
      coverage(request) {
        requests.push(request)
        return Promise.resolve(coverage)
      },
    })
    expect(await served.coverage(person, 2, 3)).toEqual({ ok: true, coverage })
    expect(requests).toEqual([
      { name: { org: '1', username: 'house@example.test' }, isPersonal: false, from: 2, to: 3 },
    ])
    const busy = wire({ coverage: () => Promise.reject(new HistoryBusy()) })
    expect(await busy.coverage(person, 2, 3)).toEqual({ ok: false, error: { code: 'history-busy' } })
    const failing = wire({ coverage: () => Promise.reject(new HistoryUnreadable('disk')) })
    expect(await failing.coverage(person, 2, 3)).toEqual({ ok: false, error: { code: 'history-unreadable' } })
    expect(failing.errors).toHaveLength(1)
  })
})
