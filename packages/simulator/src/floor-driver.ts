import type { FaultSwitches } from './faults/fault-switches.ts'
import { withRowFaults, type Rows } from './faults/row-faults.ts'
import { createFloorClock } from './floor-clock.ts'
import { createFloor, createRecordedFloor, timeSincePeak, type Floor } from './floor/index.ts'
import type { SimulatorOptions } from './options.ts'
import type { EventSource } from './server/event-source.ts'
import type { Truth } from './simulated-domain.ts'
import { truthOf } from './truth.ts'

/** The floor and its clock: a simulated contact centre or a recorded day. */
export interface FloorDriver {
  readonly floor: Floor
  /** The rows as the domain sends them at this instant, with the row faults that are on. */
  readonly rows: () => Rows
  readonly truth: () => Truth
  readonly onTruth: (listener: (truth: Truth) => void) => () => void
  /** Moves the floor to the present instant, sends the events of a recording and reports the truth to listeners. */
  readonly advance: () => void
  readonly setClock: (isRunning: boolean) => void
}

export function createFloorDriver(deps: {
  readonly options: SimulatorOptions
  readonly faults: FaultSwitches
  readonly events: () => Pick<EventSource, 'plain'>
  readonly sendToAll: (frame: string) => void
}): FloorDriver {
  const { options, faults } = deps
  const startAt = Date.now()
  const recorded = options.recording === undefined ? undefined : createRecordedFloor(options.recording)
  const floor =
    recorded ??
    createFloor({
      ...options,
      startAt,
      scheduleShiftMs: options.startsAtPeak ? timeSincePeak(startAt) : 0,
    })
  const clock = createFloorClock({
    floorStart: recorded?.startAt ?? startAt,
    speed: options.speed,
    now: Date.now,
  })
  const listeners = new Set<(truth: Truth) => void>()

  function rows(): Rows {
    const isSummed = options.summedTotals || faults.current().summedTotals
    return withRowFaults(clock.inDomainTime(floor.rows(isSummed ? 'sums' : 'agents')), faults.current())
  }

  const truth = () => truthOf(floor, rows())

  function advance(): void {
    if (recorded !== undefined && options.loop && clock.floorNow() > recorded.endAt) {
      clock.jumpTo(recorded.startAt)
      recorded.rewind()
    }
    floor.advanceTo(clock.floorNow())
    for (const { eventId, eventReason, payLoad } of floor.takeEvents())
      if (!faults.current().silent) deps.sendToAll(deps.events().plain(eventId, eventReason, payLoad))
    if (listeners.size === 0) return
    const current = truth()
    for (const listener of listeners) listener(current)
  }

  return {
    floor,
    rows,
    truth() {
      advance()
      return truth()
    },
    onTruth(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    advance,
    setClock(isRunning) {
      advance()
      clock.setRunning(isRunning)
    },
  }
}
