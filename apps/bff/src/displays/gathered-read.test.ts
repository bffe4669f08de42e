import { describe, expect, it } from 'vitest'
import { createGatheredRead } from './gathered-read.ts'

/** A table of squares. Keeps the keys of each read. */
function setUp(maxKeys: number) {
  const reads: (readonly string[])[] = []
  const read = createGatheredRead(maxKeys, (keys) => {
    reads.push(keys)
    if (keys.includes('bad')) return Promise.reject(new Error('the disk is gone'))
    return Promise.resolve(new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}!`])))
  })
  return { reads, read }
}

describe(createGatheredRead, () => {
  it('reads all keys of one turn at once, each of them once, and answers each request', async () => {
    const { reads, read } = setUp(10)
    expect(await Promise.all(['a', 'b', 'none', 'a'].map(read))).toEqual(['a!', 'b!', undefined, 'a!'])
    expect(reads).toEqual([['a', 'b', 'none']])
    expect(await read('c')).toBe('c!')
    expect(reads).toHaveLength(2)
  })

  it('reads at most a given number of keys in one turn of the event loop', async () => {
    const { reads, read } = setUp(3)
    const perTurn: number[] = []
    let counting = setImmediate(function nextTurn() {
      perTurn.push(reads.length)
      counting = setImmediate(nextTurn)
    })
    await Promise.all(Array.from({ length: 8 }, (_, key) => read(`${key}`)))
    clearImmediate(counting)
    expect(reads.map(({ length }) => length)).toEqual([3, 3, 2])
    for (const [turn, count] of perTurn.entries()) expect(count).toBeLessThanOrEqual(turn + 1)
  })

  it('passes a failure on to the requests of that read, and to no others', async () => {
    const { read } = setUp(2)
    const [a, bad, c] = await Promise.allSettled(['a', 'bad', 'c'].map(read))
    expect([a?.status, bad?.status]).toEqual(['rejected', 'rejected'])
    expect(c).toEqual({ status: 'fulfilled', value: 'c!' })
    expect(await read('a')).toBe('a!')
  })
})
