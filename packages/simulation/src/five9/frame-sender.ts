import type { Connection } from '../runtime/connection.ts'
import type { Random } from '../runtime/random.ts'
import type { Domain } from './domain.ts'
import type { Increment } from './reported-rows.ts'
import { canary, type Source } from './rows.ts'
import type { UpstreamFaults } from './upstream-faults.ts'

const full = '5000'
const increment = '5012'
/** Nested so deeply that `JSON.stringify` would throw. */
const poisonDepth = 6_000

/** Builds Five9's frames, and applies the current faults to those with statistics. */
export function createFrameSender(deps: {
  readonly now: () => number
  readonly domain: Domain
  readonly faults: UpstreamFaults
  readonly random: Random
  readonly sockets: () => Iterable<Connection>
}) {
  const { now, domain, faults, random } = deps
  /** A frame that waits to be overtaken by the next one. */
  let overtaken: string | undefined

  /** Uses up one occurrence of a fault; false when there is none. */
  function take(
    fault: 'malformed' | 'duplicated' | 'swapped' | 'poisoned' | 'strange' | 'unstamped',
  ): boolean {
    if (faults[fault] <= 0) return false
    faults[fault] -= 1
    return true
  }

  function stamp(): number | undefined {
    // Without its own time stamp a frame could not be recognized as out of order.
    if (faults.swapped > 0 || overtaken !== undefined) return now() + domain.clockOffsetMs
    const foolish = faults.foolishStamp
    faults.foolishStamp = undefined
    if (take('unstamped')) return undefined
    return foolish ?? now() + domain.clockOffsetMs
  }

  function frame(eventId: string, payLoad: unknown): string {
    const isStatistics = eventId === full || eventId === increment
    const timeStamp = isStatistics ? stamp() : now() + domain.clockOffsetMs
    return JSON.stringify({ context: { eventId, timeStamp }, payLoad })
  }

  function poisoned(text: string): string {
    const deep = `${'['.repeat(poisonDepth)}${']'.repeat(poisonDepth)}`
    return text
      .replace('"callsInQueue"', `"pad":"${canary} pad","deep":${deep},"callsInQueue"`)
      .replace('"state":', `"callType":${deep},"state":`)
  }

  function strange(): string {
    return random.pick([
      '[]',
      'null',
      '{"context":{"eventId":"9999"},"payLoad":{"a":1}}',
      '{"context":{"eventId":"5012","timeStamp":-5},"payLoad":[{"dataSource":"NEW_SOURCE","updated":[{"id":"1","x":2}]}]}',
      '{"context":{"eventId":5012},"payLoad":[{"dataSource":"ACD_STATUS","updated":[{"noId":1},7,null],"removed":[null,{}]}]}',
      '{"context":{"eventId":"5000"},"payLoad":[{"dataSource":"ACD_STATUS"}]}',
    ])
  }

  function sendStatistics(text: string): void {
    if (faults.silentUntil > now()) return
    let frameText = take('poisoned') ? poisoned(text) : text
    if (take('malformed')) frameText = frameText.slice(0, frameText.length >> 1)
    if (overtaken === undefined && take('swapped')) {
      overtaken = frameText
      return
    }
    const sent = [
      frameText,
      ...(take('duplicated') ? [frameText] : []),
      ...(take('strange') ? [strange()] : []),
    ]
    if (overtaken !== undefined) sent.push(overtaken)
    overtaken = undefined
    for (const { server } of deps.sockets()) for (const each of sent) server.send(each)
  }

  return {
    frame,
    /** Sends the frame that waits to be overtaken. */
    sendOvertaken: (): void => {
      if (overtaken === undefined) return
      for (const { server } of deps.sockets()) server.send(overtaken)
      overtaken = undefined
    },
    /** Sends event 5012 when something has changed. */
    increment: (): void => {
      const payLoad: readonly Increment[] | undefined = domain.increment(faults.isPartial)
      if (payLoad !== undefined) sendStatistics(frame(increment, payLoad))
    },
    /** Sends event 5000 with all rows of the sources. */
    full: (sources: readonly Source[]): void => {
      // Changes since the last increment are part of it, so that removed rows are not reported twice.
      sendStatistics(
        frame(
          full,
          sources.map((dataSource) => ({ dataSource, data: domain.full(dataSource) })),
        ),
      )
    },
  }
}
