import { describe, expect, it } from 'vitest'
import type { OtherNode } from '../cluster/node-records.ts'
import { createRoomSpeakers } from './room-speakers.ts'
import { createSharedSpeakers, type SharedSpeaker } from './shared-speakers.ts'

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

/** Two nodes whose records arrive at once; one of them holds the lease. */
function setUp() {
  const records = { a: new Map<string, SharedSpeaker>(), b: new Map<string, SharedSpeaker>() }
  const lease = { holder: 'a', fence: 1 }
  /** By display: the node that has its socket, and since when. */
  const online = new Map<string, { readonly node: 'a' | 'b'; readonly since: number }>()
  const sent: string[] = []
  const display = (id: string) => ({ id, org: '1', settings: { room: 'hall', sound: true } })
  const displaysAt = (node: 'a' | 'b') =>
    [...online].flatMap(([id, at]) => (at.node === node ? [display(id)] : []))

  const startNode = (node: 'a' | 'b', other: 'a' | 'b') =>
    createRoomSpeakers({
      displays: () => displaysAt(node),
      elsewhere: () => displaysAt(other),
      presences: (ids) =>
        Promise.resolve(
          new Map(ids.map((id) => [id, { onlineSince: online.get(id)?.since, report: { sound: 'on' } }])),
        ),
      elected: createSharedSpeakers({
        records: {
          set: (room, speaker) => records[node].set(room, speaker),
          remove: (room) => records[node].delete(room),
          others: (): readonly OtherNode<SharedSpeaker>[] => [
            { node: other, isAlive: true, hasLeft: false, heardAt: 0, records: records[other] },
          ],
        },
        fence: () => (lease.holder === node ? lease.fence : undefined),
      }),
      doesSharedWork: () => lease.holder === node,
      send: (id, isSpeaker) => sent.push(`${id} ${isSpeaker ? 'speaks' : 'is silent'}`),
      onFailed: (error) => {
        throw error
      },
    })
  const nodes = { a: startNode('a', 'b'), b: startNode('b', 'a') }
  /** The holder elects before the other node notifies. */
  async function elect(): Promise<void> {
    const other = lease.holder === 'a' ? 'b' : 'a'
    nodes[lease.holder === 'a' ? 'a' : 'b'].reelect()
    await nextTick()
    nodes[other].reelect()
    await nextTick()
  }
  return { online, sent, lease, nodes, elect }
}

describe(createSharedSpeakers, () => {
  it('[R13] leaves one speaker in a room whose displays are connected to two nodes', async () => {
    const { online, sent, elect } = setUp()
    online.set('d1', { node: 'b', since: 1 })
    online.set('d2', { node: 'a', since: 2 })
    await elect()
    expect(sent).toEqual(['d1 speaks'])
    online.delete('d1')
    await elect()
    expect(sent).toEqual(['d1 speaks', 'd2 speaks'])
  })

  it('[R13] keeps the speaker when another node becomes responsible, and follows its elections', async () => {
    const { online, sent, lease, nodes, elect } = setUp()
    online.set('d1', { node: 'a', since: 1 })
    online.set('d2', { node: 'b', since: 2 })
    await elect()
    Object.assign(lease, { holder: 'b', fence: 2 })
    await elect()
    expect(sent).toEqual(['d1 speaks'])
    online.delete('d1')
    await elect()
    online.set('d1', { node: 'a', since: 3 })
    nodes.a.connected('d1')
    await elect()
    expect(sent).toEqual(['d1 speaks', 'd2 speaks'])
  })
})
