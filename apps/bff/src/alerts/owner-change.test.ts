import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { AlertNotice } from '../delivery/alert-notice.ts'
import { noticeOf } from '../delivery/delivery-fixture.ts'
import type { Db } from '../storage/database.ts'
import { Fenced } from '../storage/fence.ts'
import type { AlertRecord, JournalEntry } from './alert-record.ts'
import { createAlertStore } from './alert-store.ts'
import { createJournal } from './journal.ts'

const feed = 'alerts wall@example.test'

const record = (id: string, firedAt: number): AlertRecord => ({
  ...{ id, org: '1', scope: 'wall@example.test', rule: 'r1', subject: 'queue:1' },
  ...{ firedAt, endedAt: null, level: 'warn' },
  document: {
    ...{
      ruleName: 'Waiting',
      ruleRevision: 1,
      entity: { kind: 'queue', id: '1', name: 'One' },
      members: null,
    },
    ...{ metric: 'callsInQueue', unit: 'count', when: 'above', value: 9, limit: 5, peak: 9 },
    ...{ endReason: null, acknowledgedAt: null, acknowledgedBy: null, board: null, tile: null },
  },
})

const entry = (id: string, firedAt: number, number: number | undefined): JournalEntry => ({
  ...{ org: '1', opened: [record(id, firedAt)], changed: [], events: [], states: [] },
  ...(number === undefined ? {} : { fence: { feed, number } }),
  notices: [noticeOf(`n-${id}`)],
})

/** A node that evaluates the feed, and the messages that it has queued. */
function startNode(db: Db) {
  const errors: unknown[] = []
  const notified: string[] = []
  const store = createAlertStore(db)
  const enqueue = (_transaction: unknown, _org: string, notices: readonly AlertNotice[]) => {
    notified.push(...notices.map(({ id }) => id))
    return Promise.resolve()
  }
  const journal = createJournal({ store, enqueue, logError: (error) => errors.push(error) })
  return { store, journal, notified, errors }
}

describe.each(useStorageEngines(afterAll))('two owners of a feed on $name', ({ open }) => {
  it('of which only the one with the higher fence logs and notifies', async (context) => {
    const db = await open(context)
    const [former, next] = [startNode(db), startNode(db)]
    former.journal.add(entry('a1', 1_000, 7))
    await former.journal.flush()
    await next.store.takeOver({ feed, number: 8 })
    former.journal.add(entry('a2', 2_000, 7))
    former.journal.add(entry('a3', 3_000, 7))
    next.journal.add(entry('b2', 2_000, 8))
    await Promise.all([former.journal.flush(), next.journal.flush()])
    former.journal.add(entry('a4', 4_000, 7))
    await former.journal.flush()
    const alerts = await next.store.open('wall@example.test')
    expect(alerts.map(({ id }) => id).toSorted()).toEqual(['a1', 'b2'])
    expect([former.notified, next.notified]).toEqual([['n-a1'], ['n-b2']])
    expect([...former.errors, ...next.errors]).toEqual([])
    await expect(next.store.takeOver({ feed, number: 7 })).rejects.toThrow(Fenced)
  })

  it('of which the former still writes for feeds that it owns', async (context) => {
    const db = await open(context)
    const node = startNode(db)
    await node.store.takeOver({ feed, number: 8 })
    node.journal.add(entry('a1', 1_000, 7))
    node.journal.add({ ...entry('a2', 2_000, 3), fence: { feed: 'alerts other', number: 3 } })
    node.journal.add(entry('a3', 3_000, undefined))
    await node.journal.flush()
    expect((await node.store.open('wall@example.test')).map(({ id }) => id).toSorted()).toEqual(['a2', 'a3'])
    expect(node.notified).toEqual(['n-a2', 'n-a3'])
  })

  it('log the alerts of their own feeds, while only the node that notifies for the domain sends messages', async (context) => {
    const db = await open(context)
    const [former, next] = [startNode(db), startNode(db)]
    const noticeFence = (number: number) => ({ noticeFence: { feed: 'notices 1', number } })
    former.journal.add({ ...entry('a1', 1_000, 7), ...noticeFence(3) })
    await former.journal.flush()
    await next.store.takeOver({ feed: 'notices 1', number: 4 })
    former.journal.add({ ...entry('a2', 2_000, 7), ...noticeFence(3) })
    await former.journal.flush()
    next.journal.add({ ...entry('b3', 3_000, undefined), ...noticeFence(4) })
    await next.journal.flush()
    const alerts = await next.store.open('wall@example.test')
    expect(alerts.map(({ id }) => id).toSorted()).toEqual(['a1', 'a2', 'b3'])
    expect([former.notified, next.notified]).toEqual([['n-a1'], ['n-b3']])
    expect([...former.errors, ...next.errors]).toEqual([])
  })

  it('open an alert once, and notify once, even when both write without a fence', async (context) => {
    const db = await open(context)
    const nodes = [startNode(db), startNode(db)]
    for (const [index, { journal }] of nodes.entries()) journal.add(entry(`a${index}`, 1_000, undefined))
    await Promise.all(nodes.map(({ journal }) => journal.flush()))
    expect(await nodes[0]?.store.open('wall@example.test')).toHaveLength(1)
    expect(nodes.flatMap(({ notified }) => notified)).toHaveLength(1)
  })
})
