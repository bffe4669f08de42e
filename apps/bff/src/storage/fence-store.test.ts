import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import { nextFence } from './fence-store.ts'

describe.each(useStorageEngines(afterAll))('the next fence of a feed on $name', ({ open }) => {
  it('is the wall clock, and higher than the last also when the clock was set back', async (context) => {
    const db = await open(context)
    expect(await nextFence(db, 'a', 1_000)).toBe(1_000)
    expect(await nextFence(db, 'a', 1_000)).toBe(1_001)
    expect(await nextFence(db, 'a', 500)).toBe(1_002)
    expect(await nextFence(db, 'b', 500)).toBe(500)
    expect(await nextFence(db, 'a', 2_000)).toBe(2_000)
  })

  it('is another one for each of two starts at once', async (context) => {
    const db = await open(context)
    const fences = await Promise.all([nextFence(db, 'a', 7), nextFence(db, 'a', 7), nextFence(db, 'a', 7)])
    expect(fences.toSorted()).toEqual([7, 8, 9])
  })
})
