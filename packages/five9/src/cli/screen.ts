import type { QueueTable } from './queue-table.ts'

/** Shows a table: redrawn in place on a terminal, otherwise one line per change. */
export interface Screen {
  /** `touched`: queues that changed since the last call. `clock`: the instant for waits, `now` while live. */
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
      // Print the status only when its state changes, not its age.
      const [state = ''] = status.split(' · ')
      if (state !== last) output.write(`${time(now)} ${status}\n`)
      last = state
      for (const id of new Set(touched)) output.write(`${time(now)} ${table.lineOf(id, clock)}\n`)
    },
    end: () => undefined,
  }
}
