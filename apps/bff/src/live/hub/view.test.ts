import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { unmetered } from './meter.ts'
import { createTestClocks, createTestStream, rethrow } from './stream-fixture.ts'
import type { Flush } from './backlog.ts'
import { createPaceGroup } from './pace-group.ts'
import { createView, type View } from './view.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const spec = {
  pace: 'wall',
  sources: ['ACD_STATUS'],
  queueIds: 'all',
  agents: { queueIds: 'all', fields: 'all', areNamed: true },
} as const

function setUp() {
  const { clocks, pass, stepWall } = createTestClocks()
  const { stream, tell, change, rename } = createTestStream(clocks.monotonic)
  const flushes: Flush[] = []
  const view = createView({
    stream,
    spec,
    clocks,
    instants: clocks,
    meter: unmetered,
    onFlush: (flush) => flushes.push(flush),
  })
  const group = createPaceGroup<View>({
    paceMs: 250,
    sliceMs: Infinity,
    clocks,
    onDue: () => undefined,
    onFlushed: () => undefined,
    onFailed: (_view, error) => rethrow(error),
  })
  group.add(view)
  group.watched()
  stream.on((notice) => {
    if (notice.type === 'changes') group.changed(notice)
    if (notice.type === 'directory' && view.directoryChanged()) group.selectionChanged(view)
  })
  const advance = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      pass(50)
      vi.advanceTimersByTime(50)
    }
  }
  /** One change, and the flush that carries it. */
  const changeAndFlush = (callsInQueue: number) => {
    change({ id: '1', callsInQueue })
    advance(400)
  }
  return { view, flushes, stream, tell, change, rename, advance, stepWall, changeAndFlush }
}

describe(createView, () => {
  it.each([-25, -1, 1, 25])(
    '[row 23] continues to flush at its pace when the wall clock is set by %d h',
    (hours) => {
      const { flushes, change, advance, stepWall } = setUp()
      const changeFor = (seconds: number) => {
        const before = flushes.length
        for (let callsInQueue = 0; callsInQueue < seconds * 10; callsInQueue += 1) {
          change({ id: '1', callsInQueue })
          advance(100)
        }
        return flushes.length - before
      }
      const perFiveSeconds = changeFor(5)
      expect(perFiveSeconds).toBeGreaterThan(10)
      advance(400) // nothing waits for its flush when the clock steps
      stepWall(hours * 3_600_000)
      expect(Math.abs(changeFor(5) - perFiveSeconds)).toBeLessThanOrEqual(1)
      advance(400)
      expect(flushes.at(-1)?.frame.payload.toString()).toContain('"callsInQueue":49')
    },
  )

  it.each([-1, 1])('has the new wall offset in a snapshot after a step of %d h', (hours) => {
    const { view, stepWall, changeAndFlush } = setUp()
    stepWall(hours * 3_600_000)
    changeAndFlush(1)
    expect(view.snapshot().frame.payload.toString()).toContain(`"wallOffsetMs":${hours * 3_600_000}`)
  })

  it('[R5] returns the flushes after a position within the backlog', () => {
    const { view, flushes, changeAndFlush, stream } = setUp()
    for (let flush = 0; flush < 10; flush += 1) changeAndFlush(flush)
    const seqs = flushes.map(({ seq }) => seq)
    expect(view.since(seqs[6] ?? 0)?.map(({ seq }) => seq)).toEqual(seqs.slice(7))
    expect(view.since(stream.seq())).toEqual([])
  })

  it('[R5] [row 29] returns nothing for a position before the oldest flush of the backlog', () => {
    const { view, flushes, changeAndFlush } = setUp()
    const first = view.snapshot().seq
    for (let flush = 0; flush < 70; flush += 1) changeAndFlush(flush)
    const seqs = flushes.map(({ seq }) => seq)
    const held = (seq: number | undefined) => view.since(seq ?? -1)?.length
    expect(held(first)).toBeUndefined()
    // It holds 64 flushes: the position at which the oldest of them starts is the last one that can resume.
    expect(held(seqs[4])).toBeUndefined()
    expect(held(seqs[5])).toBe(64)
  })

  it('[R5] returns nothing for a position ahead of the stream, or from before a change of names', () => {
    const { view, rename, changeAndFlush, stream } = setUp()
    changeAndFlush(1)
    expect(view.since(stream.seq() + 1)).toBeUndefined()
    const before = stream.seq()
    rename('1', 'Ada')
    changeAndFlush(2)
    expect(view.since(before)?.[0]?.prev).not.toBeGreaterThan(before)
  })
})
