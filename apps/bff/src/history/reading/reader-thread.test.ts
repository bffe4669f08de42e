import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { noon, queues, recordMinutes, serviceFeed } from '../store/history-store-fixture.ts'
import { openStores } from '../store/open-history.ts'
import { createHistoryReader } from './reader-thread.ts'

const requests = 60

async function recordedDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-reader-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const { house, personal } = openStores({ historyDirectory: directory })
  await recordMinutes(house, noon, 900)
  await house.close()
  await personal.close()
  return directory
}

describe(createHistoryReader, () => {
  // A thread that is terminated within a statement of libsql ends the whole process: the test would not end.
  it('ends its thread between two statements, while requests wait', { timeout: 120_000 }, async () => {
    const historyDirectory = await recordedDirectory()
    for (let start = 0; start < 8; start += 1) {
      const reader = createHistoryReader(
        { historyDirectory, dayRule: { timeZone: 'UTC', startMinute: 0 } },
        Promise.resolve(undefined),
        () => undefined,
      )
      const replies = Array.from({ length: requests }, (_, index) =>
        reader.moment({
          ...{ name: serviceFeed, isPersonal: false, dataSources: [queues] },
          at: noon + 1_000 * index,
        }),
      )
      const settled = Promise.allSettled(replies)
      await replies[0]
      await reader.close()
      const outcomes = await settled
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true)
      expect(outcomes[0]?.status).toBe('fulfilled')
    }
  })
})
