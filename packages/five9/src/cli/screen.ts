import type { QueueTable } from './queue-table.ts'

/** Where a table is shown: redrawn in place on a terminal, told line by line anywhere else. */
export interface Screen {
  /** `touched`: the queues that changed since the last call; `clock`: where the waits stand, `now` while live. */
  readonly show: (touched: readonly string[], status: string, now: number, clock: number) => void
  readonly end: () => void
}

export interface Output {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const clear = '\u001B[2J\u001B[H'
const time = (now: number) => new Date(now).toISOString().slice(11, 19)

export function createScreen(table: QueueTable, output: Output): Screen {
  let last = ''
  if (output.isTTY === true)
    return {
      show(_touched, status, _now, clock) {
        output.write(`${clear}${[status, '', ...table.lines(clock)].join('\n')}\n`)
      },
      end: () => undefined,
    }
  return {
    show(touched, status, now, clock) {
      // The age moves on by itself: only another condition is news.
      const [condition = ''] = status.split(' · ')
      if (condition !== last) output.write(`${time(now)} ${status}\n`)
      last = condition
      for (const id of new Set(touched)) output.write(`${time(now)} ${table.lineOf(id, clock)}\n`)
    },
    end: () => undefined,
  }
}
