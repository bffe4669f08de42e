import { afterAll, describe, expect, it } from 'vitest'
import { useStorageEngines } from '../../tests/storage-engines.ts'
import type { Db } from './database.ts'
import { Fenced, requireFence } from './fence.ts'

describe.each(useStorageEngines(afterAll))('the fence of a transaction on $name', ({ open }) => {
  const writes = (db: Db, feed: string, number: number) =>
    db.transaction().execute((transaction) => requireFence(transaction, { feed, number }))

  it('refuses a former holder once the new one has written, for each lease apart', async (context) => {
    const db = await open(context)
    await writes(db, 'desk', 5)
    await writes(db, 'desk', 5)
    await writes(db, 'desk', 7)
    await expect(writes(db, 'desk', 5)).rejects.toThrow(Fenced)
    await expect(writes(db, 'desk', 6)).rejects.toThrow('the fence 6 of desk is lower than 7')
    await writes(db, 'other', 5)
    await writes(db, 'desk', 7)
  })

  it('refuses all but the highest of many that begin at once', async (context) => {
    const db = await open(context)
    const numbers = [3, 9, 1, 7, 5]
    const results = await Promise.allSettled(numbers.map((number) => writes(db, 'desk', number)))
    expect(results[1]?.status).toBe('fulfilled')
    await expect(writes(db, 'desk', 8)).rejects.toThrow(Fenced)
    await writes(db, 'desk', 9)
  })
})
