import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { noTrends } from '@wallboard/relay/rest/history-trends'
import { describe, expect, it } from 'vitest'
import type { TrendsRequest } from './reading/history-reader.ts'
import { createTrendReplies } from './trend-replies.ts'

const request = {
  name: { org: '1', username: 'wall@example.test' },
  isPersonal: false,
  dayRule: { timeZone: 'UTC', startMinute: 0 },
  holidays: [],
  usual: [],
  trends: [],
  sparkLines: ['1', '2'],
}

function setUp(read: () => Promise<HistoryTrends> = () => Promise.resolve(noTrends)) {
  const clock = { now: 0 }
  const reads: TrendsRequest[] = []
  const replies = createTrendReplies({
    read(one) {
      reads.push(one)
      return read()
    },
    monotonic: () => clock.now,
    wall: () => Date.UTC(2026, 10, 26, 10, 31, 27) + clock.now,
  })
  return { clock, reads, replies }
}

describe(createTrendReplies, () => {
  it('reads once for a thousand screens of a board, and again five seconds later', async () => {
    const { clock, reads, replies } = setUp()
    const texts = await Promise.all(Array.from({ length: 1_000 }, () => replies.textFor({ ...request })))
    expect(new Set(texts)).toEqual(new Set([JSON.stringify(noTrends)]))
    expect(reads).toHaveLength(1)
    clock.now = 5_000
    await replies.textFor(request)
    expect(reads).toHaveLength(2)
  })

  it('reads up to now', async () => {
    const { reads, replies } = setUp()
    await replies.textFor(request)
    expect(reads[0]).toMatchObject({ now: Date.UTC(2026, 10, 26, 10, 31, 27) })
  })

  it('shares no reply between people who may see other queues', async () => {
    const { reads, replies } = setUp()
    await replies.textFor(request)
    await replies.textFor({ ...request, sparkLines: ['1'] })
    await replies.textFor({ ...request, isPersonal: true })
    await replies.textFor({ ...request, name: { ...request.name, org: '2' } })
    expect(reads).toHaveLength(4)
  })

  it('reads again after a failure', async () => {
    let fails = true
    const { reads, replies } = setUp(() =>
      fails ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(noTrends),
    )
    await expect(replies.textFor(request)).rejects.toThrow('the disk is gone')
    fails = false
    expect(await replies.textFor(request)).toBe(JSON.stringify(noTrends))
    expect(reads).toHaveLength(2)
  })
})
