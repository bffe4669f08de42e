import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { createSimulator, type Simulator, type SimulatorOptions } from '@wallboard/simulator'
import { createStatistics, withTimestamp } from '@wallboard/statistics'
import { expect } from 'vitest'
import { closing } from '../../../.config/closing.ts'
import { parseFullStatistics, parseIncrementalStatistics, type Five9Event } from '../src/events/index.ts'
import {
  createFive9Client,
  createSupervisorSession,
  type SessionStatus,
  type SessionNotice,
} from '../src/index.ts'

type Closers = (() => unknown)[]

export const demo = { username: 'demo@wallboard.test', password: 'demo' }

interface Limits {
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
}

/** Finds silence out fast, and with it whatever was lost before. */
const impatient: Limits = { probeAfterMs: 700, probeTimeoutMs: 700 }
/** Does not probe after silence: lost frames must be detected by other means. */
export const untroubled: Limits = { probeAfterMs: 600_000, probeTimeoutMs: 300 }

/**
 * A live session on a simulated domain, with its events applied as a wallboard applies them. Both end with the test;
 * tests that run concurrently pass their own `closers`.
 */
export async function liveDomain(
  options: Partial<SimulatorOptions> = {},
  closers: Closers = closing,
  limits: Limits = impatient,
) {
  const simulator = await createSimulator({
    ...{ queues: 4, agents: 15, speed: 30, cadenceMs: 50, startsAtPeak: true },
    ...options,
  })
  closers.push(() => simulator.close())
  return { simulator, ...followed(simulator, closers, limits) }
}

/** A live session that finds faults out fast. */
function followed(simulator: Simulator, closers: Closers, limits: Limits) {
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: demo,
    acceptNotices: true,
    timeoutMs: 1_500,
  })
  const session = createSupervisorSession({
    client,
    socketKey: 'matrix',
    ...limits,
    random: () => 0,
  })
  const notices: SessionNotice[] = []
  const statistics = createStatistics()

  function fold({ context, payLoad }: Five9Event): void {
    if (context.eventId === '5000')
      statistics.applyFull(withTimestamp(parseFullStatistics(payLoad).sources, Date.now()))
    if (context.eventId === '5012')
      statistics.applyIncrement(parseIncrementalStatistics(payLoad).sources, Date.now())
  }

  let state: SessionStatus['state'] = 'connecting'
  session.on((notice) => {
    notices.push(notice)
    if (notice.type === 'status') state = notice.status.state
    if (notice.type === 'event') fold(notice.event)
  })
  session.start()
  closers.push(() => session.stop())

  const conditions = () => notices.flatMap((notice) => (notice.type === 'status' ? [notice.status] : []))
  return {
    client,
    session,
    notices,
    /** Forgets the notices so far. */
    forget: () => {
      notices.length = 0
    },
    /** How the session stands now. */
    state: () => state,
    states: () => conditions().map(({ state }) => state),
    reasons: () => conditions().flatMap(({ reason }) => (reason === null ? [] : [reason.code])),
    events: () =>
      notices.flatMap((notice) => (notice.type === 'event' ? [notice.event.context.eventId] : [])),
    refused: () => notices.filter(({ type }) => type === 'frame-refused').length,
    /** Every row of a source, its totals row too. */
    rows: (source: string) => new Map(statistics.full([source])[0]?.data.map((row) => [row.id, row])),
  }
}

export type Followed = ReturnType<typeof followed>

const sources = ['ACD_STATUS', 'AGENT_STATE', 'AGENT_STATISTIC', 'CAMPAIGN_STATE']

/** What the fold holds of the fields of the truth, source by source, row by row. */
function heldOf(domain: Followed, simulator: Simulator): Record<string, Record<string, unknown>> {
  const truth = simulator.truth().sources
  return Object.fromEntries(
    sources.map((source) => {
      const fields = new Map((truth[source] ?? []).map((row) => [row.id, Object.keys(row)]))
      const rows = [...domain.rows(source).values()].map((row): [string, unknown] => [
        row.id,
        Object.fromEntries((fields.get(row.id) ?? ['id']).map((field) => [field, row[field]])),
      ])
      return [source, Object.fromEntries(rows)]
    }),
  )
}

const truthOf = (simulator: Simulator) =>
  Object.fromEntries(
    sources.map((source) => [
      source,
      Object.fromEntries((simulator.truth().sources[source] ?? []).map((row) => [row.id, row])),
    ]),
  )

/**
 * Waits until a value is as expected; then, or when the time is over, the assertion speaks. Unlike `expect.poll` it
 * may be used by tests that run side by side.
 */
async function eventually(value: () => unknown, expected: () => unknown, timeoutMs: number): Promise<void> {
  const endsAt = Date.now() + timeoutMs
  while (!isDeepStrictEqual(value(), expected()) && Date.now() < endsAt) await delay(50)
  expect(value()).toEqual(expected())
}

/**
 * Stops the floor, ends all faults and waits until the client holds the truth without help: a running floor would not
 * repeat the frames that the faults dropped.
 */
export async function expectTruth(domain: Followed, simulator: Simulator, timeoutMs = 20_000): Promise<void> {
  simulator.pause()
  simulator.faults.clear()
  await eventually(
    () => heldOf(domain, simulator),
    () => truthOf(simulator),
    timeoutMs,
  )
  expect(Object.keys(truthOf(simulator).ACD_STATUS ?? {}).length).toBeGreaterThan(0)
}

/** Waits until the session is up and holds rows. */
export async function expectUp(domain: Followed): Promise<void> {
  const stands = () => ({ state: domain.state(), hasRows: domain.rows('ACD_STATUS').size > 0 })
  await eventually(stands, () => ({ state: 'up', hasRows: true }), 15_000)
}
