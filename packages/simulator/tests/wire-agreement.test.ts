import {
  EventId,
  parseFrame,
  parseFullStatistics,
  parseIncrementalStatistics,
  type StatRow,
} from '@wallboard/five9/events'
import { expect, it } from 'vitest'
import { createFaultSwitches } from '../src/faults/fault-switches.ts'
import type { FaultChanges } from '../src/faults/fault-record.ts'
import type { Frame } from '../src/faults/frame-order.ts'
import { withRowFaults } from '../src/faults/row-faults.ts'
import { createFloor } from '../src/floor/index.ts'
import { createDomainFeed } from '../src/server/domain-feed.ts'
import { createEventSource } from '../src/server/event-source.ts'
import { readWireFrame, type WireEvent, type WireRow } from './wire-reader.ts'

const hour = 3_600_000
const stepMs = 20_000
const startAt = Date.UTC(2026, 5, 1, 6)

/** What goes wrong in each hour of the day; the list starts again when it ends. */
const faultsByHour: readonly FaultChanges[] = [
  {},
  { partialUpdates: true, removedAsObjects: true },
  { numericStrings: true },
  { unknownFields: true, unknownSources: true, unknownStates: true },
  { nonsenseEvery: 1 },
  { malformedEvery: 2, unknownEventsEvery: 3 },
  { duplicatedEvery: 2, reorderedEvery: 3, truncatedFrameEvery: 5 },
  { splitFull: true, numericStrings: true, partialUpdates: true },
]

/** Every text frame that the simulator sends in a day, from a floor on which queues and agents come and go. */
function* framesOfDay(): Generator<string> {
  const floor = createFloor({ seed: 11, queues: 7, agents: 30, load: 1.3, startAt })
  const faults = createFaultSwitches(() => undefined)
  let sent: Frame[] = []
  let passing = { queue: '', agent: '' }
  const events = createEventSource({
    sessions: { userId: '3000001', orgId: '123456' },
    userName: 'demo@wallboard.test',
    activeHost: () => ({ farmId: '149' }),
    faults: faults.current,
  })
  const feed = createDomainFeed({
    rows: () => withRowFaults(floor.rows(), faults.current()),
    faults,
    events,
    sockets: () => ({ broadcast: (frame) => sent.push(frame) }),
  })
  for (let step = 0; step * stepMs < 24 * hour; step += 1) {
    const at = step * stepMs
    floor.advanceTo(startAt + at)
    if (at % hour === 0) {
      faults.clear()
      faults.set(faultsByHour[(at / hour) % faultsByHour.length] ?? {})
      floor.removeQueue(passing.queue)
      floor.removeAgent(passing.agent)
      passing = { queue: floor.addQueue('Harbour'), agent: floor.addAgent('Ada Lovelace') }
      const campaign = floor.campaigns().at(-1)?.id ?? ''
      if (at % (3 * hour) === 0) floor.stopCampaign(campaign)
      else floor.startCampaign(campaign)
    }
    for (const { eventId, eventReason, payLoad } of floor.takeEvents())
      sent.push(events.plain(eventId, eventReason, payLoad))
    if (at % (hour / 4) === 0) feed.sendFull((frame) => sent.push(frame))
    feed.sendHeld(false)
    feed.sendChanges(step % 15 === 0)
    for (const frame of sent) if (typeof frame === 'string') yield frame
    sent = []
  }
}

const wireRow = ({ id, ...fields }: StatRow): WireRow => ({ id, fields: new Map(Object.entries(fields)) })

/** What our parsers read, in the form of the second reader. */
function readByLibrary(text: string): WireEvent | undefined {
  const parsed = parseFrame(text)
  if (!parsed.ok) return undefined
  const { context, payLoad } = parsed.event
  const { eventId: id } = context
  const full = id === EventId.EVENT_STATS ? parseFullStatistics(payLoad).sources : undefined
  const increment =
    id === EventId.EVENT_INCREMENTAL_STATS_UPDATE ? parseIncrementalStatistics(payLoad).sources : undefined
  return {
    id,
    reason: context.eventReason,
    at: context.timeStamp,
    user: context.userId,
    domain: context.tenantId,
    isBroadcast: context.broadCast,
    sources:
      full?.map(({ dataSource, data }) => ({
        name: dataSource,
        rows: data.map(wireRow),
        updated: [],
        removed: [],
      })) ??
      increment?.map(({ dataSource, added, updated, removed }) => ({
        name: dataSource,
        rows: added.map(wireRow),
        updated: updated.map(wireRow),
        removed,
      })),
  }
}

/** Everything that one reader saw, to prove that the day was worth comparing. */
function tally(event: WireEvent | undefined, seen: Set<string>): void {
  seen.add(event === undefined ? 'no event' : `event ${event.id}`)
  for (const { name, rows, updated, removed } of event?.sources ?? []) {
    if (rows.length > 0) seen.add(`rows of ${name}`)
    if (updated.length > 0) seen.add(`updates of ${name}`)
    if (removed.length > 0) seen.add(`removals of ${name}`)
    if (updated.some(({ fields }) => [...fields.values()].includes(null))) seen.add('an unknown value')
  }
}

it(
  'reads every frame of a simulated day as a second reader does, written from the notes alone',
  { timeout: 60_000 },
  () => {
    const seen = new Set<string>()
    let frames = 0
    for (const text of framesOfDay()) {
      const event = readWireFrame(text)
      expect(readByLibrary(text)).toEqual(event)
      tally(event, seen)
      frames += 1
    }
    expect(frames).toBeGreaterThan(3_000)
    const sources = [
      'ACD_STATUS',
      'AGENT_STATE',
      'AGENT_STATISTIC',
      'CAMPAIGN_STATE',
      'INBOUND_CAMPAIGN_STATISTICS',
      'OUTBOUND_CAMPAIGN_STATISTICS',
      'OUTBOUND_CAMPAIGN_MANAGER',
      'STATIONS',
      'USER_SESSION',
    ]
    expect([...seen]).toEqual(
      expect.arrayContaining([
        ...sources.map((name) => `rows of ${name}`),
        ...['ACD_STATUS', 'AGENT_STATE', 'STATIONS', 'OUTBOUND_CAMPAIGN_MANAGER'].map(
          (name) => `removals of ${name}`,
        ),
        'updates of OUTBOUND_CAMPAIGN_MANAGER',
        'rows of PIGEON_POST',
        'an unknown value',
        'no event',
        'event 98765',
      ]),
    )
  },
)
