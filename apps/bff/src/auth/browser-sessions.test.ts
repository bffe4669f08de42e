import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { CacheHint } from '../bus/hints.ts'
import type { Db } from '../storage/database.ts'
import { StorageError } from '../storage/storage-error.ts'
import { createBrowserSessionStore, type BrowserSessionStore } from './browser-session-store.ts'
import { createBrowserSessions } from './browser-sessions.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const user = { username: 'wall', org: '1' }
const nobody = () => false

/** Hints between the nodes of a test, delivered at once. */
function createTestHints() {
  const listeners: ((subject: string | undefined) => void)[] = []
  return {
    isShared: true,
    announce(_hint: CacheHint, subject: string) {
      for (const listener of listeners) listener(subject)
    },
    on(_hint: CacheHint, listener: (subject: string | undefined) => void) {
      listeners.push(listener)
      return () => {}
    },
    readAgain() {
      for (const listener of listeners) listener(undefined)
    },
  }
}

const oneNode = { isShared: false, announce: () => {}, on: () => () => {} }

/** A store that counts its calls, and fails while `fault` is set. */
function observedStore(db: Db) {
  const store = createBrowserSessionStore(db)
  const calls: string[] = []
  const state: { fault: StorageError | undefined } = { fault: undefined }
  const observe =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      calls.push(name)
      return state.fault === undefined ? call(...args) : Promise.reject(state.fault)
    }
  const observed: BrowserSessionStore = {
    add: observe('add', store.add),
    find: observe('find', store.find),
    ofUser: observe('ofUser', store.ofUser),
    used: observe('used', store.used),
    remove: observe('remove', store.remove),
    removeExpired: observe('removeExpired', store.removeExpired),
  }
  return { store: observed, calls, state }
}

function setUp(db: Db, { nodes = 1 } = {}) {
  let now = 1_700_000_000_000
  const hints = nodes === 1 ? oneNode : createTestHints()
  const start = () => {
    const ended: string[] = []
    const errors: unknown[] = []
    const storage = observedStore(db)
    const sessions = createBrowserSessions({
      ...{ store: storage.store, now: () => now, hints },
      onEnded: ({ username }) => ended.push(username),
      logError: (error) => errors.push(error),
    })
    return { sessions, ended, errors, ...storage }
  }
  const all = Array.from({ length: nodes }, start)
  const [first, second = first] = all
  if (first === undefined || second === undefined) throw new Error('a test needs a node')
  return {
    ...{ first, second, hints, start, db },
    passMs: (ms: number) => {
      now += ms
    },
    passHours: async (hours: number, isInUse: boolean) => {
      for (let passed = 0; passed < hours; passed += 6) {
        now += Math.min(6, hours - passed) * hourMs
        for (const { sessions } of all) await sessions.sweep(() => isInUse)
      }
    },
  }
}

const engines = useStorageEngines(afterAll)

describe.each(engines)('browser sessions on $name', ({ open }) => {
  const startNodes = async (context: TestContext) => setUp(await open(context))

  it('keeps a session for days while a socket of it is open', async (context) => {
    const { first, passHours } = await startNodes(context)
    const id = await first.sessions.begin(user)
    await passHours(72, true)
    expect(first.ended).toEqual([])
    expect(await first.sessions.find(id)).toMatchObject(user)
  })

  it('ends an unused session after a day, and any session after thirty days', async (context) => {
    const idle = await startNodes(context)
    await idle.first.sessions.begin({ username: 'idle', org: '1' })
    await idle.passHours(25, false)
    expect(idle.first.ended).toEqual(['idle'])
    const busy = await startNodes(context)
    const id = await busy.first.sessions.begin({ username: 'busy', org: '1' })
    await busy.passHours(30 * 24 + 1, true)
    expect(busy.first.ended).toEqual(['busy'])
    expect(await busy.first.sessions.find(id)).toBeUndefined()
  })

  it('knows a session after a restart, until it has been idle for a day', async (context) => {
    const { first, start, passMs } = await startNodes(context)
    const id = await first.sessions.begin(user)
    passMs(23 * hourMs)
    const restarted = start()
    expect(await restarted.sessions.find(id)).toMatchObject(user)
    await restarted.sessions.sweep(nobody)
    passMs(23 * hourMs)
    expect(await start().sessions.find(id)).toMatchObject(user)
    passMs(25 * hourMs)
    const late = start()
    expect(await late.sessions.find(id)).toBeUndefined()
    expect(await late.sessions.count('wall')).toBe(0)
  })

  it('stores the hash of the secret only', async (context) => {
    const { first, db } = await startNodes(context)
    const id = await first.sessions.begin(user)
    const rows = await db.selectFrom('browser_sessions').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(id)
    const [row] = rows
    expect(await first.sessions.find(row?.key)).toBeUndefined()
  })

  it('reads no table for a known session, and stores its use once a minute', async (context) => {
    const { first, passMs } = await startNodes(context)
    const id = await first.sessions.begin(user)
    first.calls.length = 0
    for (let second = 0; second < 180; second += 1) {
      passMs(1_000)
      await first.sessions.find(id)
      if (second % 20 === 0) await first.sessions.sweep(nobody)
    }
    expect(first.calls.filter((call) => call === 'used')).toHaveLength(2)
    expect(first.calls).not.toContain('find')
  })

  it('ends the session that was used the longest ago when a user signs in for the 21st time', async (context) => {
    const { first, passMs } = await startNodes(context)
    const ids: string[] = []
    for (let sign = 0; sign < 20; sign += 1) {
      passMs(1_000)
      ids.push(await first.sessions.begin(user))
    }
    passMs(1_000)
    await first.sessions.find(ids[0])
    ids.push(await first.sessions.begin(user))
    expect(await first.sessions.count('wall')).toBe(20)
    const found = await Promise.all(ids.map((id) => first.sessions.find(id)))
    expect(found.flatMap((session, index) => (session === undefined ? [index] : []))).toEqual([1])
    expect(first.ended).toEqual(['wall'])
  })

  it('ends a session in the same tick, whatever the database does', async (context) => {
    const { first } = await startNodes(context)
    const id = await first.sessions.begin(user)
    const key = (await first.sessions.find(id))?.key ?? ''
    first.state.fault = new StorageError('full', 'the disk is full')
    const ending = first.sessions.end(key)
    expect(first.ended).toEqual(['wall'])
    await ending
    expect(await first.sessions.find(id)).toBeUndefined()
    first.state.fault = undefined
    await first.sessions.sweep(nobody)
    expect(await first.store.ofUser('wall')).toEqual([])
  })

  it('signs people in while the disk is full, and stores their sessions later', async (context) => {
    const { first, start } = await startNodes(context)
    first.state.fault = new StorageError('full', 'the disk is full')
    const signingIn = first.sessions.begin(user)
    first.state.fault = undefined
    const id = await signingIn
    expect(await first.sessions.find(id)).toMatchObject(user)
    expect(await first.sessions.count('wall')).toBe(1)
    expect(await start().sessions.find(id)).toBeUndefined()
    await first.sessions.sweep(nobody)
    expect(await start().sessions.find(id)).toMatchObject(user)
    expect(first.errors).toHaveLength(1)
  })

  it('refuses a cookie that is no session id without a read', async (context) => {
    const { first } = await startNodes(context)
    for (const id of ['', 'x', 'x'.repeat(44), `${'x'.repeat(42)}'`, 'ä'.repeat(43)])
      expect(await first.sessions.find(id)).toBeUndefined()
    expect(first.calls).toEqual([])
  })
})

describe.each(engines)('browser sessions of a cluster on $name', ({ open }) => {
  const startNodes = async (context: TestContext) => setUp(await open(context), { nodes: 2 })

  it('are good on every node, and end on all of them', async (context) => {
    const { first, second } = await startNodes(context)
    const id = await first.sessions.begin(user)
    const session = await second.sessions.find(id)
    expect(session).toMatchObject(user)
    await first.sessions.end(session?.key ?? '')
    await expect.poll(() => second.ended, { timeout: 10_000 }).toEqual(['wall'])
    expect(await second.sessions.find(id)).toBeUndefined()
    expect([first.ended, await second.sessions.count('wall')]).toEqual([['wall'], 0])
  })

  it('that are in use on another node do not become idle on this one', async (context) => {
    const { first, second, passMs } = await startNodes(context)
    const id = await first.sessions.begin(user)
    await second.sessions.find(id)
    for (let hour = 0; hour < 30; hour += 1) {
      passMs(hourMs)
      await second.sessions.sweep(() => true)
      await first.sessions.sweep(nobody)
    }
    expect([first.ended, second.ended]).toEqual([[], []])
    expect(await first.sessions.find(id)).toMatchObject(user)
    // Also when the idle node has not swept since.
    for (let hour = 0; hour < 30; hour += 1) {
      passMs(hourMs)
      await second.sessions.sweep(() => true)
    }
    expect(await first.sessions.find(id)).toMatchObject(user)
  })

  it('end on a node that missed the hint when it reads again', async (context) => {
    const { first, second, hints, db } = await startNodes(context)
    const id = await first.sessions.begin(user)
    await second.sessions.find(id)
    await db.deleteFrom('browser_sessions').execute()
    if ('readAgain' in hints) hints.readAgain()
    await expect.poll(() => [first.ended, second.ended], { timeout: 10_000 }).toEqual([['wall'], ['wall']])
    expect(await second.sessions.find(id)).toBeUndefined()
  })

  it('are valid from memory for an hour while the database is not reachable', async (context) => {
    const { first, second, passMs } = await startNodes(context)
    const id = await first.sessions.begin(user)
    for (const { state } of [first, second]) state.fault = new StorageError('locked', 'no answer')
    passMs(59 * minuteMs)
    await first.sessions.sweep(nobody)
    expect(await first.sessions.find(id)).toMatchObject(user)
    await expect(second.sessions.find(id)).rejects.toThrow('no answer')
    await expect(first.sessions.begin(user)).rejects.toThrow('no answer')
    passMs(2 * minuteMs)
    await expect(first.sessions.find(id)).rejects.toThrow('no answer')
    for (const { state } of [first, second]) state.fault = undefined
    expect(await first.sessions.find(id)).toMatchObject(user)
    expect(first.ended).toEqual([])
    expect(first.errors).toHaveLength(1)
  })

  it('cannot be read again while they end', async (context) => {
    const { first, second } = await startNodes(context)
    const id = await first.sessions.begin(user)
    const key = (await first.sessions.find(id))?.key ?? ''
    const [found] = await Promise.all([second.sessions.find(id), first.sessions.end(key)])
    if (found !== undefined) await expect.poll(() => second.ended, { timeout: 10_000 }).toEqual(['wall'])
    expect(await second.sessions.find(id)).toBeUndefined()
  })
})
