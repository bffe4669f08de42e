import {
  DataSource,
  EventId,
  parseFullStatistics,
  parseIncrementalStatistics,
  type RecordedFrame,
  type RecordingHeader,
  type StatRow,
} from '@wallboard/five9/events'
import type { Floor } from './floor.ts'

/** A recording: its header and all frames in order. */
export interface Recording {
  readonly header: RecordingHeader
  readonly frames: readonly RecordedFrame[]
}

/** A floor that follows a recording up to the instant of `advanceTo`. */
export interface RecordedFloor extends Floor {
  /** The start of the recording and the instant of its last frame, epoch milliseconds. */
  readonly startAt: number
  readonly endAt: number
  /** Restarts the recording with empty statistics. */
  readonly rewind: () => void
}

const statisticsIds: ReadonlySet<string> = new Set([
  EventId.EVENT_STATS,
  EventId.EVENT_INCREMENTAL_STATS_UPDATE,
])
/** Events about the recorded connection, not about the domain. */
const connectionIds: ReadonlySet<string> = new Set([
  EventId.SERVER_CONNECTED,
  EventId.PONG,
  EventId.DUPLICATE_CONNECTION,
])

/** Applies the frames of a recording. It refuses what a recording cannot do, such as adding a queue. */
export function createRecordedFloor({ header, frames }: Recording): RecordedFloor {
  const startAt = header.recordedAt
  let sources = new Map<string, Map<string, StatRow>>()
  let events: RecordedFrame[] = []
  let next = 0
  let now = startAt

  function fold({ event }: RecordedFrame): void {
    if (event.context.eventId === EventId.EVENT_STATS) {
      for (const { dataSource, data } of parseFullStatistics(event.payLoad).sources)
        sources.set(dataSource, new Map(data.map((row) => [row.id, row])))
      return
    }
    for (const { dataSource, added, updated, removed } of parseIncrementalStatistics(event.payLoad).sources) {
      const rows = sources.get(dataSource) ?? new Map<string, StatRow>()
      sources.set(dataSource, rows)
      for (const id of removed) rows.delete(id)
      for (const row of [...added, ...updated]) rows.set(row.id, { ...rows.get(row.id), ...row })
    }
  }

  return {
    startAt,
    endAt: startAt + (frames.at(-1)?.t ?? 0),
    now: () => now,
    advanceTo(at) {
      for (let frame = frames[next]; frame !== undefined && startAt + frame.t <= at; frame = frames[next]) {
        const { eventId } = frame.event.context
        if (statisticsIds.has(eventId)) fold(frame)
        else if (!connectionIds.has(eventId)) events.push(frame)
        next += 1
      }
      now = Math.max(now, at)
    },
    takeEvents() {
      const due = events
      events = []
      return due.map(({ event: { context, payLoad } }) => ({
        eventId: context.eventId,
        eventReason: context.eventReason,
        payLoad,
      }))
    },
    rewind() {
      sources = new Map()
      events = []
      next = 0
      now = startAt
    },
    rows: () => new Map([...sources].map(([source, rows]) => [source, [...rows.values()]])),
    queues: () => header.queues.map(({ id, name }) => ({ id, name })),
    calls: () => new Map(),
    takeEndedWaits: () => [],
    users: () =>
      [...(sources.get(DataSource.AgentState)?.keys() ?? [])].map((id) => ({
        id,
        userName: `agent${id}@recording`,
        fullName: `Agent ${id}`,
        extension: '',
        skillIds: [],
        activeSkillIds: [],
        roles: ['Agent'],
      })),
    campaigns: () => [],
    startCampaign: () => false,
    stopCampaign: () => false,
    resetCampaign: () => false,
    reasonCodes: () => [],
    skillsOf: () => [],
    addQueue: () => '',
    renameQueue: () => false,
    removeQueue: () => false,
    addAgent: () => '',
    renameAgent: () => false,
    removeAgent: () => false,
    logOutAgent: () => false,
    setAgentReady: () => 'no-such-agent',
    setAgentNotReady: () => 'no-such-agent',
    setActiveSkills: () => 'no-such-agent',
  }
}
