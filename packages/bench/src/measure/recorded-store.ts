import { createFeedStatistics } from '@wallboard/bff/feed-statistics'
import type { HistoryStore } from '@wallboard/bff/history-store'
import { createFeedRecorder } from '@wallboard/history'
import type { Domain } from '../domains.ts'
import { floorFrames, startAt } from './floor-frames.ts'

export const feedName = { org: '1', username: 'bench' }
const queues = 'ACD_STATUS'
const flushMs = 10_000

/** Records the frames of a floor as the product does. Returns the data sources. */
export async function recordFloor(
  store: HistoryStore,
  domain: Domain,
  seconds: number,
): Promise<readonly string[]> {
  const feed = await store.feedId(feedName)
  const statistics = createFeedStatistics(() => undefined)
  const recorder = createFeedRecorder({ startedAt: startAt, queueSource: queues })
  const sources = new Set<string>()
  for (const [index, { at, text }] of floorFrames(domain, seconds).entries()) {
    const payLoad: unknown = JSON.parse(text)
    const read = statistics.received({ isFull: index === 0, payLoad, receivedAt: at, timeStamp: at })
    for (const source of read.sources) sources.add(source)
    recorder.changed(index + 1, at, read.changes)
    recorder.confirmed(at, new Map([...sources].map((source) => [source, { confirmedAt: at }])))
    if (index > 0 && (at - startAt) % flushMs === 0)
      await store.write(feed, { ...recorder.take(at), names: [] })
  }
  return [...sources]
}
