import { describe, expect, it } from 'vitest'
import { createTurnQueue } from './turn-queue.ts'

const nextTurn = async () => new Promise((resolve) => setImmediate(resolve))

describe(createTurnQueue, () => {
  it('resolves a few calls in each turn of the event loop, in their order', async () => {
    const turn = createTurnQueue(3)
    const order: number[] = []
    const perTurn: number[] = []
    const all = Array.from({ length: 10 }, async (_, index) => {
      await turn()
      order.push(index)
    })
    while (order.length < 10) {
      const before = order.length
      await nextTurn()
      perTurn.push(order.length - before)
    }
    await Promise.all(all)
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(perTurn.filter((count) => count > 0)).toEqual([3, 3, 3, 1])
  })

  it('takes calls that arrive while others wait, and calls after it was empty', async () => {
    const turn = createTurnQueue(2)
    const order: string[] = []
    const enter = async (name: string) => {
      await turn()
      order.push(name)
    }
    const first = [enter('a'), enter('b'), enter('c')]
    await nextTurn()
    await Promise.all([...first, enter('d')])
    await enter('e')
    expect(order).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
