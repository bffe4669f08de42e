import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createTurnPosts } from './turn-posts.ts'
import type { WriterMessage } from './writer-message.ts'

const flushAt = (at: number): WriterMessage => ({ type: 'flush', at })

function setUp() {
  const sent: (readonly WriterMessage[])[] = []
  return { sent, posts: createTurnPosts((messages) => sent.push(messages)) }
}

describe(createTurnPosts, () => {
  it('sends the messages of one turn together and in their order, and those of the next turn apart', async () => {
    const { sent, posts } = setUp()
    for (const at of [1, 2, 3]) posts.post(flushAt(at))
    expect(sent).toEqual([])
    await nextTurn()
    posts.post(flushAt(4))
    await nextTurn()
    expect(sent).toEqual([[1, 2, 3].map(flushAt), [flushAt(4)]])
  })

  it('sends at once what waits when the thread ends, and nothing twice', async () => {
    const { sent, posts } = setUp()
    posts.post(flushAt(1))
    posts.sendNow()
    await nextTurn()
    expect(sent).toEqual([[flushAt(1)]])
  })
})
