import { sql } from 'kysely'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi, type TestContext } from 'vitest'
import { openDatabase } from '../storage/database.ts'
import { createDisplayStore } from './display-store.ts'
import { StorageUnusable } from '../storage/storage-error.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'
import { useStorageEngines } from '../../tests/storage-engines.ts'

const display = {
  id: 'd1',
  org: '1',
  feed: 'wall@example.test',
  name: 'Door',
  boardId: 'b1',
  pairedAt: 1_764_000_000_000,
  pairedBy: 'boss@example.test',
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}

describe.each(useStorageEngines(afterAll))('the store of displays on $name', (engine) => {
  async function store(context: TestContext) {
    const db = await engine.open(context)
    return { db, displays: createDisplayStore(db) }
  }

  it('finds a display by its domain and by the hash of its token', async (context) => {
    const { displays } = await store(context)
    await displays.add(display, 'hash')
    expect(await displays.list('1')).toEqual([display])
    expect(await displays.find('1', 'd1')).toEqual(display)
    expect(await displays.findByToken('hash')).toEqual(display)
    expect(await displays.findByToken('other')).toBeUndefined()
    expect(await displays.tokenHashes()).toEqual(new Map([['hash', 'd1']]))
    expect(await displays.tokenHashes('d1')).toEqual(new Map([['hash', 'd1']]))
    expect(await displays.tokenHashes('d2')).toEqual(new Map())
  })

  it('keeps domains apart', async (context) => {
    const { displays } = await store(context)
    await displays.add(display, 'hash')
    expect(await displays.list('2')).toEqual([])
    const taken = { ...display, name: 'Taken' }
    expect(await displays.change('2', 'd1', () => taken)).toBeUndefined()
    expect(await displays.remove('2', 'd1')).toBe(false)
    expect(await displays.list('1')).toEqual([display])
  })

  it('changes name, board and settings, and nothing else', async (context) => {
    const { displays } = await store(context)
    await displays.add(display, 'hash')
    const settings = { ...display.settings, room: 'Hall' }
    const changed = { ...display, name: 'Window', boardId: 'b2', settings }
    const other = { feed: 'other', pairedBy: 'other' }
    expect(await displays.change('1', 'd1', () => ({ ...changed, ...other }))).toMatchObject({
      name: 'Window',
    })
    expect(await displays.list('1')).toEqual([changed])
  })

  it('makes each of many changes at once to the result of the one before, from two nodes', async (context) => {
    const [a, b] = (await engine.openTwice(context)).map((db) => createDisplayStore(db))
    if (a === undefined || b === undefined) throw new Error('two stores were opened')
    await a.add({ ...display, name: '' }, 'hash')
    const letters = Array.from({ length: 16 }, (_, index) => String.fromCodePoint(97 + index))
    const changes = letters.map((letter, index) =>
      (index % 2 === 0 ? a : b).change('1', 'd1', (before) => ({ ...before, name: before.name + letter })),
    )
    const names = (await Promise.all(changes)).map((changed) => changed?.name ?? '')
    const stored = (await b.find('1', 'd1'))?.name ?? ''
    expect(stored.split('').sort()).toEqual(letters)
    expect(names.toSorted((one, other) => one.length - other.length)).toEqual(
      letters.map((_, index) => stored.slice(0, index + 1)),
    )
  })

  it('reports whether a display shows a board, now or by its schedule', async (context) => {
    const { db, displays } = await store(context)
    const schedule = [{ days: [1], from: '08:00', to: '12:00', boardId: 'b2' }]
    await displays.add({ ...display, settings: { ...display.settings, schedule } }, 'hash')
    await displays.add({ ...display, id: 'd2', settings: { ...display.settings, room: 'b4' } }, 'hash2')
    const uses = async (org: string) =>
      Promise.all(['b1', 'b2', 'b3', 'b4', '%'].map((id) => displays.usesBoard(org, id)))
    expect(await uses('1')).toEqual([true, true, false, false, false])
    expect(await uses('2')).toEqual([false, false, false, false, false])
    await db.updateTable('displays').set({ settings: '{"boardId":"b2"' }).where('id', '=', 'd1').execute()
    expect(await displays.usesBoard('1', 'b2')).toBe(false)
  })

  it('lists more displays than it reads at once', async (context) => {
    const { displays } = await store(context)
    const ids = Array.from({ length: 250 }, (_, index) => `d${1_000 + index}`)
    for (const id of ids) await displays.add({ ...display, id, org: id === 'd1100' ? '2' : '1' }, id)
    expect((await displays.list('1')).map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'd1100'))
  })

  it('reads the displays of all tokens that are requested at once by one statement for each hundred', async (context) => {
    const { db, displays } = await store(context)
    const ids = Array.from({ length: 250 }, (_, index) => `d${index}`)
    for (const id of ids) await displays.add({ ...display, id }, `hash of ${id}`)
    const executeQuery = vi.spyOn(db, 'executeQuery')
    const found = await Promise.all(
      [...ids, 'nobody'].map(async (id) => displays.findByToken(`hash of ${id}`)),
    )
    expect(found.map((each) => each?.id)).toEqual([...ids, undefined])
    const sizes = executeQuery.mock.calls.map(([query]) =>
      'parameters' in query ? query.parameters.length : 0,
    )
    expect(sizes).toEqual([128, 128, 64]) // of few sizes, so that each text of SQL is compiled once
    expect(found[0]?.settings).toBe(found[1]?.settings) // the same text is parsed once
  })

  it('removes a display and its token with it', async (context) => {
    const { displays } = await store(context)
    await displays.add(display, 'hash')
    expect(await displays.remove('1', 'd1')).toBe(true)
    expect(await displays.findByToken('hash')).toBeUndefined()
    expect(await displays.remove('1', 'd1')).toBe(false)
  })

  it('stores any text: NUL and half a surrogate pair become a replacement character at worst', async (context) => {
    const { displays } = await store(context)
    const name = 'a\0b\u{d800}c 😀 \'"\\ %'
    await displays.add({ ...display, name }, 'hash')
    const stored = (await displays.find('1', 'd1'))?.name ?? ''
    expect(stored.replace('\0', '\u{fffd}')).toBe('a\u{fffd}b\u{fffd}c 😀 \'"\\ %')
    expect(await displays.findByToken('\0')).toBeUndefined()
    const settings = { ...display.settings, room: 'Hall\0\u{d800}' }
    await displays.change('1', 'd1', () => ({ ...display, settings }))
    expect((await displays.find('1', 'd1'))?.settings.room).toBe('Hall\0\u{d800}')
  })

  it('lists in the order of the bytes of the ids', async (context) => {
    const { displays } = await store(context)
    const ids = ['a', 'B', 'á', 'Z', 'b', '_', '1']
    for (const id of ids) await displays.add({ ...display, id }, id)
    expect((await displays.list('1')).map(({ id }) => id)).toEqual(['1', 'B', 'Z', '_', 'a', 'b', 'á'])
  })
})

describe('the store of displays on SQLite', () => {
  async function openDirectory(dataDir: string) {
    const db = await openDatabase(dataDir)
    const close = () => db.destroy()
    closing.push(close)
    return { db, displays: createDisplayStore(db), close }
  }

  it('has its displays after a restart', async () => {
    const dataDir = await temporaryDirectory()
    const first = await openDirectory(dataDir)
    await first.displays.add(display, 'hash')
    await first.close()
    const { displays } = await openDirectory(dataDir)
    expect(await displays.list('1')).toEqual([display])
    expect(await displays.findByToken('hash')).toEqual(display)
    expect(await displays.findByToken('other')).toBeUndefined()
  })

  it('replaces and names damaged columns of a row, and lists the other rows', async () => {
    const { db, displays } = await openDirectory(await temporaryDirectory())
    await displays.add(display, 'hash')
    await displays.add({ ...display, id: 'd2' }, 'hash2')
    await sql`UPDATE displays SET settings = '{"timeZone":', name = CAST(X'44FF' AS TEXT), paired_at = 'x' WHERE id = 'd1'`.execute(
      db,
    )
    const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
    const damaged = {
      ...{ ...display, name: 'D\u{fffd}', pairedAt: 0, settings },
      unreadable: ['name', 'paired at', 'settings'],
    }
    expect(await displays.list('1')).toEqual([damaged, { ...display, id: 'd2' }])
    expect(await displays.find('1', 'd2')).toEqual({ ...display, id: 'd2' })
    expect(await displays.findByToken('hash')).toEqual(damaged)
    expect(await displays.change('1', 'd1', () => ({ ...damaged, name: 'Door' }))).toBeDefined()
    expect((await displays.list('1'))[0]).toMatchObject({ name: 'Door', unreadable: ['paired at'] })
    expect(await displays.remove('1', 'd1')).toBe(true)
    expect(await displays.list('1')).toHaveLength(1)
  })
})

describe(openDatabase, () => {
  it('throws an error that says what to do about an unusable directory', async () => {
    const file = join(await temporaryDirectory(), 'file')
    await writeFile(file, '')
    await expect(openDatabase(file)).rejects.toThrow(StorageUnusable)
    await expect(openDatabase(file)).rejects.toThrow(/DATA_DIR .*set DATA_DIR to a directory/)
    await expect(openDatabase('/proc/wallboard')).rejects.toThrow(StorageUnusable)
  })
})
