import type { Connection } from '../runtime/connection.ts'
import type { Random } from '../runtime/random.ts'
import type { Domain, Increment } from './domain.ts'
import { canary, type Source } from './rows.ts'
import type { UpstreamFaults } from './upstream-faults.ts'

const full = '5000'
const increment = '5012'
/** Deep enough to end a process that writes it again with `JSON.stringify`. */
const poisonDepth = 6_000

/** Builds Five9's frames, and sends those with statistics as the faults of the moment have it. */
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

  /** Counts one off: true as often as the fault was asked for. */
  function takes(
    fault: 'malformed' | 'duplicated' | 'swapped' | 'poisoned' | 'strange' | 'unstamped',
  ): boolean {
    if (faults[fault] <= 0) return false
    faults[fault] -= 1
    return true
  }

  function stamp(): number | undefined {
    // Nobody could tell that a frame without its own stamp came out of order.
    if (faults.swapped > 0 || overtaken !== undefined) return now() + domain.clockOffsetMs
    const foolish = faults.foolishStamp
    faults.foolishStamp = undefined
    if (takes('unstamped')) return undefined
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
    let own = takes('poisoned') ? poisoned(text) : text
    if (takes('malformed')) own = own.slice(0, own.length >> 1)
    if (overtaken === undefined && takes('swapped')) {
      overtaken = own
      return
    }
    const sent = [own, ...(takes('duplicated') ? [own] : []), ...(takes('strange') ? [strange()] : [])]
    if (overtaken !== undefined) sent.push(overtaken)
    overtaken = undefined
    for (const { server } of deps.sockets()) for (const each of sent) server.send(each)
  }

  return {
    frame,
    /** The frame that waits to be overtaken is sent after all. */
    sendOvertaken: (): void => {
      if (overtaken === undefined) return
      for (const { server } of deps.sockets()) server.send(overtaken)
      overtaken = undefined
    },
    /** Says what has changed, if anything has. */
    increment: (): void => {
      const payLoad: readonly Increment[] | undefined = domain.increment(faults.isPartial)
      if (payLoad !== undefined) sendStatistics(frame(increment, payLoad))
    },
    /** Says all rows of the sources. */
    full: (sources: readonly Source[]): void => {
      // What has changed meanwhile is said with it, so that rows which went are not said twice.
      sendStatistics(
        frame(
          full,
          sources.map((dataSource) => ({ dataSource, data: domain.full(dataSource) })),
        ),
      )
    },
  }
}
