import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { HistoryState } from '@wallboard/relay/rest/history'
import { describe, expect, it } from 'vitest'
import { noTrends } from '@wallboard/relay/rest/history-trends'
import { storesOfMoment as momentOf } from './moment-stores.ts'

const at = Date.parse('2026-11-26T10:31:00.250Z')
const board: Board = {
  ...allQueuesBoard,
  pages: [
    {
      tiles: [
        {
          kind: 'queues',
          queues: 'all',
          thresholds: [{ metric: 'callsInQueue', level: 'critical', when: 'above', value: 5 }],
        },
      ],
    },
  ],
}
const live = { kind: 'live', startsAt: at - 60_000, endsAt: at + 60_000 } as const
const state: HistoryState = {
  ...{ at, domainOffsetMs: 0 },
  queues: [
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Billing' },
  ],
  sources: [{ dataSource: 'ACD_STATUS', coverage: live }],
  payLoad: [
    {
      dataSource: 'ACD_STATUS',
      data: [
        { id: '1', asOf: at - 4_000, callsInQueue: 7, currentLongestQueueTime: 61_000 },
        { id: '2', callsInQueue: 2 },
      ],
    },
  ],
}

const storesOfMoment = (shown: HistoryState, ofBoard: Board, screenNow: number) =>
  momentOf(shown, ofBoard, screenNow, () => Promise.resolve(noTrends)).stores

describe(momentOf, () => {
  it('holds the rows of the instant, and its clock stands at it', () => {
    const { statistics } = storesOfMoment(state, board, 123_456.789)
    expect(statistics.tile('1')?.getState()).toMatchObject({ label: 'Sales', row: { callsInQueue: 7 } })
    expect(statistics.status.getState()).toMatchObject({ now: at, serverNow: at, wallOffsetMs: 0 })
    statistics.tick()
    expect(statistics.status.getState()).toMatchObject({ now: at, serverNow: at })
    expect(statistics.oldSources.getState().names).toEqual([])
  })

  it('marks a source that was not live, and stops its clock where the gap begins', () => {
    const gap = { kind: 'link-down', startsAt: at - 20_000, endsAt: at + 9_000 } as const
    const lost = { ...state, sources: [{ dataSource: 'ACD_STATUS', coverage: gap }] }
    const { statistics } = storesOfMoment(lost, board, 5)
    expect(statistics.oldSources.getState().names).toEqual(['ACD_STATUS'])
    expect(statistics.status.getState()).toMatchObject({ freshness: 'stale', now: at - 20_000 })
  })

  it('stops the clock of a source of which nothing is known at the instant where its last rows are of, not at this page’s', () => {
    const changedAt = at - 4_000
    const payLoad = state.payLoad.map((source) => ({
      ...source,
      data: source.data.map((row) => ({ ...row, asOf: changedAt })),
    }))
    const unrecorded = { ...state, payLoad, sources: [{ dataSource: 'ACD_STATUS', coverage: null }] }
    const page = at + 86_400_000
    const { statistics } = storesOfMoment(unrecorded, board, page)
    expect(statistics.oldSources.getState().names).toEqual(['ACD_STATUS'])
    expect(statistics.status.getState()).toMatchObject({ freshness: 'stale', now: changedAt })
    const empty = { ...unrecorded, payLoad: [] }
    expect(storesOfMoment(empty, board, page).statistics.status.getState().freshness).toBe('down')
  })

  it('shows the thresholds that the figures of the instant exceed, and none of figures that were not live', () => {
    const alerts = (shown: HistoryState) => storesOfMoment(shown, board, 5).alerts.active.getState().list
    expect(alerts(state).map(({ queueId, level }) => [queueId, level])).toEqual([['1', 'critical']])
    const gap = { kind: 'silent', startsAt: at - 20_000, endsAt: at + 9_000 } as const
    expect(alerts({ ...state, sources: [{ dataSource: 'ACD_STATUS', coverage: gap }] })).toEqual([])
  })
})
