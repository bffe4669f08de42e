import { CloseCode, wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createQueueStatisticsStore } from '../stores/queue-statistics-store.ts'
import { createLive, type LiveOptions } from './live.ts'

/** Between two whole seconds. */
const startedAt = 1_796_000_000_123

beforeEach(() => {
  vi.useFakeTimers({ now: startedAt })
  const { setTimeout, setInterval } = globalThis
  vi.stubGlobal('window', { setTimeout, setInterval })
  vi.stubGlobal('document', new EventTarget())
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A page without a server: `receive` reads a message as if one had sent it. */
function setUp(options: Pick<LiveOptions, 'tickWhenFree'> = {}) {
  const ticks: number[] = []
  let receive: (message: ServerMessage) => void = () => undefined
  let down: (code: number, failures: number) => void = () => undefined
  const createSocket: LiveOptions['createSocket'] = ({ onMessage, onDown }) => {
    receive = onMessage
    down = onDown
    const nothing = () => undefined
    return { start: nothing, stop: nothing, restart: nothing, send: nothing }
  }
  const store = createQueueStatisticsStore({ monotonic: Date.now, wall: Date.now })
  const live = createLive({
    store,
    view: wholeView('wall', [queueSource]),
    onTick: () => ticks.push(Date.now()),
    onDown: () => undefined,
    createSocket,
    ...options,
  })
  live.start()
  return {
    ticks,
    receive: (message: ServerMessage) => {
      receive(message)
    },
    down: (code: number, failures: number) => {
      down(code, failures)
    },
    problem: () => {
      store.tick()
      return store.status.getState().problem
    },
    stop: live.stop,
  }
}

it('ticks twice a second, of which once with the whole second', () => {
  const { ticks, stop } = setUp()
  vi.advanceTimersByTime(3_000)
  stop()
  expect(ticks.map((at) => at % 1_000)).toEqual([500, 0, 500, 0, 500, 0])
})

it('advances its clocks when the page is free, and the next instant stays the same', () => {
  let free: (() => void) | undefined
  const { ticks, stop } = setUp({
    tickWhenFree: (tick) => {
      free = tick
    },
  })
  vi.advanceTimersByTime(400) // the first instant is 377 ms away
  expect(ticks).toEqual([])
  vi.advanceTimersByTime(50)
  free?.()
  expect(ticks).toEqual([startedAt + 450])
  vi.advanceTimersByTime(450)
  free?.()
  stop()
  expect(ticks[1]).toBe(startedAt + 900)
})

it('evaluates alerts when they come, not at the next tick', () => {
  const { ticks, receive, stop } = setUp()
  receive({ type: 'alerts', alerts: [] })
  stop()
  expect(ticks).toEqual([startedAt])
})

it.each([
  ['a network cut', 1_006, 'socket-blocked'],
  ['another tab with this pairing replaced', CloseCode.Replaced, 'connecting'],
] as const)(
  'takes a proxy for the cause only where the server itself did not end the connections: %s them',
  async (_who, code, problem) => {
    vi.useRealTimers()
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}')))
    vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI: 'https://wallboard.example/' }))
    const page = setUp()
    for (const failures of [3, 4, 5, 6]) {
      page.down(code, failures)
      await new Promise((resolve) => setTimeout(resolve, 50)) // the check is loaded, and asks the server
    }
    expect(page.problem()).toBe(problem)
    page.stop()
  },
)
