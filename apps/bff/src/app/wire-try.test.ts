import { RuleDocument } from '@wallboard/alerts'
import { DataSource } from '@wallboard/five9/identifiers'
import { bucketMs, datesOfWeekdayBefore, meanOf, type SlotFigure } from '@wallboard/history'
import type { TryReply } from '@wallboard/relay/rest/alerts'
import { createFloor, createStatisticsStream } from '@wallboard/simulator'
import { readNumber, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  recordedFeedName,
  openRecordedStore,
  readerOf,
  recordRows,
  type RecordedRows,
  type RecordedStore,
} from '../history/reading/recorded-floor-fixture.ts'
import { createFeedStatistics } from '../upstream/feed-statistics.ts'
import { wireTry } from './wire-try.ts'

const { AcdStatus, CampaignState, InboundCampaignStatistics } = DataSource
const minute = 60_000
const hour = 60 * minute
const day = '2026-11-26'
const midnight = Date.parse(`${day}T00:00:00Z`)
const person = { org: '1', username: 'ada@example.test' }
const pastDates = datesOfWeekdayBefore(day, 6)

/** Tries rules on a recording, for a person who sees these queues. */
function startTrying(opened: RecordedStore, queueIds: readonly string[], recordedQueues = queueIds) {
  let leftOut: readonly string[] = []
  const queuesOf = (ids: readonly string[]) => ids.map((id) => ({ id, name: `Queue ${id}` }))
  const own = {
    ...{ epoch: 'e', queues: () => queuesOf(queueIds) },
    full: () => [{ dataSource: InboundCampaignStatistics, data: [{ id: 'c', asOf: 0 }] }],
    directory: () => ({ agents: [], campaigns: [{ id: 'c', name: 'Inbound' }], reasons: [] }),
  }
  const errors: unknown[] = []
  const { tryRule } = wireTry({
    history: { reader: readerOf(opened) },
    feeds: {
      find: () => own,
      serviceFeed: () => ({ ...recordedFeedName, feed: { queues: () => queuesOf(recordedQueues) } }),
    },
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    markedDates: () => Promise.resolve(leftOut),
    logError: (error) => errors.push(error),
  })
  return async (written: object, from: number, to: number, dates: readonly string[] = []) => {
    leftOut = dates
    const document = RuleDocument.parse({ version: 1, key: 'k', name: 'Rule', ...written })
    const outcome = await tryRule(person, document, from, to)
    if (!outcome.ok) throw new Error(`${outcome.error.code} ${errors.map(String).join()}`)
    return outcome.tried
  }
}

const firedOf = (tried: TryReply) => ('fired' in tried ? tried.fired : tried.unknown)

describe('a rule relative to the normal band, tried on a day after six recorded weeks', () => {
  const [startMinute, endMinute] = [8 * 60, 9 * 60 + 30]
  const from = midnight + startMinute * minute + minute
  const to = midnight + endMinute * minute
  const figures = ['callsInQueue', 'agentsInQueue', 'agentsOnCall', 'agentsLoggedIn'] as const
  const stepMs = 30_000
  let opened: RecordedStore
  let queueIds: readonly string[] = []
  /** The rows of the tried day after each frame. */
  let frames: readonly { readonly at: number; readonly rows: ReadonlyMap<string, Row> }[] = []

  /** The simulated floor's mornings of one date. */
  function morning(date: string, everyMs: number) {
    const startAt = Date.parse(`${date}T00:00:00Z`) + startMinute * minute
    const floor = createFloor({
      seed: 5,
      queues: 2,
      agents: 6,
      load: 1.2,
      startAt,
      daySeed: startAt / 86_400_000,
    })
    queueIds = floor.queues().map(({ id }) => id)
    const sources = new Set<string>([AcdStatus])
    const stream = createStatisticsStream()
    const statistics = createFeedStatistics(() => undefined)
    const recorded: RecordedRows[] = []
    const states: { at: number; rows: ReadonlyMap<string, Row> }[] = []
    for (let at = startAt; at <= startAt + (endMinute - startMinute + 1) * minute; at += everyMs) {
      floor.advanceTo(at)
      const blocks = stream.next(floor.rows('agents', sources), at === startAt)
      const payLoad =
        at === startAt
          ? [...floor.rows('agents', sources)].map(([dataSource, data]) => ({ dataSource, data }))
          : blocks
      const { changes } = statistics.received({
        isFull: at === startAt,
        payLoad,
        receivedAt: at,
        timeStamp: at,
      })
      for (const { dataSource, added, updated } of changes)
        recorded.push({ at, dataSource, rows: [...added, ...updated] })
      states.push({ at, rows: new Map(statistics.full([AcdStatus])[0]?.data.map((row) => [row.id, row])) })
    }
    return { recorded, states }
  }

  beforeAll(async () => {
    opened = await openRecordedStore()
    for (const date of [...pastDates].reverse()) {
      const { recorded } = morning(date, minute)
      await recordRows(opened, recorded, Date.parse(`${date}T00:00:00Z`) + (endMinute + 1) * minute)
    }
    const { recorded, states } = morning(day, stepMs)
    const names = {
      queues: queueIds.map((id) => ({ id, name: `Queue ${id}` })),
      ...{ directory: { agents: [], campaigns: [], reasons: [] }, domainOffsetMs: 0 },
    }
    await recordRows(opened, recorded, midnight + (endMinute + 1) * minute, names)
    frames = states
  }, 120_000)

  afterAll(() => opened.remove())

  const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other)
  /** Hyndman and Fan, type 7, written out. */
  function quantile(values: readonly number[], share: number): number {
    const list = sorted(values)
    const place = (list.length - 1) * share
    const [below = NaN, above = NaN] = [list[Math.floor(place)], list[Math.ceil(place)]]
    return below + (above - below) * (place - Math.floor(place))
  }

  /** The edge of the band of a half-hour, from the recorded minutes of each week. */
  async function edgeOf(
    queue: string,
    figure: SlotFigure,
    startsAt: number,
    when: 'above' | 'below',
    dates: readonly string[],
  ): Promise<number> {
    const share = when === 'above' ? 0.75 : 0.25
    const weeks = await Promise.all(
      dates.map(async (date) => {
        const start = Date.parse(`${date}T00:00:00Z`) + (startsAt - midnight)
        const buckets = await opened.store.buckets(
          ...([opened.feed, queue, 'minute', start, start + 30 * bucketMs.minute] as const),
        )
        const means = buckets.flatMap(({ figures: of }) => meanOf(of[figure]) ?? [])
        return Math.round(quantile(means, share) * 1_000) / 1_000
      }),
    )
    return quantile(weeks, 0.5)
  }

  /** How often a figure passes its limit on the tried day: one frame after another, without delays. */
  async function obviousCount(
    queue: string,
    figure: SlotFigure,
    rule: { readonly when: 'above' | 'below'; readonly warn: number },
    dates: readonly string[],
  ): Promise<number> {
    let [count, isOn] = [0, false]
    const edges = new Map<number, number>()
    for (const { at, rows } of frames) {
      if (at <= from || at >= to) continue
      const slot = midnight + Math.floor((at - midnight) / (30 * minute)) * 30 * minute
      const edge = edges.get(slot) ?? (await edgeOf(queue, figure, slot, rule.when, dates))
      edges.set(slot, edge)
      const value = readNumber(rows.get(queue), figure) ?? NaN
      const factor = 1 + ((rule.when === 'above' ? 1 : -1) * rule.warn) / 100
      const isBeyond = rule.when === 'above' ? value > edge * factor : value < edge * factor
      if (isBeyond && !isOn) count += 1
      isOn = isBeyond
    }
    return count
  }

  it('fires as often as its figure passes the band, and with fewer than four weeks it is not known', async () => {
    const tryOn = startTrying(opened, queueIds)
    const arbitraryRule = fc.record({
      queue: fc.nat(1),
      figure: fc.constantFrom(...figures),
      when: fc.constantFrom('above' as const, 'below' as const),
      warn: fc.integer({ min: 0, max: 90 }),
      weeks: fc.subarray([...pastDates]),
    })
    await fc.assert(
      fc.asyncProperty(arbitraryRule, async ({ queue: index, figure, when, warn, weeks }) => {
        const queue = queueIds[index] ?? ''
        const written = {
          ...{ of: { queues: [queue] }, metric: figure, when, relativeTo: 'normal-band', warn },
          ...{ onDelay: 0, offDelay: 0 },
        }
        const leftOut = pastDates.filter((date) => !weeks.includes(date))
        const tried = await tryOn(written, from, to, leftOut)
        if (weeks.length < 4) {
          expect(tried).toMatchObject({ unknown: { reason: 'too-few-weeks', weeks: weeks.length } })
          expect(tried).not.toHaveProperty('fired')
          return
        }
        const expected = await obviousCount(queue, figure, { when, warn }, weeks)
        expect(tried).toMatchObject({ fired: expected, notKnown: null })
      }),
      { numRuns: 30 },
    )
    const all = { of: { queues: 'all' }, metric: 'agentsOnCall', when: 'above', relativeTo: 'normal-band' }
    expect(firedOf(await tryOn({ ...all, warn: 0, onDelay: 0 }, from, to))).toBeGreaterThan(0)
  }, 120_000)

  it('is not known on a day that is left out, of a figure without a band, and of a floor that is seen in part', async () => {
    const relative = { when: 'above', relativeTo: 'normal-band', warn: 10, of: { queues: 'all' } }
    const waiting = { ...relative, metric: 'callsInQueue' }
    const tryOn = startTrying(opened, queueIds)
    expect(firedOf(await tryOn(waiting, from, to, [day]))).toEqual({ reason: 'left-out-day', weeks: null })
    const emails = { ...relative, metric: 'emailsInQueue' }
    expect(firedOf(await tryOn(emails, from, to))).toEqual({ reason: 'no-band', weeks: null })
    const floor = { ...waiting, of: { floor: true } }
    expect(firedOf(await tryOn(floor, from, to))).toEqual(expect.any(Number))
    const inPart = startTrying(opened, queueIds.slice(0, 1), queueIds)
    expect(firedOf(await inPart(floor, from, to))).toEqual({ reason: 'part-of-floor', weeks: null })
    const group = (metric: string, ids: readonly string[]) => ({
      ...{ ...relative, metric, of: { group: { name: 'Support', queues: ids } } },
    })
    expect(firedOf(await tryOn(group('callsInQueue', queueIds.slice(0, 2)), from, to))).toEqual(
      expect.any(Number),
    )
    expect(firedOf(await tryOn(group('agentsInQueue', queueIds.slice(0, 1)), from, to))).toEqual(
      expect.any(Number),
    )
    const displays = { of: { displays: 'all' }, metric: 'secondsUnhealthy', when: 'above', warn: 60 }
    expect(firedOf(await tryOn(displays, from, to))).toEqual({ reason: 'displays-not-recorded', weeks: null })
  })
})

describe('a rule about silences, tried on a recorded day', () => {
  const silence = { of: { campaigns: 'all' }, metric: 'secondsSilent', when: 'above', warn: 0 }
  const [opens, closes] = [9, 12]

  /** A call every two minutes from 9:00 to 12:00, with a pause. */
  function calls(
    date: string,
    pause?: { readonly from: number; readonly to: number },
  ): readonly RecordedRows[] {
    const startsAt = Date.parse(`${date}T00:00:00Z`)
    const at = startsAt + opens * hour
    const state = { id: 'c', asOf: at, campaignState: 'RUNNING', stateSince: at }
    const recorded: RecordedRows[] = [{ at, dataSource: CampaignState, rows: [state] }]
    let total = 0
    for (let each = at; each < startsAt + closes * hour; each += 2 * minute) {
      if (pause !== undefined && each > pause.from && each < pause.to) continue
      const row = { id: 'c', asOf: each, totalCallsCount: total }
      recorded.push({ at: each, dataSource: InboundCampaignStatistics, rows: [row] })
      total += 1
    }
    return recorded
  }

  it('fires in a pause that is longer than chance explains, and with three weeks it is not known', async () => {
    const opened = await openRecordedStore()
    for (const date of [...pastDates].reverse())
      await recordRows(opened, calls(date), Date.parse(`${date}T00:00:00Z`) + closes * hour)
    const pause = { from: midnight + 10.5 * hour, to: midnight + 11.5 * hour }
    const names = {
      queues: [],
      ...{ directory: { agents: [], campaigns: [{ id: 'c', name: 'Inbound' }], reasons: [] } },
      domainOffsetMs: 0,
    }
    await recordRows(opened, calls(day, pause), midnight + closes * hour, names)
    onTestFinished(opened.remove)
    const tryOn = startTrying(opened, [])
    const span = [midnight + opens * hour + minute, midnight + closes * hour] as const
    const tried = await tryOn(silence, ...span)
    expect(tried).toMatchObject({ fired: 1, notKnown: null })
    if (!('fired' in tried)) return
    const [alert] = tried.alerts
    expect(alert?.entity).toMatchObject({ kind: 'campaign', id: 'c' })
    // About 90 calls a day: silent after more than nine that were due, which is more than 18 minutes.
    expect(((alert?.at ?? 0) - pause.from) / minute).toBeGreaterThan(18)
    expect(((alert?.at ?? 0) - pause.from) / minute).toBeLessThan(40)
    expect(alert?.endedAt).toBe(pause.to)
    expect(tried.series?.points.every(([, value]) => value === null || value >= 0)).toBe(true)
    expect(firedOf(await tryOn(silence, ...span, pastDates.slice(0, 3)))).toEqual({
      ...{ reason: 'too-few-weeks', weeks: 3 },
    })
  }, 60_000)
})
