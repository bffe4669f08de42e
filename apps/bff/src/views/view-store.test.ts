import { sql } from 'kysely'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { openNode, useStorageEngines, type StorageEngine } from '../../tests/storage-engines.ts'
import { createViewStore } from './view-store.ts'
import { createViews, maxOwnViews } from './views.ts'

const engines = useStorageEngines(afterAll)

async function openViews(engine: StorageEngine | undefined, context: TestContext) {
  const db = await (engine?.open(context) ?? openNode(undefined))
  const store = createViewStore(db)
  return { db, store, views: createViews({ store, now: () => 7 }) }
}

const [ann, bob, stranger] = [
  { org: '1', username: 'ann' },
  { org: '1', username: 'bob' },
  { org: '2', username: 'ann' },
]
const input = {
  name: 'Renewals',
  page: 'queues',
  query: { q: 'ren', sort: '-waiting' },
  isShared: false,
} as const

async function created(views: Awaited<ReturnType<typeof openViews>>['views'], by = ann, changed = {}) {
  const outcome = await views.create(by, { ...input, ...changed })
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.id
}

describe.each(engines)('saved views on $name', (engine) => {
  const open = (context: TestContext) => openViews(engine, context)

  it('are seen by the person who saved them, and when shared by the domain', async (context) => {
    const { views } = await open(context)
    const own = await created(views)
    const shared = await created(views, ann, { name: 'Shared', isShared: true })
    expect(await views.list(ann)).toEqual([
      {
        id: own,
        name: 'Renewals',
        isShared: false,
        isOwn: true,
        savedBy: 'ann',
        savedAt: 7,
        shows: { page: 'queues', query: input.query },
        problem: null,
      },
      expect.objectContaining({ id: shared, isShared: true, isOwn: true }),
    ])
    expect(await views.list(bob)).toEqual([
      expect.objectContaining({ id: shared, isOwn: false, savedBy: 'ann' }),
    ])
    expect(await views.list(stranger)).toEqual([])
  })

  it('of somebody else are copied by a change, and stay as they are', async (context) => {
    const { views } = await open(context)
    const shared = await created(views, ann, { isShared: true })
    const outcome = await views.edit(bob, shared, { ...input, name: 'Of Bob', isShared: true })
    expect(outcome).toMatchObject({ ok: true, isCopy: true })
    expect(await views.list(bob)).toEqual([
      expect.objectContaining({ name: 'Of Bob', isOwn: true, isShared: false }),
      expect.objectContaining({ id: shared, name: 'Renewals' }),
    ])
    expect(await views.edit(ann, shared, { ...input, name: 'Mine' })).toEqual({
      ok: true,
      id: shared,
      isCopy: false,
    })
    expect((await views.list(ann)).map(({ name }) => name)).toEqual(['Mine'])
  })

  it('of somebody else are neither found nor removed, unless shared and by an administrator', async (context) => {
    const { views } = await open(context)
    const own = await created(views)
    const shared = await created(views, ann, { isShared: true })
    const missing = { ok: false, reason: 'no-such-view' }
    expect(await views.edit(bob, own, input)).toEqual(missing)
    expect(await views.remove(bob, own, true)).toEqual(missing)
    expect(await views.edit(stranger, shared, input)).toEqual(missing)
    expect(await views.remove(bob, shared, false)).toEqual({ ok: false, reason: 'not-own-view' })
    expect(await views.remove(bob, shared, true)).toMatchObject({ ok: true })
    expect(await views.remove(ann, own, false)).toMatchObject({ ok: true })
    expect(await views.list(ann)).toEqual([])
  })

  it('of a newer version, and damaged ones, are listed and say so', async (context) => {
    const { db, views } = await open(context)
    const newer = await created(views, ann, { name: 'Newer' })
    const damaged = await created(views, ann, { name: 'Damaged' })
    await db
      .updateTable('saved_views')
      .set({ document: '{"version":2,"page":"queues","query":{}}' })
      .where('id', '=', newer)
      .execute()
    await db.updateTable('saved_views').set({ document: '[[' }).where('id', '=', damaged).execute()
    expect(await views.list(ann)).toMatchObject([
      { id: damaged, shows: null, problem: 'unreadable', savedAt: 7, isShared: false },
      { id: newer, shows: null, problem: 'newer-version' },
    ])
    expect(await views.edit(ann, newer, input)).toEqual({ ok: false, reason: 'newer-view' })
    expect(await views.edit(ann, damaged, input)).toMatchObject({ ok: true })
    expect(await views.remove(ann, newer, false)).toMatchObject({ ok: true })
  })

  it('are bounded for each person', async (context) => {
    const { views } = await open(context)
    for (let count = 0; count < maxOwnViews; count += 1) await created(views)
    expect(await views.create(ann, input)).toEqual({ ok: false, reason: 'too-many-views' })
    expect(await views.create(bob, input)).toMatchObject({ ok: true })
  })
})

describe.each(engines)('favourites on $name', (engine) => {
  const open = (context: TestContext) => openViews(engine, context)

  it('belong to one person of one domain, each queue once', async (context) => {
    const { db, views } = await open(context)
    expect(await views.favourites(ann)).toEqual({ queues: [] })
    await views.setFavourites(ann, { queues: ['7', '9', '7'] })
    await views.setFavourites(ann, { queues: ['9', '7', '9'] })
    expect(await views.favourites(ann)).toEqual({ queues: ['9', '7'] })
    expect([await views.favourites(bob), await views.favourites(stranger)]).toEqual([
      { queues: [] },
      { queues: [] },
    ])
    await db.updateTable('favourites').set({ queues: '{"a":1}' }).execute()
    expect(await views.favourites(ann)).toEqual({ queues: [] })
  })
})

describe('saved views on SQLite, which stores any value in any column', () => {
  it('are listed with damaged columns', async (context) => {
    const { db, views } = await openViews(undefined, context)
    const damaged = await created(views, ann, { name: 'Damaged' })
    await sql`UPDATE saved_views SET document = '[[', saved_at = 'x', is_shared = 'y'`.execute(db)
    expect(await views.list(ann)).toMatchObject([
      { id: damaged, shows: null, problem: 'unreadable', savedAt: 0, isShared: false },
    ])
    expect(await views.edit(ann, damaged, input)).toMatchObject({ ok: true })
  })
})
