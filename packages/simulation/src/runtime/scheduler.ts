import type { Process } from './process.ts'

/** A task at an instant of simulated time, of a process or of the world around them. */
export interface Task {
  at: number
  readonly order: number
  readonly owner: Process | undefined
  readonly run: () => void
  isCancelled: boolean
}

export interface Scheduler {
  /** The simulated true time in milliseconds, which no process can read. */
  readonly now: () => number
  /** Plans a task. Tasks of one instant run in the order in which they were planned. */
  readonly at: (at: number, owner: Process | undefined, run: () => void) => Task
  /** Removes and returns the next task up to `until`, and advances the time to it. */
  readonly next: (until: number) => Task | undefined
  readonly advanceTo: (at: number) => void
}

const isBefore = (a: Task, b: Task): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap of tasks, earliest first. */
export function createScheduler(startAt: number): Scheduler {
  const heap: Task[] = []
  let now = startAt
  let orders = 0

  function rise(task: Task): void {
    let at = heap.push(task) - 1
    while (at > 0) {
      const parentAt = (at - 1) >> 1
      const parent = heap[parentAt]
      if (parent === undefined || !isBefore(task, parent)) break
      heap[at] = parent
      at = parentAt
    }
    heap[at] = task
  }

  function sink(task: Task): void {
    let at = 0
    for (;;) {
      const left = heap[2 * at + 1]
      const right = heap[2 * at + 2]
      if (left === undefined) break
      const isRight = right !== undefined && isBefore(right, left)
      const child = isRight ? right : left
      if (!isBefore(child, task)) break
      heap[at] = child
      at = 2 * at + (isRight ? 2 : 1)
    }
    heap[at] = task
  }

  function pop(): void {
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) sink(last)
  }

  return {
    now: () => now,
    at(at, owner, run) {
      orders += 1
      const task: Task = { at: Math.max(at, now), order: orders, owner, run, isCancelled: false }
      rise(task)
      return task
    },
    next(until) {
      for (let first = heap[0]; first !== undefined && first.at <= until; first = heap[0]) {
        pop()
        if (first.isCancelled || first.owner?.isAlive === false) continue
        const wakesAt = first.owner?.stalledUntil ?? 0
        if (wakesAt > first.at) {
          first.at = wakesAt // keeps its order, so that a stalled process catches up in order
          rise(first)
          continue
        }
        now = first.at
        return first
      }
      return undefined
    },
    advanceTo(at) {
      now = Math.max(now, at)
    },
  }
}
