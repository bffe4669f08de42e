import { describe, expect, it } from 'vitest'
import { openNode } from '../../../tests/storage-engines.ts'
import type { CacheHint } from '../../bus/hints.ts'
import { createMarkedDayStore } from './marked-day-store.ts'
import { createMarkedDays } from './marked-days.ts'

const ann = { org: '1', username: 'ann' }

/** Two nodes over one database; the second one hears the hints of the first. */
async function startNodes() {
  const db = await openNode(undefined)
  const listeners: ((org: string | undefined) => void)[] = []
  const start = (hints: Parameters<typeof createMarkedDays>[0]['hints']) =>
    createMarkedDays({
      ...{ store: createMarkedDayStore(db), configured: ['2026-12-25'], wall: () => 0, hints },
    })
  const first = start({
    on: () => () => {},
    announce: (_hint: CacheHint, org) => {
      for (const listener of listeners) listener(org)
    },
  })
  const second = start({
    announce: () => {},
    on(_hint, listener) {
      listeners.push(listener)
      return () => {}
    },
  })
  return {
    db,
    first,
    second,
    readAgain: () => {
      for (const listener of listeners) listener(undefined)
    },
  }
}

describe(createMarkedDays, () => {
  it('reads the marks of another node after its hint', async () => {
    const { first, second } = await startNodes()
    expect(await second.dates('1')).toEqual(['2026-12-25'])
    await first.mark(ann, '2026-11-26', 'a holiday')
    expect(await second.dates('1')).toEqual(['2026-11-26', '2026-12-25'])
    await first.unmark(ann, '2026-11-26')
    expect(await second.dates('1')).toEqual(['2026-12-25'])
  })

  it('reads again when a hint may have been lost', async () => {
    const { db, second, readAgain } = await startNodes()
    expect(await second.dates('1')).toEqual(['2026-12-25'])
    const mark = { date: '2026-11-27', note: '', markedBy: 'ann', markedAt: 0 }
    await createMarkedDayStore(db).put('1', mark)
    expect(await second.dates('1')).toEqual(['2026-12-25'])
    readAgain()
    expect(await second.dates('1')).toEqual(['2026-11-27', '2026-12-25'])
  })
})
