import { DataSource } from '@wallboard/five9/identifiers'
import {
  addFlows,
  answersOf,
  createFlowCounter,
  noCampaignFlow,
  noQueueFlow,
  type CampaignFlow,
  type QueueFlow,
} from '@wallboard/history'
import { createFloor, type EndedWait, type QueueCalls } from '@wallboard/simulator/floor'
import { activityOf, type Row } from '@wallboard/statistics'
import { effectiveAgents, expectedWait, hangUpRate } from '@wallboard/statistics/estimates'
import { beforeAll, describe, expect, it } from 'vitest'

/*
 * A working day of the simulated contact centre, whose true numbers are known. The estimators read rows alone, every two
 * seconds, as from Five9. Each test prints the errors that it bounds.
 */

const second = 1_000
const startAt = Date.UTC(2026, 10, 26, 8)
const endAt = startAt + 6 * 3_600 * second
const frameMs = 2 * second
const sampleMs = 16 * second

const sources = [DataSource.AcdStatus, DataSource.AgentState, DataSource.InboundCampaignStatistics]

interface QueueDay {
  readonly id: string
  readonly isOnlyQueue: boolean
  readonly flow: QueueFlow
  readonly campaign: CampaignFlow
  readonly truth: QueueCalls
  readonly waitingSeconds: number
  /** Expected wait in seconds and the calls that joined within a few seconds of it. */
  readonly expected: readonly { readonly seconds: number; readonly joined: readonly EndedWait[] }[]
}

/** The mean wait of patient callers in seconds: who gave up would have waited longer (Kaplan and Meier). */
function patientWait(waits: readonly EndedWait[]): number {
  const ordered = waits
    .map(({ joinedAt, endedAt, outcome }) => ({ seconds: (endedAt - joinedAt) / second, outcome }))
    .sort((one, other) => one.seconds - other.seconds)
  let [stillWaiting, mean, before] = [1, 0, 0]
  for (const [index, { seconds, outcome }] of ordered.entries()) {
    mean += stillWaiting * (seconds - before)
    before = seconds
    if (outcome === 'answered') stillWaiting *= 1 - 1 / (ordered.length - index)
  }
  return mean
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
const difference = (after: QueueCalls, before: QueueCalls | undefined): QueueCalls => ({
  arrivals: after.arrivals - (before?.arrivals ?? 0),
  answers: after.answers - (before?.answers ?? 0),
  abandons: after.abandons - (before?.abandons ?? 0),
  callbacks: after.callbacks - (before?.callbacks ?? 0),
  handled: after.handled - (before?.handled ?? 0),
  handleMs: after.handleMs - (before?.handleMs ?? 0),
})

function simulateDay(): readonly QueueDay[] {
  const floor = createFloor({ seed: 5, queues: 7, agents: 45, load: 1.15, startAt })
  const skills = new Map(floor.users().map(({ id, skillIds }) => [id, skillIds]))
  const counter = createFlowCounter()
  const campaigns = floor.campaigns()
  counter.setSkills({
    agentQueues: skills,
    campaignQueues: new Map(campaigns.map(({ id, skillIds }) => [id, skillIds])),
  })
  const sent = new Map<string, unknown>()
  let rows = floor.rows()
  const rowsOf = (dataSource: string): readonly Row[] =>
    (rows.get(dataSource) ?? []).map((row) => ({ ...row, asOf: floor.now() }))

  function sendFrame(): void {
    rows = floor.rows()
    const changes = sources.map((dataSource) => {
      const changed = (rows.get(dataSource) ?? []).filter((row) => {
        const key = `${dataSource} ${row.id}`
        const isChanged = sent.get(key) !== row
        sent.set(key, row)
        return isChanged
      })
      return {
        dataSource,
        added: [],
        updated: changed.map((row) => ({ ...row, asOf: floor.now() })),
        removed: [],
      }
    })
    counter.changed(floor.now(), changes)
  }

  sendFrame()
  for (const source of sources) counter.setLive(source, true)
  const atStart = floor.calls()
  floor.takeEndedWaits()
  const waitingSeconds = new Map<string, number>()
  const samples: { readonly queueId: string; readonly at: number; readonly seconds: number }[] = []

  function sample(): void {
    const queues = rowsOf(DataSource.AcdStatus).filter(({ id }) => id !== '0')
    const calls = new Map(queues.map(({ id, callsInQueue }) => [id, Number(callsInQueue)]))
    const agents = rowsOf(DataSource.AgentState).map((row) => ({
      activity: activityOf(row),
      callType: typeof row.callType === 'string' ? row.callType : undefined,
      queueIds: skills.get(row.id) ?? [],
    }))
    for (const row of queues) {
      const truth = floor.calls().get(row.id)
      const estimate = expectedWait({
        waiting: calls.get(row.id) ?? 0,
        ready: Number(row.agentsInQueue),
        agents: effectiveAgents(row.id, agents, (id) => (calls.get(id) ?? 0) > 0),
        handleTime: truth && truth.handleMs / truth.handled / second,
        hangUpRate: 1 / 400,
        longestWait: Number(row.currentLongestQueueTime) / second,
        recentAnswers: 10,
        isLive: true,
      })
      if (estimate.type === 'known' && estimate.value.method === 'model')
        samples.push({ queueId: row.id, at: floor.now(), seconds: estimate.value.seconds })
    }
  }

  for (let at = startAt + frameMs; at <= endAt; at += frameMs) {
    floor.advanceTo(at)
    sendFrame()
    for (const { id, callsInQueue } of rows.get(DataSource.AcdStatus) ?? [])
      waitingSeconds.set(id, (waitingSeconds.get(id) ?? 0) + (Number(callsInQueue) * frameMs) / second)
    if (at % sampleMs === 0) sample()
  }

  const taken = counter.take(Infinity)
  const waits = floor.takeEndedWaits()
  return [...floor.calls()].map(([id, truth]) => {
    const campaign = campaigns.find(({ skillIds }) => skillIds.includes(id))
    const flows = [...taken.campaigns.values()].map((byId) => byId.get(campaign?.id ?? '') ?? {})
    return {
      id,
      isOnlyQueue: campaign?.skillIds.length === 1,
      flow: [...taken.queues.values()].reduce((sum, byId) => addFlows(sum, byId.get(id) ?? {}), noQueueFlow),
      campaign: flows.reduce<CampaignFlow>((sum, flow) => addFlows(sum, flow), noCampaignFlow),
      truth: difference(truth, atStart.get(id)),
      waitingSeconds: waitingSeconds.get(id) ?? 0,
      expected: samples
        .filter(({ queueId }) => queueId === id)
        .map(({ at, seconds }) => ({
          seconds,
          joined: waits.filter(
            ({ queueId, joinedAt }) => queueId === id && joinedAt > at && joinedAt <= at + sampleMs,
          ),
        })),
    }
  })
}

describe('estimators over a simulated day', () => {
  let day: readonly QueueDay[] = []
  beforeAll(() => {
    day = simulateDay()
  }, 120_000)

  const print = (what: string, of: (queue: QueueDay) => string) => {
    process.stdout.write(`${what}: ${day.map((queue) => `${queue.id} ${of(queue)}`).join(' · ')}\n`)
  }

  it('see at least some arrivals, never more than came, and all of a campaign with one queue', () => {
    print('arrivals seen of true', ({ flow, truth }) => `${flow.arrivals}/${truth.arrivals}`)
    for (const { isOnlyQueue, flow, campaign, truth } of day) {
      expect(flow.arrivals).toBeLessThanOrEqual(truth.arrivals)
      expect(flow.arrivals).toBeGreaterThan(0.3 * truth.arrivals)
      if (isOnlyQueue) expect(campaign.arrivals - campaign.ended).toBe(truth.arrivals)
    }
  })

  it('attribute answers to the right queue, or to none', () => {
    print('answers certain (possible) of true', ({ flow, truth }) => {
      return `${flow.answers} (${flow.possibleAnswers})/${truth.answers}`
    })
    for (const { isOnlyQueue, flow, truth } of day) {
      expect(flow.answers).toBeLessThanOrEqual(1.02 * truth.answers)
      expect(flow.answers + flow.possibleAnswers).toBeGreaterThanOrEqual(truth.answers)
      expect(flow.answers + flow.sharedAnswers).toBeGreaterThan(0.7 * truth.answers)
      expect(flow.answers + flow.sharedAnswers).toBeLessThan(1.5 * truth.answers)
      if (isOnlyQueue) expect(answersOf(flow)).toBe(truth.answers)
    }
    expect(sumOf(day.map(({ flow }) => flow.answers + flow.sharedAnswers))).toBeCloseTo(
      sumOf(day.map(({ truth }) => truth.answers)),
      6,
    )
  })

  it('find the handle time of a queue within 6 %', () => {
    const error = ({ flow, truth }: QueueDay) =>
      flow.handleMs / flow.handled / (truth.handleMs / truth.handled) - 1
    print('handle time', (queue) => `${(100 * error(queue)).toFixed(1)} %`)
    for (const queue of day) expect(Math.abs(error(queue))).toBeLessThan(0.06)
  })

  it('find the patience of callers within 40 %: a caller who asks for a callback is not seen to give up', () => {
    const error = ({ campaign, truth, waitingSeconds }: QueueDay) => {
      const estimated = 1 / (hangUpRate(campaign.abandons, waitingSeconds) ?? Number.NaN)
      return (estimated * (truth.abandons + truth.callbacks)) / waitingSeconds - 1
    }
    const single = day.filter(({ isOnlyQueue }) => isOnlyQueue)
    print('patience', (queue) => (queue.isOnlyQueue ? `${(100 * error(queue)).toFixed(1)} %` : '–'))
    expect(single.length).toBeGreaterThan(0)
    for (const queue of single) expect(Math.abs(error(queue))).toBeLessThan(0.4)
  })

  it('expect a wait that is right within a quarter for a queue of its own agents; shared agents look too few', () => {
    const results = day.map(({ id, expected }) => {
      const joined = expected.flatMap((each) => each.joined)
      const mean = sumOf(expected.map((each) => each.seconds * each.joined.length)) / joined.length
      return { id, calls: joined.length, ratio: mean / patientWait(joined), mean, truth: patientWait(joined) }
    })
    print('expected wait', ({ id }) => {
      const result = results.find((each) => each.id === id)
      return `${result?.mean.toFixed(0)} s against ${result?.truth.toFixed(0)} s (${result?.calls} calls)`
    })
    const enough = results.filter(({ calls }) => calls >= 100)
    expect(enough.length).toBeGreaterThan(2)
    for (const { id, ratio } of enough) {
      const isOnlyQueue = day.some((queue) => queue.id === id && queue.isOnlyQueue)
      expect(ratio).toBeGreaterThan(0.75)
      expect(ratio).toBeLessThan(isOnlyQueue ? 1.25 : 2.3)
    }
  })
})
