import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createNodeRecords } from './node-records.ts'
import type { Redis } from './redis.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A node whose Redis keeps nothing but the announcements. */
function startNode() {
  const announcements: string[] = []
  const redis: Redis = {
    isUp: () => true,
    on: () => () => undefined,
    run: () => Promise.resolve([]),
    runBinary: () => Promise.resolve([]),
    script(_lua, _keys, words) {
      announcements.push(String(words[1]))
      return Promise.resolve(1)
    },
    readStreams: () => Promise.resolve(new Map()),
    interruptRead: () => Promise.resolve(),
    subscribe: () => () => undefined,
    close: () => Promise.resolve(),
  }
  const records = createNodeRecords({
    ...{ redis, name: 'storm', node: 'a', schema: z.unknown(), now: Date.now },
    logError(error) {
      throw error
    },
  })
  return { records, announcements }
}

const Changes = z.object({ changes: z.array(z.tuple([z.string(), z.unknown()])) })
const changesIn = (text: string) => Changes.parse(JSON.parse(text)).changes

describe('the announcements of a storm', () => {
  it('are few, and encode each record once however often it has changed in between', async () => {
    const { records, announcements } = startNode()
    await vi.advanceTimersByTimeAsync(900) // the beat that follows is one of them
    let encodings = 0
    const record = (step: string) => ({
      toJSON() {
        encodings += 1
        return step
      },
    })
    const before = announcements.length
    for (let display = 0; display < 500; display += 1) {
      for (const step of ['connected', 'numbered', 'reported']) records.set(`d${display}`, record(step))
      await vi.advanceTimersByTimeAsync(2)
    }
    await vi.advanceTimersByTimeAsync(250)
    const changes = announcements.slice(before).flatMap(changesIn)
    expect(new Map(changes)).toEqual(
      new Map(Array.from({ length: 500 }, (_, display) => [`d${display}`, 'reported'])),
    )
    expect([changes.length, encodings]).toEqual([500, 500])
    expect(announcements.length - before).toBeLessThanOrEqual(7)
    await records.close()
  })

  it('hold no record that was set again as it was, and none that was removed', async () => {
    const { records, announcements } = startNode()
    records.set('d1', 1)
    records.set('d2', 2)
    records.remove('d2')
    await vi.advanceTimersByTimeAsync(1_000)
    records.set('d1', 1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(announcements.flatMap(changesIn)).toEqual([['d1', 1]])
    await records.close()
  })
})
