import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { WriterMessage } from './writer-message.ts'
import { createWriterPosts } from './writer-posts.ts'

const flushAt = (at: number): WriterMessage => ({ type: 'flush', at })
const changeOf = (seq: number, rows = '{}'): WriterMessage => ({
  ...{ type: 'changes', feed: 'house', at: seq, seq, offsetMs: 0 },
  changes: [['ACD_STATUS', rows]],
})
const stateAt = (at: number): WriterMessage => ({ type: 'state', feed: 'house', at, sources: [] })

function setUp() {
  const sent: (readonly WriterMessage[])[] = []
  return { sent, posts: createWriterPosts((messages) => sent.push(messages)) }
}

describe(createWriterPosts, () => {
  it('sends the changes of a second, whatever turns they came in, with its state in one message', async () => {
    const { sent, posts } = setUp()
    for (let seq = 1; seq <= 100; seq += 1) {
      posts.post(changeOf(seq))
      await nextTurn()
    }
    expect(sent).toEqual([])
    posts.post(stateAt(101))
    await nextTurn()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toEqual([...Array.from({ length: 100 }, (_, index) => changeOf(index + 1)), stateAt(101)])
  })

  it('sends the messages of one turn together and in their order, and those of the next turn apart', async () => {
    const { sent, posts } = setUp()
    for (const at of [1, 2, 3]) posts.post(flushAt(at))
    expect(sent).toEqual([])
    await nextTurn()
    posts.post(flushAt(4))
    await nextTurn()
    expect(sent).toEqual([[1, 2, 3].map(flushAt), [flushAt(4)]])
  })

  it('does not let changes wait that are very long together', async () => {
    const { sent, posts } = setUp()
    const rows = 'x'.repeat(400_000)
    for (const seq of [1, 2, 3]) {
      posts.post(changeOf(seq, rows))
      await nextTurn()
    }
    expect(sent.map((messages) => messages.length)).toEqual([3])
    posts.post(changeOf(4, rows))
    await nextTurn()
    expect(sent).toHaveLength(1)
  })

  it('sends at once what waits when the thread ends, and nothing twice', async () => {
    const { sent, posts } = setUp()
    posts.post(changeOf(1))
    posts.post(flushAt(2))
    posts.sendNow()
    await nextTurn()
    expect(sent).toEqual([[changeOf(1), flushAt(2)]])
  })
})
