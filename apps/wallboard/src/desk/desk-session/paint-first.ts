import type { LiveSocket, LiveSocketDeps } from '../../live/connection/live-socket.ts'

/** Makes calls when no result of an input waits for its paint. */
export interface PaintFirst {
  /** Makes the call now, or when the result of an input is on the screen. Calls keep their order. */
  readonly run: (call: () => void) => void
  /** Makes the calls that wait. */
  readonly flush: () => void
  /** Forgets the calls that wait. */
  readonly forget: () => void
  /** Forgets the calls that wait, and listens no longer. */
  readonly stop: () => void
}

/** A click is two of them: its result is painted after the paint that shows the pressed button. */
const inputs = ['keydown', 'pointerdown', 'click', 'scroll'] as const
/** The browser brings a painted frame to the screen meanwhile, in milliseconds. */
const shownAfterMs = 16
/** A page that paints nothing waits no longer, in milliseconds. */
const longestMs = 100

/**
 * A message of the feed, or a tick of the clocks, takes as long as the result of an input: one between an input and its
 * paint would double what the person waits for. The page sees each input before its result is drawn.
 */
export function createPaintFirst(deps: {
  readonly page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  /** Calls back after the next paint, and this many milliseconds later; the result cancels that. */
  readonly afterPaint: (call: () => void, laterMs: number) => () => void
}): PaintFirst {
  const calls: (() => void)[] = []
  let waiting: { readonly cancel: () => void; readonly longest: ReturnType<typeof setTimeout> } | undefined

  function stopWaiting(): void {
    waiting?.cancel()
    clearTimeout(waiting?.longest)
    waiting = undefined
  }

  function flush(): void {
    stopWaiting()
    try {
      for (let call = calls.shift(); call !== undefined; call = calls.shift()) call()
    } finally {
      // One of them failed: the others are made all the same.
      if (calls.length > 0) setTimeout(flush)
    }
  }

  /** Each input has a paint of its own; all of them together delay a call no longer than one. */
  function inputSeen(): void {
    waiting?.cancel()
    waiting = {
      cancel: deps.afterPaint(flush, shownAfterMs),
      longest: waiting?.longest ?? setTimeout(flush, longestMs),
    }
  }

  for (const type of inputs) deps.page.addEventListener(type, inputSeen, { capture: true })
  const forget = () => {
    calls.length = 0
  }
  return {
    run(call) {
      if (waiting === undefined && calls.length === 0) call()
      else calls.push(call)
    },
    flush,
    forget,
    stop() {
      forget()
      stopWaiting()
      for (const type of inputs) deps.page.removeEventListener(type, inputSeen, { capture: true })
    },
  }
}

/** Creates connections whose messages wait while the result of an input does. What happens to one keeps its order. */
export const createPatientSocket =
  (createSocket: (deps: LiveSocketDeps) => LiveSocket, paintFirst: PaintFirst) =>
  (deps: LiveSocketDeps): LiveSocket => {
    const socket = createSocket({
      ...deps,
      onOpened() {
        paintFirst.flush()
        deps.onOpened()
      },
      onMessage(message) {
        paintFirst.run(() => {
          deps.onMessage(message)
        })
      },
      onUnreadable() {
        paintFirst.flush()
        deps.onUnreadable()
      },
      onDown(code, failures) {
        paintFirst.flush()
        deps.onDown(code, failures)
      },
    })
    return {
      ...socket,
      // The next connection continues after the last message that was applied.
      restart() {
        paintFirst.forget()
        socket.restart()
      },
      stop() {
        paintFirst.forget()
        socket.stop()
      },
    }
  }
