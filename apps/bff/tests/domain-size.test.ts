import type { HeapProfiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import { createFloor } from '@wallboard/simulator'
import type { Change, Row } from '@wallboard/statistics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from '../src/live/hub/hub.ts'
import { unmetered } from '../src/live/hub/meter.ts'
import { createQuietStream, rethrow } from '../src/live/hub/stream-fixture.ts'
import { createFeedStatistics } from '../src/upstream/feed-statistics.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

const sources = ['ACD_STATUS', 'AGENT_STATE', 'AGENT_STATISTIC'] as const
const startAt = Date.parse('2026-11-26T14:00:00Z')
/** The first queues and agents change, as many in every domain. */
const changing = { ACD_STATUS: 50, AGENT_STATE: 200, AGENT_STATISTIC: 200 } as const
const changedPerFrame = { ACD_STATUS: 10, AGENT_STATE: 5, AGENT_STATISTIC: 5 } as const

/**
 * A feed of a domain of this size with one wall: each frame is parsed, checked and folded, and flushes are encoded.
 * @param onChanges a cost on purpose, for each frame
 */
function startWall(times: number, onChanges: (rows: () => readonly Row[]) => unknown = () => undefined) {
  const statistics = createFeedStatistics(() => undefined)
  const receive = (isFull: boolean, payLoad: unknown): readonly Change[] =>
    statistics.received({ isFull, payLoad, receivedAt: Date.now(), timeStamp: startAt + Date.now() }).changes
  const rows = createFloor({ seed: 1, queues: 50 * times, agents: 200 * times, load: 1, startAt }).rows()
  const full = [...rows].map(([dataSource, data]) => ({ dataSource, data }))
  receive(true, JSON.parse(JSON.stringify(full)))
  let seq = 1
  let sent = 0
  let position: { readonly epoch: string; readonly seq: number } | undefined
  const { stream, tell } = createQuietStream({
    seq: () => seq,
    asOf: Date.now,
    full: (names) => statistics.full([...names]),
  })
  const hub = createHub({
    ...{ stream, build: 'b', meter: unmetered, log: rethrow },
    clocks: { monotonic: () => Date.now(), wall: () => Date.now() },
  })
  const client = hub.join(
    {
      bufferedBytes: () => 0,
      close: () => undefined,
      send(frame) {
        const decoded = decodeServerMessage(frame.payload.toString())
        if (!decoded.ok || (decoded.message.type !== 'changes' && decoded.message.type !== 'snapshot')) return
        sent += 1
        position = decoded.message
      },
    },
    {
      viewer: { kind: 'desk', username: 'u' },
      subscription: { version: relayVersion, view: wholeView('wall', [...sources]) },
    },
  )
  function frame(number: number): string {
    const payLoad = sources.map((dataSource) => {
      const first = (number * 7) % (changing[dataSource] - changedPerFrame[dataSource])
      const changed = (rows.get(dataSource) ?? [])
        .filter(({ id }) => id !== '0')
        .slice(first, first + changedPerFrame[dataSource])
      const updated = changed.map((row) => ({ ...row, callsInQueue: number, stateSince: number }))
      return { dataSource, added: [], updated, removed: [] }
    })
    return JSON.stringify(payLoad)
  }
  let number = 0
  return {
    /** A feed of 40 frames a second; the screen acknowledges twice a second. */
    run(frames: readonly string[]): void {
      for (const [index, text] of frames.entries()) {
        if (index % 20 === 0 && position !== undefined)
          client.received({ type: 'ack', epoch: position.epoch, seq: position.seq })
        seq += 1
        const changes = receive(false, JSON.parse(text))
        tell({ type: 'changes', seq, asOf: Date.now(), changes })
        onChanges(() => statistics.full(['ACD_STATUS']).flatMap(({ data }) => data))
        vi.advanceTimersByTime(25)
      }
    },
    frames: (count: number) => Array.from({ length: count }, () => frame((number += 1))),
    sent: () => sent,
    close: () => {
      hub.close('over')
    },
  }
}

const isOfProduct = (url: string) => /\/(apps\/bff|packages\/\w+)\/(src|tests)\//.test(url)

/** Bytes allocated by functions of the product, and by what they call. */
function allocatedBytes(node: HeapProfiler.SamplingHeapProfileNode, isWithin = false): number {
  const counts = isWithin || isOfProduct(node.callFrame.url)
  const own = counts ? node.selfSize : 0
  return node.children.reduce((sum, child) => sum + allocatedBytes(child, counts), own)
}

/** What 40 frames cost: calls of functions of the product, and bytes that they allocate. */
async function costOf(wall: ReturnType<typeof startWall>) {
  wall.run(wall.frames(30)) // fills caches
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const frames = wall.frames(40)
  const sentBefore = wall.sent()
  await session.post('Profiler.takePreciseCoverage')
  // While calls are counted the engine inlines nothing: so the same calls allocate the same bytes.
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: 512,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  })
  wall.run(frames)
  const { profile } = await session.post('HeapProfiler.stopSampling')
  const { result } = await session.post('Profiler.takePreciseCoverage')
  await session.post('Profiler.stopPreciseCoverage')
  session.disconnect()
  wall.close()
  const calls = result
    .filter(({ url }) => isOfProduct(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0)
  return { calls, bytes: allocatedBytes(profile.head), flushes: wall.sent() - sentBefore }
}

describe('the cost of a frame', () => {
  it('is the same in a domain of four times the size: calls of functions and allocated bytes within 2 %', async () => {
    const ofSmall = await costOf(startWall(1))
    const ofLarge = await costOf(startWall(4))
    expect([ofSmall.flushes, ofLarge.flushes]).toEqual([4, 4])
    expect(ofSmall.calls).toBeGreaterThan(40 * 20)
    expect(ofLarge.calls / ofSmall.calls).toBeLessThanOrEqual(1.02)
    expect(ofLarge.bytes / ofSmall.bytes).toBeLessThanOrEqual(1.02)
  })

  it('is counted so that a look through all queues with each frame is detected', async () => {
    const look = (rows: () => readonly Row[]) => rows().some(({ id }) => id === '')
    const ofSmall = await costOf(startWall(1, look))
    const ofLarge = await costOf(startWall(4, look))
    expect(ofLarge.calls / ofSmall.calls).toBeGreaterThan(1.02)
    expect(ofLarge.bytes / ofSmall.bytes).toBeGreaterThan(1.02)
  })
})
