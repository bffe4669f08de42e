import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import { createDisplaySocketStore } from './display-socket-store.ts'

describe.each(useStorageEngines(afterAll))('numbers of sockets on $name', ({ open }) => {
  const at = (openedAt: number, ...ids: readonly string[]) => ids.map((id) => ({ id, openedAt }))

  it('grow with each socket of a display, at whichever node it is opened', async (context) => {
    const store = createDisplaySocketStore(await open(context))
    expect(await store.claim('a', at(1, 'd2', 'd1'))).toEqual(
      new Map([
        ['d1', 1],
        ['d2', 1],
      ]),
    )
    expect(await store.claim('b', at(2, 'd1'))).toEqual(new Map([['d1', 2]]))
    expect(await store.claim('c', at(1, 'd1'))).toEqual(new Map()) // claimed after a newer socket
    expect(await store.claim('a', at(2, 'd1'))).toEqual(new Map([['d1', 3]]))
    expect([...(await store.find(['d1', 'd2', 'd3']))].toSorted()).toEqual([
      ['d1', { node: 'a', number: 3 }],
      ['d2', { node: 'a', number: 1 }],
    ])
    expect(await store.claim('a', [])).toEqual(new Map())
    expect(await store.find([])).toEqual(new Map())
  })

  it('are refused late for a display with a socket that was opened later', async (context) => {
    const store = createDisplaySocketStore(await open(context))
    await store.claim('a', at(10, 'd1', 'd2'))
    expect(await store.claimLate('b', [...at(9, 'd1'), ...at(11, 'd2', 'd3')])).toEqual(
      new Map([
        ['d2', 2],
        ['d3', 1],
      ]),
    )
    expect((await store.find(['d1'])).get('d1')).toEqual({ node: 'a', number: 1 })
  })

  it('are given although a node with a wrong clock has opened a socket of the display "later"', async (context) => {
    const store = createDisplaySocketStore(await open(context))
    await store.claim('a', at(3_600_000, 'd1'))
    expect(await store.claim('b', at(1, 'd1'))).toEqual(new Map([['d1', 2]]))
  })

  it('differ when two nodes number one display at once', async (context) => {
    const store = createDisplaySocketStore(await open(context))
    const ids = Array.from({ length: 50 }, (_, index) => `d${index}`)
    const [a, b] = await Promise.all([
      store.claim('a', at(1, ...ids)),
      store.claim('b', at(1, ...ids.toReversed())),
    ])
    for (const id of ids) expect([a.get(id), b.get(id)].toSorted()).toEqual([1, 2])
  })
})
