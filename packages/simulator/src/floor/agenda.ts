/** Planned actions in the order of time. Actions of the same instant run in the order of planning. */
export interface Agenda {
  readonly plan: (at: number, action: () => void) => void
  /** Runs all actions up to and including `until`, and reports the time before each one. */
  readonly runUntil: (until: number, setNow: (at: number) => void) => void
}

interface Entry {
  readonly at: number
  readonly order: number
  readonly action: () => void
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** A binary heap. */
export function createAgenda(): Agenda {
  const heap: Entry[] = []
  let planned = 0

  function swap(a: number, b: number): void {
    const [first, second] = [heap[a], heap[b]]
    if (first === undefined || second === undefined) return
    heap[a] = second
    heap[b] = first
  }

  function isLess(a: number, b: number): boolean {
    const [first, second] = [heap[a], heap[b]]
    return first !== undefined && second !== undefined && isBefore(first, second)
  }

  function rise(start: number): void {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1
      if (!isLess(index, parent)) return
      swap(index, parent)
      index = parent
    }
  }

  function sink(): void {
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      const smaller = isLess(right, left) ? right : left
      if (!isLess(smaller, index)) return
      swap(smaller, index)
      index = smaller
    }
  }

  function takeFirst(): void {
    swap(0, heap.length - 1)
    heap.pop()
    sink()
  }

  return {
    plan(at, action) {
      heap.push({ at, order: planned, action })
      planned += 1
      rise(heap.length - 1)
    },
    runUntil(until, setNow) {
      for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
        takeFirst()
        setNow(next.at)
        next.action()
      }
    },
  }
}
