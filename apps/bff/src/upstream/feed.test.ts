import { PermissionDenied, RequestRefused } from '@wallboard/five9'
import { EventId, eventCatalogue } from '@wallboard/five9/events'
import type { Link } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeed } from './feed.ts'
import { createFeedFixture } from './feed-fixture.ts'
import type { StreamNotice } from './stream.ts'

const start = Date.UTC(2026, 10, 26)

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A feed over a session whose notices the test sends, with the notices of the feed. */
function setUp(overrides: Parameters<typeof createFeedFixture>[0] = {}) {
  const { feed, logged, askedAgain, notify: send } = createFeedFixture(overrides)
  const notices: StreamNotice[] = []
  feed.on((notice) => notices.push(notice))

  function event(eventId: string, payLoad: unknown, timeStamp: number | null = Date.now()): void {
    const none = { messageId: null, userId: null, correlationId: null, userName: null, tenantId: null }
    const context = { ...none, eventId, eventReason: null, timeStamp, broadCast: null }
    send({ type: 'event', event: { context, payLoad }, receivedAt: Date.now() })
  }
  return {
    feed,
    notices,
    logged,
    refreshRequests: askedAgain,
    notify: send,
    up: () => {
      send({ type: 'chain-broken', reason: 'new-connection' })
      send({ type: 'status', status: { state: 'up', reason: null } })
    },
    full: (rows: Readonly<Record<string, unknown>>, timeStamp?: number) => {
      event(
        '5000',
        Object.entries(rows).map(([dataSource, data]) => ({ dataSource, data })),
        timeStamp,
      )
    },
    increment: (rows: Readonly<Record<string, unknown>>, timeStamp?: number) => {
      event(
        '5012',
        Object.entries(rows).map(([dataSource, updated]) => ({ dataSource, updated })),
        timeStamp,
      )
    },
    event,
    /** The types of the notices since the last call, with the sources that a link names as unconfirmed. */
    taken: () => {
      const types = notices
        .splice(0)
        .map((notice) => (notice.type === 'link' ? linkText(notice.link) : notice.type))
      return types
    },
  }
}

const linkText = ({ unconfirmed }: Link) =>
  `link -${unconfirmed.map(({ dataSource }) => ` ${dataSource}`).join('')}`

const queue = (calls: number) => ({ ACD_STATUS: [{ id: '1', callsInQueue: calls }] })
const agent = (state: string) => ({ AGENT_STATE: [{ id: 'a', state }] })

describe(createFeed, () => {
  it('reads the names of the queues again after a failed read', async () => {
    let reads = 0
    const { feed, up } = setUp({
      DomainQueues: () => {
        reads += 1
        return reads === 1
          ? Promise.reject(new Error('no answer'))
          : Promise.resolve([{ id: '1', name: 'Sales' }])
      },
    })
    up()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(feed.queues()).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(feed.queues()).toEqual([{ id: '1', name: 'Sales' }])
    await feed.stop()
  })

  it('[R27] reports which list cannot be read and why, keeps the names, and reads again rarely or when permissions change', async () => {
    let isAllowed = true
    let reads = 0
    const { feed, up, event, logged, notices } = setUp({
      DomainQueues: () => {
        reads += 1
        return isAllowed
          ? Promise.resolve([{ id: '1', name: 'Sales' }])
          : Promise.reject(new PermissionDenied('DomainQueues: Five9 answered 403', { status: 403 }))
      },
    })
    up()
    await vi.advanceTimersByTimeAsync(100)
    isAllowed = false
    event('5003', null)
    await vi.advanceTimersByTimeAsync(599_000)
    expect([reads, logged.filter((line) => line.startsWith('list of queues'))]).toEqual([
      2,
      [expect.stringContaining('unread')],
    ])
    expect(feed.link().unreadLists).toMatchObject([{ list: 'queues', reason: { code: 'permission-denied' } }])
    expect(feed.queues()).toEqual([{ id: '1', name: 'Sales' }])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reads).toBe(3)
    isAllowed = true
    notices.length = 0
    event('6003', null)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(feed.link().unreadLists).toEqual([])
    expect(notices).toContainEqual({ type: 'link', link: feed.link() })
    await feed.stop()
  })

  it('reads a list again with growing pauses after failures', async () => {
    const readAt: number[] = []
    const { feed, up } = setUp({
      GetDomainUsers: () => {
        readAt.push((Date.now() - start) / 1_000)
        return Promise.reject(new RequestRefused('no', { status: 500 }))
      },
    })
    up()
    await vi.advanceTimersByTimeAsync(1_200_000)
    expect(readAt.map(Math.round)).toEqual([0, 30, 90, 210, 450, 750, 1_050])
    expect(feed.link().unreadLists).toMatchObject([
      { list: 'agents', reason: { code: 'unusable-reply', status: 500 } },
    ])
    await feed.stop()
  })

  it('[R16] leaves a data source unconfirmed from a broken chain until its full statistics', () => {
    const { feed, up, full, increment, notify, taken } = setUp()
    up()
    full({ ...queue(1), ...agent('READY') })
    const confirmedAt = feed.link().confirmedAt
    taken()
    notify({ type: 'chain-broken', reason: 'silence' })
    expect(taken()).toEqual(['link - ACD_STATUS AGENT_STATE'])
    vi.setSystemTime(start + 60_000)
    increment(queue(2))
    expect(taken()).toEqual(['changes'])
    expect(feed.link()).toMatchObject({ confirmedAt, unconfirmed: [{ confirmedAt }, { confirmedAt }] })
    full(queue(2))
    expect(taken()).toEqual(['link - AGENT_STATE'])
    full({ ...queue(3), ...agent('ACW') })
    expect(taken()).toEqual(['changes', 'link -'])
    expect(feed.link()).toMatchObject({ confirmedAt: start + 60_000, unconfirmed: [] })
  })

  it('[R16] leaves the queues unconfirmed until their full statistics, whatever else is received', () => {
    const { feed, up, full } = setUp()
    up()
    full(agent('READY'))
    expect(feed.link().unconfirmed).toEqual([{ dataSource: 'ACD_STATUS', confirmedAt: null }])
    full(queue(1))
    expect(feed.link().unconfirmed).toEqual([])
  })

  it('[R16] confirms nothing from an earlier connection', () => {
    const { feed, up, full, notify } = setUp()
    up()
    full(queue(1))
    notify({ type: 'status', status: { state: 'down', reason: null } })
    expect(feed.link()).toMatchObject({ state: 'down', unconfirmed: [{ dataSource: 'ACD_STATUS' }] })
    up()
    expect(feed.link().unconfirmed).toHaveLength(1)
    full(queue(1))
    expect(feed.link().unconfirmed).toEqual([])
  })

  it('treats statistics that it cannot read as lost, and requests them again', () => {
    const { feed, up, full, event, refreshRequests } = setUp()
    up()
    full(queue(1))
    event('5012', { dataSource: 7 })
    expect(feed.link().unconfirmed).toHaveLength(1)
    expect(refreshRequests()).toBe(1)
    full({ ACD_STATUS: 'none', ...agent('READY') })
    expect(feed.link().unconfirmed).toMatchObject([{ dataSource: 'ACD_STATUS' }])
    expect(refreshRequests()).toBe(2)
    expect(feed.full(['ACD_STATUS'])[0]?.data).toHaveLength(1)
  })

  it('[R17] publishes a new clock offset, and corrects waits that the old one dated', () => {
    const { feed, up, full, increment, notices } = setUp()
    const skewMs = -30_000
    const waiting = { ACD_STATUS: [{ id: '1', callsInQueue: 1, currentLongestQueueTime: 4_000 }] }
    up()
    full(waiting, Date.now())
    expect(feed.link().domainOffsetMs).toBe(0)
    vi.setSystemTime(start + 1_000)
    const other = { ACD_STATUS: [{ id: '2', callsInQueue: 0 }] }
    increment(waiting, Date.now() + skewMs)
    expect(feed.full(['ACD_STATUS'])[0]?.data[0]?.asOf).toBe(start - 29_000)
    vi.setSystemTime(start + 2_000)
    notices.length = 0
    increment(other, Date.now() + skewMs)
    expect(feed.full(['ACD_STATUS'])[0]?.data[0]?.asOf).toBe(start + 1_000)
    expect(feed.link().domainOffsetMs).toBe(30_000)
    expect(notices.map(({ type }) => type)).toEqual(['changes', 'link'])
    expect(notices[0]).toMatchObject({
      changes: [{ updated: [{ id: '1', asOf: start + 1_000, currentLongestQueueTime: 4_000 }] }, {}],
    })
  })

  it('[R30] relays nothing of any event, except maintenance and a campaign without numbers', () => {
    const { feed, up, event, notices } = setUp()
    up()
    const used = new Map<string, string>([
      // The notice of walls and desk pages.
      [EventId.EVENT_MAINTENANCE_ANNOUNCED, 'link'],
      [EventId.EVENT_MAINTENANCE_STARTED, 'link'],
      [EventId.EVENT_MAINTENANCE_COMPLETED, 'link'],
      // The alert of desk pages.
      [EventId.EVENT_CAMPAIGN_OUT_OF_NUMBERS, 'event'],
    ])
    for (const { id } of [...eventCatalogue, { id: '9999' }]) {
      up()
      if (id === EventId.EVENT_MAINTENANCE_COMPLETED) event(EventId.EVENT_MAINTENANCE_STARTED, null)
      notices.length = 0
      event(id, 'Ada Lovelace, +1 555 0100', Date.now())
      expect([id, ...notices.map(({ type }) => type)]).toEqual(
        [id, used.get(id)].filter((each) => each !== undefined),
      )
      expect(JSON.stringify(notices)).not.toContain('Ada')
    }
    expect(feed.seq()).toBe(0)
  })

  it.each(['6001', '6003'])(
    '[R30] leaves all rows unconfirmed and requests full statistics after %s',
    (eventId) => {
      const { feed, up, full, event, refreshRequests } = setUp()
      up()
      full({ ...queue(1), ...agent('READY') })
      expect(feed.link().unconfirmed).toEqual([])
      event(eventId, null)
      expect(feed.link().unconfirmed.map(({ dataSource }) => dataSource)).toEqual([
        'ACD_STATUS',
        'AGENT_STATE',
      ])
      expect(refreshRequests()).toBe(1)
      full({ ...queue(1), ...agent('READY') })
      expect(feed.link().unconfirmed).toEqual([])
    },
  )

  it.each([
    ['5004', ['groups']],
    ['5006', ['agents', 'groups']],
    ['6002', ['agents', 'groups']],
  ])('[R30] reads only the lists of agents again after %s', async (eventId, lists) => {
    const reads: string[] = []
    const read = (list: string) => () => {
      reads.push(list)
      return Promise.resolve([])
    }
    const { up, event, feed } = setUp({
      DomainQueues: read('queues'),
      GetDomainUsers: read('agents'),
      GetCampaigns: read('campaigns'),
      GetReasonCodes: read('reasons'),
      GetDomainAgentGroups: read('groups'),
    })
    up()
    await vi.advanceTimersByTimeAsync(2_000)
    reads.length = 0
    event(eventId, null)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reads).toEqual(lists)
    await feed.stop()
  })

  it('holds types and queues of campaigns, and groups whose members Five9 lists', async () => {
    const { up, feed } = setUp({
      GetCampaigns: () =>
        Promise.resolve([
          { id: '9', name: 'Sales', campaignType: 'INBOUND', state: 'RUNNING', skillIds: ['1'] },
        ]),
      GetDomainAgentGroups: () =>
        Promise.resolve([
          { id: '7', name: 'Support', agentIds: ['a', 'b'], agents: undefined },
          { id: '8', name: 'Named only', agentIds: undefined, agents: undefined },
        ]),
    })
    up()
    await vi.advanceTimersByTimeAsync(0)
    expect(feed.directory()).toMatchObject({
      campaigns: [{ id: '9', name: 'Sales', type: 'INBOUND', queueIds: ['1'] }],
      groups: [{ id: '7', name: 'Support', agentIds: ['a', 'b'] }],
    })
    await feed.stop()
  })

  it('reports no unread list when groups of agents may not be read: no figure lacks its name', async () => {
    const { up, feed } = setUp({ GetDomainAgentGroups: () => Promise.reject(new Error('refused')) })
    up()
    await vi.advanceTimersByTimeAsync(0)
    expect(feed.link().unreadLists).toEqual([])
    await feed.stop()
  })

  it('[R30] shows maintenance in the link from its announcement to its end', () => {
    const { feed, up, event, notify } = setUp()
    up()
    event('37', 600_000)
    expect(feed.link().maintenance).toMatchObject({ phase: 'announced', startsAt: start + 600_000 })
    vi.setSystemTime(start + 600_000)
    event('70', null)
    expect(feed.link().maintenance).toMatchObject({ phase: 'started', startsAt: start + 600_000 })
    // The session is up again on the same connection while statistics are received.
    notify({ type: 'status', status: { state: 'migrating', reason: null } })
    notify({ type: 'status', status: { state: 'up', reason: null } })
    expect(feed.link().maintenance).toBeDefined()
    event('73', 'IDLE_MAINTENANCE')
    expect(feed.link().maintenance).toBeUndefined()
  })

  it('[R30] ends maintenance that has started with the next connection that works', () => {
    const { feed, up, event, notify } = setUp()
    up()
    event('70', null)
    notify({ type: 'status', status: { state: 'migrating', reason: null } })
    notify({ type: 'status', status: { state: 'connecting', reason: null } })
    expect(feed.link().maintenance?.phase).toBe('started')
    notify({ type: 'status', status: { state: 'up', reason: null } })
    expect(feed.link().maintenance).toBeUndefined()
  })
})
