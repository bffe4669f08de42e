import { afterAll, describe, expect, it } from 'vitest'
import { createMarkedDayStore } from './marked-day-store.ts'
import { useStorageEngines } from '../../../tests/storage-engines.ts'

describe.each(useStorageEngines(afterAll))('the store of marked days on $name', (engine) => {
  it('marks a day once, changes its mark, and keeps domains apart', async (context) => {
    const days = createMarkedDayStore(await engine.open(context))
    const mark = { date: '2026-12-25', note: 'Closed', markedBy: 'ann', markedAt: 1 }
    await days.put('1', mark)
    await days.put('1', { ...mark, date: '2026-11-27', note: 'Sale' })
    await days.put('1', { ...mark, note: 'Christmas', markedBy: 'bob' })
    expect(await days.list('1')).toEqual([
      { date: '2026-11-27', note: 'Sale', markedBy: 'ann' },
      { date: '2026-12-25', note: 'Christmas', markedBy: 'bob' },
    ])
    expect(await days.list('2')).toEqual([])
    expect(await days.remove('2', '2026-12-25')).toBe(false)
    expect(await days.remove('1', '2026-12-25')).toBe(true)
    expect(await days.remove('1', '2026-12-25')).toBe(false)
  })

  it('leaves out a date that is damaged', async (context) => {
    const db = await engine.open(context)
    const days = createMarkedDayStore(db)
    await days.put('1', { date: '2026-12-25', note: '', markedBy: 'ann', markedAt: 1 })
    await db.updateTable('marked_days').set({ date: 'no date' }).execute()
    expect(await days.list('1')).toEqual([])
  })

  it('takes the marks of two nodes for one day at once', async (context) => {
    const [one, other] = (await engine.openTwice(context)).map(createMarkedDayStore)
    const mark = { date: '2026-12-25', note: '', markedBy: 'ann', markedAt: 1 }
    await Promise.all([one, other, one, other].flatMap((days) => days?.put('1', mark) ?? []))
    expect(await one?.list('1')).toHaveLength(1)
  })
})
