import type { Process } from './process.ts'
import { runtime } from './runtime.ts'
import type { Task } from './scheduler.ts'

/** A pending timer with Node's methods; browser code only passes it back. */
class Timer {
  task: Task | undefined
  isOver = false

  unref(): this {
    return this
  }
  ref(): this {
    return this
  }
  hasRef(): boolean {
    return true
  }
  cancel(): void {
    this.isOver = true
    if (this.task !== undefined) this.task.isCancelled = true
  }
}

type Callback = (...args: unknown[]) => void

function plan(process: Process, delayMs: number, run: () => void): Task {
  const { at, now } = runtime()
  return at(now() + delayMs, process, run)
}

/** Maximum delay; a timer with a longer one fires at once, in Node and in browsers. */
const maxDelayMs = 2 ** 31 - 1
const delayOf = (ms: unknown): number => {
  const delayMs = Math.floor(Number(ms))
  return delayMs >= 1 && delayMs <= maxDelayMs ? delayMs : 1
}

/** Node's and the browser's timers, on the simulated time of the process that sets them. */
export const timers = {
  setTimeout: (callback: Callback, ms?: number, ...args: unknown[]): Timer => {
    const timer = new Timer()
    timer.task = plan(runtime().current(), delayOf(ms), () => {
      if (!timer.isOver) callback(...args)
    })
    return timer
  },
  setInterval: (callback: Callback, ms?: number, ...args: unknown[]): Timer => {
    const timer = new Timer()
    const process = runtime().current()
    const everyMs = delayOf(ms)
    const fire = () => {
      if (timer.isOver) return
      timer.task = plan(process, everyMs, fire)
      callback(...args)
    }
    timer.task = plan(process, everyMs, fire)
    return timer
  },
  setImmediate: (callback: Callback, ...args: unknown[]): Timer => {
    const timer = new Timer()
    timer.task = plan(runtime().current(), 0, () => {
      if (!timer.isOver) callback(...args)
    })
    return timer
  },
  clear: (timer: unknown): void => {
    if (timer instanceof Timer) timer.cancel()
  },
}
