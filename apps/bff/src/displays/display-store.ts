import { DisplaySettings } from '@wallboard/relay/rest/displays'
import type { Db } from '../storage/database.ts'
import { slicesOf } from '../storage/slices.ts'
import type { Tables } from '../storage/tables.ts'
import type { Display, DisplayStore } from './display.ts'
import { createGatheredRead } from './gathered-read.ts'

/** Settings of a display whose stored settings cannot be read. */
const defaultSettings = (timeZone: string): DisplaySettings => ({
  timeZone,
  nightHours: null,
  schedule: [],
  room: '',
})

function readSettings(text: string): DisplaySettings | undefined {
  try {
    const parsed = DisplaySettings.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // not JSON
  }
}

/** Texts whose results are remembered: those of all displays of a large site. */
const maxRemembered = 2_000

/** The result of `read` for each text, read once: after a restart all displays are read, and most texts are the same. */
function remembering<Result>(read: (text: string) => Result): (text: string) => Result {
  const remembered = new Map<string, { readonly result: Result }>()
  return (text) => {
    const known = remembered.get(text)
    if (known !== undefined) return known.result
    const [oldest] = remembered.keys()
    if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest)
    const result = read(text)
    remembered.set(text, { result })
    return result
  }
}

const textOr = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback)

type Row = Readonly<Record<keyof Tables['displays'], unknown>>

/**
 * Replaces damaged columns by defaults and names them: one damaged row must hide neither the others nor its own
 * display. Undefined when not even the id can be read.
 */
function toDisplay(
  row: Row,
  settings: DisplaySettings | undefined,
  { timeZone, shared }: { readonly timeZone: string; readonly shared: (text: string) => string },
): Display | undefined {
  const { id, org, feed, name, board, paired_at: pairedAt, paired_by: pairedBy } = row
  if (typeof id !== 'string' || typeof org !== 'string') return undefined
  const texts = { feed, name, board, 'paired by': pairedBy }
  const unreadable = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' && !value.includes('\u{fffd}') ? [] : [key],
  )
  if (typeof pairedAt !== 'number') unreadable.push('paired at')
  if (settings === undefined) unreadable.push('settings')
  return {
    ...{ id, org: shared(org), feed: shared(textOr(feed, '')), name: textOr(name, 'Unnamed') },
    boardId: shared(textOr(board, '')),
    pairedAt: typeof pairedAt === 'number' ? pairedAt : 0,
    pairedBy: shared(textOr(pairedBy, '')),
    settings: settings ?? defaultSettings(timeZone),
    ...(unreadable.length === 0 ? {} : { unreadable }),
  }
}

/** Rows that are read and parsed between two turns of the event loop: about 5 ms. */
const sliceRows = 100

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** The next power of two: a query of each number of tokens would be compiled for each read of a storm. */
const sizeOf = (count: number): number => 2 ** Math.ceil(Math.log2(count))

/** The texts, with the last one repeated until there are this many. */
const padded = (texts: readonly string[], size: number): readonly string[] =>
  Array.from({ length: size }, (_, index) => texts[Math.min(index, texts.length - 1)] ?? '')

/** Queries for the displays with one of a number of tokens: the SQL of each number is written once. */
function createTokenQueries(db: Db) {
  const write = (size: number) =>
    db
      .selectFrom('displays')
      .selectAll()
      .where('token_hash', 'in', padded([''], size))
      .compile()
  const queries = new Map<number, ReturnType<typeof write>>()
  return {
    ofSize(size: number): ReturnType<typeof write> {
      const query = queries.get(size) ?? write(size)
      queries.set(size, query)
      return query
    },
  }
}

/**
 * Displays in the database, which holds only the hash of each token.
 * @param timeZone used where stored settings cannot be read
 */
export function createDisplayStore(db: Db, timeZone = 'UTC'): DisplayStore {
  const table = () => db.selectFrom('displays')
  const tokenQueries = createTokenQueries(db)
  const settingsOf = remembering(readSettings)
  const parseSettings = (text: unknown) => (typeof text === 'string' ? settingsOf(text) : undefined)
  // Each row that is read has strings of its own, and a thousand displays have one domain, one feed and few boards.
  const shared = remembering((text) => text)
  const parse = (row: Row | undefined) =>
    row === undefined ? undefined : toDisplay(row, parseSettings(row.settings), { timeZone, shared })
  const findByToken = createGatheredRead(sliceRows, async (tokenHashes) => {
    const query = tokenQueries.ofSize(sizeOf(tokenHashes.length))
    const { rows }: { readonly rows: readonly Row[] } = await db.executeQuery({
      ...query,
      parameters: padded(tokenHashes, query.parameters.length),
    })
    return new Map(rows.map((row) => [row.token_hash, parse(row)]))
  })
  return {
    /** Reads in slices: a domain of a thousand displays must not block the event loop. */
    async list(org) {
      const displays: Display[] = []
      let lastId = ''
      for (;;) {
        const query = table().selectAll().where('org', '=', org).where('id', '>', lastId)
        const rows = await query.orderBy('id').limit(sliceRows).execute()
        displays.push(...rows.flatMap((row) => parse(row) ?? []))
        const next = rows.at(-1)?.id
        if (rows.length < sliceRows || typeof next !== 'string') return displays
        lastId = next
        await nextTurn()
      }
    },
    async find(org, id) {
      return parse(await table().selectAll().where('id', '=', id).where('org', '=', org).executeTakeFirst())
    },
    async findAll(ids) {
      const displays: Display[] = []
      for (const slice of slicesOf(ids, sliceRows)) {
        const rows = await table().selectAll().where('id', 'in', slice).execute()
        displays.push(...rows.flatMap((row) => parse(row) ?? []))
        await nextTurn()
      }
      return displays
    },
    async tokenHashes(ofId) {
      const all = table().select(['id', 'token_hash'])
      const rows: readonly Readonly<Record<'id' | 'token_hash', unknown>>[] = await (
        ofId === undefined ? all : all.where('id', '=', ofId)
      ).execute()
      return new Map(
        rows.flatMap(({ id, token_hash: tokenHash }) =>
          typeof id === 'string' && typeof tokenHash === 'string' ? [[tokenHash, id] as const] : [],
        ),
      )
    },
    findByToken,
    async usesBoard(org, boardId) {
      const ofOrg = table().where('org', '=', org)
      const shown = await ofOrg.select('id').where('board', '=', boardId).limit(1).executeTakeFirst()
      if (shown !== undefined) return true
      // A superset of the schedules that name the board (an id may contain % or _): parsing decides.
      const candidates = await ofOrg.select('settings').where('settings', 'like', `%${boardId}%`).execute()
      return candidates.some(({ settings }) =>
        parseSettings(settings)?.schedule.some((entry) => entry.boardId === boardId),
      )
    },
    async add(display, tokenHash) {
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
    change: (org, id, change) =>
      // Transactions of all nodes run one after the other: nobody writes between the read and the write.
      db.transaction().execute(async (transaction) => {
        const isDisplay = { id, org }
        const select = transaction.selectFrom('displays').selectAll()
        const display = parse(await select.where((row) => row.and(isDisplay)).executeTakeFirst())
        if (display === undefined) return undefined
        const changed = change(display)
        const { name, boardId, settings } = changed
        const update = transaction
          .updateTable('displays')
          .set({ name, board: boardId, settings: JSON.stringify(settings) })
        const { numUpdatedRows } = await update.where((row) => row.and(isDisplay)).executeTakeFirst()
        return numUpdatedRows > 0n ? changed : undefined // 0: it was removed meanwhile
      }),
    async remove(org, id) {
      const query = db.deleteFrom('displays').where('id', '=', id).where('org', '=', org)
      if ((await query.executeTakeFirst()).numDeletedRows === 0n) return false
      await db.deleteFrom('display_sockets').where('display', '=', id).execute()
      return true
    },
  }
}
