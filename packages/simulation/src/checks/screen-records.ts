import type { Source } from '../five9/rows.ts'
import type { Connection } from '../runtime/connection.ts'
import type { Process } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'

/** What the honesty checks remember of one screen. */
export interface ScreenRecord {
  /** The server process of its connection. */
  server: Process | undefined
  connection: Connection | undefined
  /** When its connection last delivered something. */
  heardAt: number
  /** Until then its rows are not compared: a message was changed or lost on the way, which no real connection does. */
  exemptUntil: number
  position: object | undefined
  /** Its rows in canonical form, as of `position`. */
  readonly canonical: Map<Source, string>
  /** The highest `seq` of each epoch since the page was loaded. */
  readonly reached: Map<string, number>
  /** Since when it has shown something false as confirmed. */
  falseSince: number | undefined
  loads: number
}

export interface ScreenRecords {
  readonly of: (screen: Screen) => ScreenRecord
  readonly all: () => Iterable<ScreenRecord>
}

export function createScreenRecords(): ScreenRecords {
  const records = new Map<Screen, ScreenRecord>()
  return {
    of(screen) {
      const known = records.get(screen)
      if (known !== undefined) return known
      const created: ScreenRecord = {
        server: undefined,
        connection: undefined,
        heardAt: 0,
        exemptUntil: 0,
        position: undefined,
        canonical: new Map(),
        reached: new Map(),
        falseSince: undefined,
        loads: 0,
      }
      records.set(screen, created)
      return created
    },
    all: () => records.values(),
  }
}
