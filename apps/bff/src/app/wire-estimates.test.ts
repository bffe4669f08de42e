import { noDirectory } from '@wallboard/relay'
import { noEstimateFacts } from '@wallboard/relay/rest/estimates'
import { describe, expect, it } from 'vitest'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import { HistoryBusy } from '../history/reading/reader-thread.ts'
import { wireEstimates } from './wire-estimates.ts'

/** A person's own feed shows queue 1, agent a and campaign c1; the feed of the service account shows more. */
const ownFeed = {
  epoch: 'e',
  full: () => [],
  queues: () => [{ id: '1', name: 'Support' }],
  directory: () => ({
    ...noDirectory,
    agents: [{ id: 'a', name: 'Ines', queueIds: ['1'] }],
    campaigns: [{ id: 'c1', name: 'Inbound 1' }],
  }),
}
const person = { org: '1', username: 'person@example.test' }

function wire(reader: Partial<HistoryReader>) {
  const errors: unknown[] = []
  const unread = () => Promise.reject(new Error('not part of this test'))
  const all = { moment: unread, coverage: unread, trends: unread, steps: unread, day: unread, band: unread }
  const routes = wireEstimates({
    history: {
      reader: {
        ...all,
        series: unread,
        estimates: unread,
        why: unread,
        ...{ agentTimeline: unread, typicalLengths: unread, callForecasts: unread },
        close: () => Promise.resolve(),
        ...reader,
      },
    },
    feeds: {
      find: (username) => (username === person.username ? ownFeed : undefined),
      serviceFeed: () => ({ org: '1', username: 'house@example.test', feed: ownFeed }),
    },
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    markedDates: () => Promise.resolve([]),
    logError: (error) => errors.push(error),
  })
  return { ...routes, errors }
}

describe(wireEstimates, () => {
  it('reads from the recording of the service account what the feed of the person shows', async () => {
    const read: unknown[] = []
    const { why, estimates } = wire({
      why(request) {
        read.push(request)
        return Promise.resolve({ type: 'nothing', from: 1, to: 9 })
      },
      estimates(request) {
        read.push(request)
        return Promise.resolve(noEstimateFacts)
      },
    })
    const nothing = { code: 'no-history', params: { from: 1, to: 9 } }
    expect(await why(person, '1', 5)).toEqual({ ok: false, error: nothing })
    expect(await estimates(person, undefined)).toEqual({ ok: true, facts: noEstimateFacts })
    await estimates(person, '2')
    const house = { name: { org: '1', username: 'house@example.test' }, isPersonal: false }
    expect(read).toEqual([
      {
        ...{ ...house, queueId: '1', at: 5, dayRule: { timeZone: 'UTC', startMinute: 0 } },
        holidays: [],
        ...{ agentIds: ['a'], campaignIds: ['c1'] },
      },
      { ...house, queueIds: ['1'], campaignIds: ['c1'] },
      { ...house, queueIds: [], campaignIds: ['c1'] },
    ])
  })

  it('does not say whether a queue exists that the person may not see', async () => {
    const { why } = wire({})
    expect(await why(person, '2', 5)).toEqual({ ok: false, error: { code: 'no-such-queue' } })
    expect(await why({ ...person, username: 'x' }, '1', 5)).toMatchObject({ error: { code: 'no-history' } })
  })

  it('reports why nothing can be read', async () => {
    const busy = wire({ why: () => Promise.reject(new HistoryBusy()) })
    expect(await busy.why(person, '1', 5)).toEqual({ ok: false, error: { code: 'history-busy' } })
    const failing = wire({ estimates: () => Promise.reject(new Error('the disk is gone')) })
    expect(await failing.estimates(person, undefined)).toEqual({
      ...{ ok: false, error: { code: 'history-unreadable' } },
    })
    expect(failing.errors).toHaveLength(1)
  })
})
