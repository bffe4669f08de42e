import type { FilledDay, HistoryBatch, HistoryStore, StoredNames } from '@wallboard/bff/history-store'
import { createFeedStatistics } from '@wallboard/bff/feed-statistics'
import { DataSource } from '@wallboard/five9/identifiers'
import {
  addFlows,
  createFeedRecorder,
  keyframeEveryMs,
  noCampaignFlow,
  noQueueFlow,
  type FlowsByQuarter,
  type RecordedBatch,
  type SkillMap,
  type DayRule,
} from '@wallboard/history'
import type { Row } from '@wallboard/statistics'
import { floorDay, type DemoFloor } from './floor-day.ts'

/**
 * How much of a day is filled in. `full`: every data source every two seconds. `reduced`: queues, states of agents and
 * campaigns every thirty seconds. `averages`: the same every minute, without anything to replay.
 */
export type Detail = 'full' | 'reduced' | 'averages'

const reducedSources = new Set<string>([
  DataSource.AcdStatus,
  DataSource.AgentState,
  DataSource.CampaignState,
  DataSource.InboundCampaignStatistics,
])
const details = {
  full: { stepMs: 2_000, sources: undefined },
  reduced: { stepMs: 30_000, sources: reducedSources },
  averages: { stepMs: 60_000, sources: reducedSources },
} as const satisfies Record<Detail, unknown>

/** Figures are confirmed as often as a recorder needs it: they did not change between two frames. */
const confirmEveryMs = 15_000
/** The parts in which a day is written. */
const partMs = 3_600_000

/** The flows of several batches, added. */
function joinedFlows<Field extends string>(
  parts: readonly FlowsByQuarter<Readonly<Record<Field, number>>>[],
  none: Readonly<Record<Field, number>>,
): FlowsByQuarter<Readonly<Record<Field, number>>> {
  type Flow = Readonly<Record<Field, number>>
  const joined = new Map<number, Map<string, Flow>>()
  for (const part of parts)
    for (const [quarter, flows] of part) {
      const known = joined.get(quarter) ?? new Map<string, Flow>()
      joined.set(quarter, known)
      for (const [id, flow] of flows) known.set(id, addFlows(known.get(id) ?? none, flow))
    }
  return joined
}

/** Several batches of one recorder as one. */
function joined(batches: readonly RecordedBatch[]): RecordedBatch {
  const minutes = new Map<string, HistoryBatch['minutes'] extends ReadonlyMap<string, infer M> ? M : never>()
  const calls = new Map<number, number>()
  for (const batch of batches) {
    for (const [queue, ofQueue] of batch.minutes)
      minutes.set(queue, [...(minutes.get(queue) ?? []), ...ofQueue])
    for (const [startsAt, count] of batch.calls) calls.set(startsAt, (calls.get(startsAt) ?? 0) + count)
  }
  return {
    segments: batches.flatMap(({ segments }) => segments),
    coverage: batches.flatMap(({ coverage }) => coverage),
    ...{ minutes, calls },
    lengths: batches.flatMap(({ lengths = [] }) => lengths),
    flows: {
      queues: joinedFlows(
        batches.flatMap(({ flows }) => (flows === undefined ? [] : [flows.queues])),
        noQueueFlow,
      ),
      campaigns: joinedFlows(
        batches.flatMap(({ flows }) => (flows === undefined ? [] : [flows.campaigns])),
        noCampaignFlow,
      ),
    },
  }
}

/** No row is newer than the frame that holds it. */
const dated = (rows: readonly Row[], at: number): readonly Row[] =>
  rows.map((row) => (row.asOf > at ? { ...row, asOf: at } : row))

/**
 * Fills one day of the demo's past, from where it stopped. It calls `pause` between two parts, so that others can write.
 *
 * @param names the names at the start of the day
 * @param skills which queues agents and campaigns have: the answered calls of a queue are found by them
 */
export async function fillDay(deps: {
  readonly store: Pick<HistoryStore, 'writeFilling'>
  readonly feed: number
  readonly day: FilledDay
  readonly detail: Detail
  readonly floor: DemoFloor
  readonly names: StoredNames | undefined
  readonly skills: SkillMap
  readonly dayRule: DayRule
  readonly now: () => number
}): Promise<void> {
  const { store, feed, day, detail, names, dayRule } = deps
  const { stepMs, sources } = details[detail]
  const isRecorded = detail !== 'averages'
  const statistics = createFeedStatistics(() => undefined)
  const recorder = createFeedRecorder({ startedAt: day.startsAt, queueSource: DataSource.AcdStatus })
  recorder.setSkills(deps.skills)
  const known = new Set<string>()
  let batches: RecordedBatch[] = []
  let seq = 0

  function confirm(at: number): void {
    recorder.confirmed(at, new Map([...known].map((dataSource) => [dataSource, { confirmedAt: at }])))
  }

  /** What was filled before is computed again, and not written again. */
  async function writePart(until: number): Promise<void> {
    const batch = joined(batches)
    batches = []
    if (until <= day.until) return
    const isFirst = until <= day.startsAt + partMs
    const written: HistoryBatch = {
      ...batch,
      segments: isRecorded ? batch.segments : [],
      names: isRecorded && isFirst && names !== undefined ? [{ ...names, at: day.startsAt }] : [],
    }
    await store.writeFilling(feed, written, { day: { ...day, until, updatedAt: deps.now() }, dayRule })
  }

  let takeAt = day.startsAt + keyframeEveryMs
  let partAt = Math.min(day.startsAt + partMs, day.endsAt)
  for (const { at, isFull, payLoad } of floorDay(deps.floor, day, { stepMs, sources })) {
    if (at >= takeAt) {
      confirm(takeAt)
      batches.push(recorder.take(takeAt))
      takeAt += keyframeEveryMs
    }
    if (at >= partAt && partAt < day.endsAt) {
      await writePart(partAt)
      partAt += partMs
    }
    const read = statistics.received({ isFull, payLoad, receivedAt: at, timeStamp: at })
    for (const dataSource of read.sources) known.add(dataSource)
    seq += 1
    recorder.changed(
      seq,
      at,
      read.changes.map((change) => ({
        ...change,
        added: dated(change.added, at),
        updated: dated(change.updated, at),
      })),
    )
    for (let confirmed = at; confirmed < at + stepMs; confirmed += confirmEveryMs)
      confirm(Math.min(confirmed, day.endsAt))
  }
  confirm(day.endsAt)
  // A keyframe at midnight belongs to the next day.
  batches.push(recorder.take(day.endsAt - 1))
  await writePart(day.endsAt)
}
