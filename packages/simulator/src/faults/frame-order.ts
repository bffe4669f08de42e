import type { FaultSwitches } from './fault-switches.ts'

export type Frame = string | Uint8Array

/** Turns each statistics frame into what goes over the wire for it, in that order. */
export interface FrameOrder {
  readonly incremental: (frame: string) => readonly Frame[]
  readonly full: (frame: string) => readonly Frame[]
  /** A frame that was held back to come after the next, where no next one has come for a while, or `atOnce`. */
  readonly held: (atOnce: boolean) => readonly Frame[]
}

const half = (frame: string): string => frame.slice(0, Math.floor(frame.length / 2))

function rubbish(turn: number, frame: string): Frame {
  const kinds: readonly Frame[] = [
    half(frame),
    Uint8Array.of(0x00, 0xff, 0xfe, 0x80, 0x7b),
    'null',
    '[]',
    '{}',
    'Bad Gateway',
    '{"context":null,"payLoad":[]}',
    '{"context":{"eventId":"5012"},"payLoad":{"dataSource":7}}',
    '{"context":{"eventId":{}},"payLoad":null}',
    '',
  ]
  return kinds[turn % kinds.length] ?? ''
}

/** Events with ids that nobody documents, as text and as a number, and one of no kind at all. */
function unknownEvent(turn: number): string {
  const events = [
    { context: { eventId: '98765', eventReason: 'SURPRISE' }, payLoad: { any: [1, 'two', null] } },
    { context: { eventId: 4_321 }, payLoad: 'text' },
    { context: { eventId: '5001', eventReason: 'UPDATED' }, payLoad: null }, // no known event
  ]
  return JSON.stringify(events[turn % events.length])
}

/** Twenty rounds: on a floor where little happens, another frame may take seconds. */
const mostPatience = 20

export function createFrameOrder(faults: FaultSwitches): FrameOrder {
  let waiting: string | undefined
  /** How often it was asked for meanwhile. */
  let patience = 0
  let turn = 0

  function before(frame: string): Frame[] {
    const extras: Frame[] = []
    if (faults.isTurn('malformedEvery')) extras.push(rubbish(turn++, frame))
    if (faults.isTurn('unknownEventsEvery')) extras.push(unknownEvent(turn++))
    return extras
  }

  const itself = (frame: string): Frame[] => (faults.isTurn('duplicatedEvery') ? [frame, frame] : [frame])

  function resumeReading(): string[] {
    const frames = waiting === undefined ? [] : [waiting]
    waiting = undefined
    return frames
  }

  return {
    incremental(frame) {
      const extras = before(frame)
      if (faults.isTurn('truncatedFrameEvery')) return [...extras, half(frame), ...resumeReading()]
      if (faults.isTurn('reorderedEvery') && waiting === undefined) {
        waiting = frame
        patience = mostPatience
        return extras
      }
      return [...extras, ...itself(frame), ...resumeReading()]
    },
    full: (frame) => [...before(frame), ...itself(frame)],
    held(atOnce) {
      patience -= 1
      return atOnce || patience <= 0 ? resumeReading() : []
    },
  }
}
