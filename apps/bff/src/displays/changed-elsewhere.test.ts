import { describe, expect, it } from 'vitest'
import type { Display, DisplayStore } from './display.ts'
import { createDisplays } from './displays.ts'

const displayCount = 1_000
const never = () => Promise.reject(new Error('this is not read here'))

/** A node that knows a thousand displays. Counts the rows that it reads. */
async function setUp() {
  const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
  const displayAt = (index: number): Display => ({
    ...{ id: `d${index}`, org: '1', feed: 'wall@example.test', name: `Display ${index}`, boardId: 'b' },
    ...{ pairedAt: 0, pairedBy: 'boss@example.test', settings },
  })
  const stored = new Map<string, Display>(
    Array.from({ length: displayCount }, (_, index) => [`d${index}`, displayAt(index)]),
  )
  const rows = { displays: 0, tokens: 0 }
  const store: { -readonly [Key in keyof DisplayStore]: DisplayStore[Key] } = {
    ...{ list: never, find: never, findByToken: never, usesBoard: never, add: never },
    ...{ change: never, remove: never },
    findAll(ids) {
      const found = ids.flatMap((id) => stored.get(id) ?? [])
      rows.displays += found.length
      return Promise.resolve(found)
    },
    tokenHashes(ofId) {
      const ids = ofId === undefined ? [...stored.keys()] : stored.has(ofId) ? [ofId] : []
      rows.tokens += ids.length
      return Promise.resolve(new Map(ids.map((id) => [`hash of ${id}`, id])))
    },
  }
  const changed: string[] = []
  const revoked: string[] = []
  const clocks = { monotonic: () => 0, wall: () => 0 }
  const displays = createDisplays({
    ...{ store, clocks, defaultTimeZone: 'UTC' },
    pairings: { requestCode: never, status: never, find: never, approve: never, sweep: never },
    feedFor: () => 'wall@example.test',
    onChanged: ({ name }) => changed.push(name),
    onRevoked: (id) => revoked.push(id),
    onFailed(error) {
      throw error
    },
  })
  await displays.changedElsewhere(undefined)
  expect(rows).toEqual({ displays: displayCount, tokens: displayCount })
  Object.assign(rows, { displays: 0, tokens: 0 })
  return { displays, stored, displayAt, rows, changed, revoked, store }
}

describe('of a thousand displays', () => {
  it('the one is read that another node has changed', async () => {
    const { displays, stored, displayAt, rows, changed } = await setUp()
    stored.set('d7', { ...displayAt(7), name: 'Entrance' })
    await displays.changedElsewhere('d7')
    expect([rows, changed]).toEqual([{ displays: 1, tokens: 0 }, ['Entrance']])
  })

  it('the one is read that another node has paired', async () => {
    const { displays, stored, displayAt, rows } = await setUp()
    stored.set('d1000', displayAt(1_000))
    await displays.changedElsewhere('d1000')
    expect(rows).toEqual({ displays: 1, tokens: 1 })
    expect([...displays.authenticated()]).toHaveLength(1_001)
  })

  it('none is read when another node has revoked one, which is closed', async () => {
    const { displays, stored, rows, revoked } = await setUp()
    stored.delete('d7')
    await displays.changedElsewhere('d7')
    expect([rows, revoked]).toEqual([{ displays: 0, tokens: 0 }, ['d7']])
  })
})

describe('a read that began before another node changed the display', () => {
  /** Delays the reply of the next read of displays until `reply` is called. The read finds what is stored when it begins. */
  function delayNextRead(store: { findAll: DisplayStore['findAll'] }) {
    const { findAll } = store
    let reply = (): void => undefined
    const replied = new Promise<void>((resolve) => {
      reply = resolve
    })
    const begun = new Promise<void>((resolve) => {
      store.findAll = async (ids) => {
        if (ids.length === 0) return findAll(ids)
        store.findAll = findAll
        const found = await findAll(ids)
        resolve()
        await replied
        return found
      }
    })
    return { begun, reply }
  }
  const idsOf = (found: Iterable<Display>) => Array.from(found, ({ id }) => id)

  it('does not bring back a display that was revoked before the read replied', async () => {
    const { displays, stored, displayAt, store } = await setUp()
    stored.set('d1000', displayAt(1_000))
    stored.set('d1001', displayAt(1_001))
    await displays.changedElsewhere('d1001')
    const { begun, reply } = delayNextRead(store)
    const learning = displays.changedElsewhere('d1000')
    await begun
    stored.delete('d1000')
    await displays.changedElsewhere('d1000')
    reply()
    await learning
    expect(idsOf(displays.authenticated())).toContain('d1001')
    expect(idsOf(displays.authenticated())).not.toContain('d1000')
  })

  it('does not put an older name over the one that a later read has found', async () => {
    const { displays, stored, displayAt, store, changed } = await setUp()
    const { begun, reply } = delayNextRead(store)
    stored.set('d7', { ...displayAt(7), name: 'Entrance' })
    const reading = displays.changedElsewhere('d7')
    await begun
    stored.set('d7', { ...displayAt(7), name: 'Hall' })
    await displays.changedElsewhere('d7')
    reply()
    await reading
    expect(changed).toEqual(['Hall'])
  })
})
