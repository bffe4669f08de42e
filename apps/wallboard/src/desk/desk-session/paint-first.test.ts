import type { ServerMessage } from '@wallboard/relay'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { LiveSocketDeps } from '../../live/connection/live-socket.ts'
import { createPaintFirst, createPatientSocket } from './paint-first.ts'

const message = (serverTime: number): ServerMessage => ({
  ...{ type: 'hello', version: 1, build: 'b1', serverTime, wallOffsetMs: 0 },
})

/** A page that paints when the test says so. */
function openPage() {
  const page = new EventTarget()
  let painted: (() => void) | undefined
  const paintFirst = createPaintFirst({
    page,
    afterPaint(call, laterMs) {
      let shown: ReturnType<typeof setTimeout> | undefined
      painted = () => {
        shown = setTimeout(call, laterMs)
      }
      return () => {
        painted = undefined
        clearTimeout(shown)
      }
    },
  })
  onTestFinished(paintFirst.stop)
  return {
    paintFirst,
    input: (type: string) => page.dispatchEvent(new Event(type)),
    paint: (shownMs = 16) => {
      painted?.()
      vi.advanceTimersByTime(shownMs)
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
})

describe(createPaintFirst, () => {
  it.each(['keydown', 'pointerdown', 'click', 'scroll'])(
    'makes calls in their order, after the paint of a %s',
    (type) => {
      const { paintFirst, input, paint } = openPage()
      const made: number[] = []
      const run = (number: number) => {
        paintFirst.run(() => made.push(number))
      }
      run(1)
      expect(made).toEqual([1])
      input(type)
      run(2)
      input(type)
      run(3)
      expect(made).toEqual([1])
      paint()
      expect(made).toEqual([1, 2, 3])
      run(4)
      expect(made).toEqual([1, 2, 3, 4])
    },
  )

  it('waits for the paint of the last input: a button is released while the paint of its press reaches the screen', () => {
    const { paintFirst, input, paint } = openPage()
    const call = vi.fn<() => void>()
    input('pointerdown')
    paintFirst.run(call)
    paint(10)
    input('click')
    vi.advanceTimersByTime(20)
    expect(call).not.toHaveBeenCalled()
    paint()
    expect(call).toHaveBeenCalledOnce()
  })

  it('lets no call wait long: not for keys that never end, nor on a page that paints nothing', () => {
    const { paintFirst, input, paint } = openPage()
    const call = vi.fn<() => void>()
    input('keydown')
    paintFirst.run(call)
    input('keydown')
    paint()
    expect(call).toHaveBeenCalledTimes(1)
    input('keydown')
    paintFirst.run(call)
    vi.advanceTimersByTime(60)
    input('keydown')
    vi.advanceTimersByTime(40)
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('makes the other calls when one fails', () => {
    const { paintFirst, input, paint } = openPage()
    const call = vi.fn<() => void>()
    input('click')
    paintFirst.run(() => {
      throw new Error('cannot be drawn')
    })
    paintFirst.run(call)
    expect(paint).toThrow('cannot be drawn')
    vi.runAllTimers()
    expect(call).toHaveBeenCalledOnce()
  })
})

describe(createPatientSocket, () => {
  function openSocket() {
    const page = openPage()
    const seen: unknown[] = []
    let server: LiveSocketDeps | undefined
    const socket = createPatientSocket((deps) => {
      server = deps
      return {
        start: () => undefined,
        stop: () => seen.push('stopped'),
        restart: () => seen.push('restarted'),
        send: () => undefined,
      }
    }, page.paintFirst)({
      url: () => '',
      onOpened: () => seen.push('opened'),
      onMessage: (received) => seen.push('serverTime' in received ? received.serverTime : received.type),
      onUnreadable: () => seen.push('unreadable'),
      onDown: (code) => seen.push(code),
    })
    return { ...page, seen, socket, server: () => server }
  }

  it('applies the messages of a connection before it ends, also those that wait', () => {
    const { seen, server, input, paint } = openSocket()
    server()?.onOpened()
    input('keydown')
    server()?.onMessage(message(1))
    server()?.onUnreadable()
    input('keydown')
    server()?.onMessage(message(2))
    expect(seen).toEqual(['opened', 1, 'unreadable'])
    server()?.onDown(1006, 1)
    paint()
    expect(seen).toEqual(['opened', 1, 'unreadable', 2, 1006])
  })

  it('applies no message of a connection that the page has ended', () => {
    const { seen, server, socket, input, paint } = openSocket()
    for (const end of [socket.restart, socket.stop]) {
      input('click')
      server()?.onMessage(message(1))
      end()
      paint()
    }
    expect(seen).toEqual(['restarted', 'stopped'])
  })
})
