import type { FaultSwitches } from './fault-switches.ts'

export type Frame = string | Uint8Array

/** Turns each statistics frame into the frames to send for it, in order. */
export interface FrameOrder {
  readonly incremental: (frame: string) => readonly Frame[]
  readonly full: (frame: string) => readonly Frame[]
  /** The frame that was delayed to follow the next one: when no next frame is sent for a while, or `atOnce`. */
  readonly held: (atOnce: boolean) => readonly Frame[]
}

const half = (frame: string): string => frame.slice(0, Math.floor(frame.length / 2))

function invalidFrame(turn: number, frame: string): Frame {
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

/** Events with unknown ids, as text and as a number. */
function unknownEvent(turn: number): string {
  const events = [
    { context: { eventId: '98765', eventReason: 'SURPRISE' }, payLoad: { any: [1, 'two', null] } },
    { context: { eventId: 4_321 }, payLoad: 'text' },
    { context: { eventId: '5001', eventReason: 'UPDATED' }, payLoad: null }, // no known event
  ]
  return JSON.stringify(events[turn % events.length])
}

/** The number of checks before a delayed frame is sent alone: on a quiet floor the next frame may take seconds. */
const maxChecks = 20

export function createFrameOrder(faults: FaultSwitches): FrameOrder {
  let delayed: string | undefined
  /** Remaining checks. */
  let checksLeft = 0
  let turn = 0

  function before(frame: string): Frame[] {
    const extras: Frame[] = []
    if (faults.isTurn('malformedEvery')) extras.push(invalidFrame(turn++, frame))
    if (faults.isTurn('unknownEventsEvery')) extras.push(unknownEvent(turn++))
    return extras
  }

  const itself = (frame: string): Frame[] => (faults.isTurn('duplicatedEvery') ? [frame, frame] : [frame])

  function takeDelayed(): string[] {
    const frames = delayed === undefined ? [] : [delayed]
    delayed = undefined
    return frames
  }

  return {
    incremental(frame) {
      const extras = before(frame)
      if (faults.isTurn('truncatedFrameEvery')) return [...extras, half(frame), ...takeDelayed()]
      if (faults.isTurn('reorderedEvery') && delayed === undefined) {
        delayed = frame
        checksLeft = maxChecks
        return extras
      }
      return [...extras, ...itself(frame), ...takeDelayed()]
    },
    full: (frame) => [...before(frame), ...itself(frame)],
    held(atOnce) {
      checksLeft -= 1
      return atOnce || checksLeft <= 0 ? takeDelayed() : []
    },
  }
}
