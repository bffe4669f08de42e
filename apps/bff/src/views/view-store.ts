import { Favourites, ViewPage, ViewQuery, viewVersion } from '@wallboard/relay/rest/views'
import { z } from 'zod'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'
import type { ViewContent, ViewRecord, ViewStore, WrittenView } from './view-record.ts'

const Versioned = z.object({ version: z.int() })
const Document = z.object({ version: z.literal(viewVersion), page: ViewPage, query: ViewQuery })

function parseJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined // a damaged row
  }
}

/** What a stored document shows. One of a newer version may look right and mean something else. */
function contentOf(text: unknown): ViewContent {
  const stored = parseJson(text)
  const versioned = Versioned.safeParse(stored)
  if (versioned.success && versioned.data.version > viewVersion) return { type: 'newer-version' }
  const document = Document.safeParse(stored)
  if (!document.success) return { type: 'unreadable' }
  const { page, query } = document.data
  return { type: 'shows', page, query }
}

type Row = Readonly<Record<keyof Tables['saved_views'], unknown>>

/** Replaces damaged columns by defaults: a damaged row must stay listed, so that a person can remove it. */
const toRecord = (row: Row): ViewRecord => ({
  id: String(row.id),
  org: String(row.org),
  owner: typeof row.owner === 'string' ? row.owner : '',
  name: typeof row.name === 'string' ? row.name : 'Unnamed',
  isShared: row.is_shared === 1,
  savedAt: typeof row.saved_at === 'number' ? row.saved_at : 0,
  content: contentOf(row.document),
})

const toRow = ({
  id,
  org,
  owner,
  name,
  isShared,
  savedAt,
  page,
  query,
}: WrittenView): Tables['saved_views'] => ({
  ...{ id, org, owner, name, is_shared: isShared ? 1 : 0, saved_at: savedAt },
  document: JSON.stringify({ version: viewVersion, page, query }),
})

/** Saved views and favourites in the database. */
export function createViewStore(db: Db): ViewStore {
  return {
    async list(org, username) {
      const rows = await db
        .selectFrom('saved_views')
        .selectAll()
        .where('org', '=', org)
        .where((is) => is.or([is('is_shared', '=', 1), is('owner', '=', username)]))
        .orderBy('name')
        .orderBy('id')
        .execute()
      return rows.map(toRecord)
    },
    async find(org, id) {
      const query = db.selectFrom('saved_views').selectAll().where('org', '=', org).where('id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : toRecord(row)
    },
    async count(org, username) {
      const count = db.fn.countAll<number>().as('count')
      const query = db.selectFrom('saved_views').select(count).where('org', '=', org)
      const all = (await query.executeTakeFirstOrThrow()).count
      const own = (await query.where('owner', '=', username).executeTakeFirstOrThrow()).count
      return { own, all }
    },
    async add(view) {
      await db.insertInto('saved_views').values(toRow(view)).execute()
    },
    async change(view) {
      const { id, org, ...changed } = toRow(view)
      await db.updateTable('saved_views').set(changed).where('id', '=', id).where('org', '=', org).execute()
    },
    async remove(org, id) {
      await db.deleteFrom('saved_views').where('id', '=', id).where('org', '=', org).execute()
    },
    async favourites(org, username) {
      const query = db.selectFrom('favourites').select('queues').where('org', '=', org)
      const row = await query.where('owner', '=', username).executeTakeFirst()
      const parsed = Favourites.safeParse({ queues: parseJson(row?.queues) })
      return parsed.success ? parsed.data : { queues: [] }
    },
    async setFavourites(org, username, { queues }) {
      const row = { org, owner: username, queues: JSON.stringify(queues) }
      await db
        .insertInto('favourites')
        .values(row)
        .onConflict((conflict) => conflict.columns(['org', 'owner']).doUpdateSet({ queues: row.queues }))
        .execute()
    },
  }
}
