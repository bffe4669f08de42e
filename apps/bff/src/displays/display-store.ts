import type { DisplaySettings } from '@wallboard/relay/rest/displays'
import { DisplaySettings as Settings } from '@wallboard/relay/rest/displays'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'

interface StoredDisplay {
  readonly id: string
  readonly org: string
  readonly feed: string
  readonly name: string
  readonly boardId: string
  readonly pairedAt: number
  readonly pairedBy: string
  readonly settings: DisplaySettings
  /** The parts that could not be read and were replaced. */
  readonly unreadable?: readonly string[]
}

/** The settings of a display whose own cannot be read. */
const plainSettings = (timeZone: string): DisplaySettings => ({
  timeZone,
  nightHours: null,
  schedule: [],
  room: '',
})

function settingsOf(text: unknown): DisplaySettings | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const parsed = Settings.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // no JSON: as unreadable as settings of another form
  }
}

const textOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)

type Row = Readonly<Record<keyof Tables['displays'], unknown>>

/**
 * A display of whatever is kept. What is damaged is replaced and named: one bad row must take neither the others nor
 * its own screen with it. Undefined where not even its id can be read.
 */
function displayOf(row: Row, timeZone: string): StoredDisplay | undefined {
  const { id, org, feed, name, board, paired_at: pairedAt, paired_by: pairedBy } = row
  if (typeof id !== 'string' || typeof org !== 'string') return undefined
  const settings = settingsOf(row.settings)
  const texts = { feed, name, board, 'paired by': pairedBy }
  const unreadable = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' && !value.includes('\u{fffd}') ? [] : [key],
  )
  if (typeof pairedAt !== 'number') unreadable.push('paired at')
  if (settings === undefined) unreadable.push('settings')
  return {
    ...{ id, org, feed: textOr(feed, ''), name: textOr(name, 'Unnamed'), boardId: textOr(board, '') },
    pairedAt: typeof pairedAt === 'number' ? pairedAt : 0,
    pairedBy: textOr(pairedBy, ''),
    settings: settings ?? plainSettings(timeZone),
    ...(unreadable.length === 0 ? {} : { unreadable }),
  }
}

/** Displays in the database. Of a token only its hash is known here. `timeZone` is for unreadable settings. */
export function createDisplayStore(db: Db, timeZone = 'UTC') {
  const displaysOf = (rows: readonly Row[]) => rows.flatMap((row) => displayOf(row, timeZone) ?? [])
  return {
    async list(org: string): Promise<readonly StoredDisplay[]> {
      return displaysOf(await db.selectFrom('displays').selectAll().where('org', '=', org).execute())
    },
    async all(): Promise<readonly StoredDisplay[]> {
      return displaysOf(await db.selectFrom('displays').selectAll().execute())
    },
    async find(org: string, id: string): Promise<StoredDisplay | undefined> {
      const query = db.selectFrom('displays').selectAll().where('id', '=', id).where('org', '=', org)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : displayOf(row, timeZone)
    },
    async findByToken(tokenHash: string): Promise<StoredDisplay | undefined> {
      const query = db.selectFrom('displays').selectAll().where('token_hash', '=', tokenHash)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : displayOf(row, timeZone)
    },
    async add(display: StoredDisplay, tokenHash: string): Promise<void> {
      const { id, org, feed, name, boardId, pairedAt, pairedBy, settings } = display
      await db
        .insertInto('displays')
        .values({
          ...{ id, org, feed, name, token_hash: tokenHash },
          board: boardId,
          paired_at: pairedAt,
          paired_by: pairedBy,
          settings: JSON.stringify(settings),
        })
        .execute()
    },
    async change({ id, org, name, boardId, settings }: StoredDisplay): Promise<boolean> {
      const result = await db
        .updateTable('displays')
        .set({ name, board: boardId, settings: JSON.stringify(settings) })
        .where('id', '=', id)
        .where('org', '=', org)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(org: string, id: string): Promise<boolean> {
      const result = await db
        .deleteFrom('displays')
        .where('id', '=', id)
        .where('org', '=', org)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
