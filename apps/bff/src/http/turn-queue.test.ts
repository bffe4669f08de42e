import { describe, expect, it } from 'vitest'
import { createTurnQueue, createTurns } from './turn-queue.ts'

const nextTurn = async () => new Promise<void>((resolve) => setImmediate(resolve))

/** A queue with a budget of 10 ms and a clock that only work advances. */
function startQueue() {
  let time = 0
  const inTurn = createTurnQueue({ budgetMs: 10, now: () => time })
  const done: string[] = []
  return {
    inTurn,
    done,
    /** Work that takes `ms` of CPU time. */
    work: (name: string, ms: number) =>
      inTurn(() => {
        time += ms
        done.push(name)
      }),
  }
}

describe(createTurnQueue, () => {
  it('starts no work in a turn of the event loop after its budget is spent, and keeps the order', async () => {
    const { work, done } = startQueue()
    const names = Array.from({ length: 10 }, (_, index) => String(index))
    const all = names.map((name) => work(name, 3))
    const perTurn: number[] = []
    while (done.length < names.length) {
      const before = done.length
      await nextTurn()
      perTurn.push(done.length - before)
    }
    await Promise.all(all)
    expect(done).toEqual(names)
    expect(perTurn.filter((count) => count > 0)).toEqual([4, 4, 2])
  })

  it('runs one piece of work in a turn that is longer than the budget', async () => {
    const { work, done } = startQueue()
    const all = [work('a', 40), work('b', 40), work('c', 1)]
    await all[0]
    expect(done).toEqual(['a'])
    await all[1]
    expect(done).toEqual(['a', 'b'])
    await all[2]
  })

  it('goes on with other work in the next turn while one piece waits for something else', async () => {
    const { inTurn, work } = startQueue()
    let finish = (): void => undefined
    const waiting = inTurn(
      () =>
        new Promise<string>((resolve) => {
          finish = () => {
            resolve('later')
          }
        }),
    )
    await work('a', 1)
    await work('b', 1)
    finish()
    expect(await waiting).toBe('later')
  })

  it('rejects with the error of the work, and goes on', async () => {
    const { inTurn, work, done } = startQueue()
    const failing = inTurn(() => Promise.reject(new Error('refused')))
    const throwing = inTurn(() => {
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('refused')
    await expect(throwing).rejects.toThrow('broken')
    await work('a', 1)
    expect(done).toEqual(['a'])
  })
  it('does not wait between two pieces of work of a turn that end at once', async () => {
    const { inTurn, work, done } = startQueue()
    const first = inTurn(() => {
      done.push('a')
      queueMicrotask(() => done.push('microtask'))
    })
    await Promise.all([first, work('b', 1), work('c', 1)])
    expect(done).toEqual(['a', 'b', 'c', 'microtask'])
  })

  it('keeps the order of work with and without a promise, and waits for what the latter has begun', async () => {
    const { inTurn, start } = createTurns({ budgetMs: 10, now: () => 0 })
    const done: string[] = []
    const note = (name: string) => () => {
      done.push(name)
      return undefined
    }
    start(note('first'))
    const second = inTurn(note('second'))
    start(async () => {
      await Promise.resolve()
      done.push('third')
    })
    await inTurn(note('fourth'))
    await second
    expect(done).toEqual(['first', 'second', 'third', 'fourth'])
  })
})
