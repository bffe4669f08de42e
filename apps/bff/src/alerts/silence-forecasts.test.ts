import { RuleDocument } from '@wallboard/alerts'
import { createBoardMetrics, boardDataOf, campaignSource } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { noDirectory } from '@wallboard/relay'
import { createQueueStatistics, createStatistics, type Row } from '@wallboard/statistics'
import { createCallClock } from '@wallboard/statistics/campaign-table'
import type { CallForecast } from '@wallboard/statistics/estimates'
import { describe, expect, it } from 'vitest'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import type { Measurement } from './measure.ts'
import { createRuleEvaluator } from './rule-evaluator.ts'
import { createSilenceForecasts, silentFromOf } from './silence-forecasts.ts'

const minute = 60_000
const hour = 60 * minute
const midnight = Date.parse('2026-11-26T00:00:00Z')

/** A call a minute from 8:00 to 18:00, forecast without doubt: silent after `ln(600 · 90)`, 10.9 minutes. */
const forecast: CallForecast = {
  slots: Array.from({ length: 48 }, (_, index) => ({
    ...{ startsAt: midnight + index * 30 * minute, endsAt: midnight + (index + 1) * 30 * minute },
    calls: index >= 16 && index < 36 ? 30 : 0,
  })),
  ...{ callsPerDay: 600, variation: 0, counted: [] },
}
const silentAfterMs = Math.log(600 * 90) * minute

describe(silentFromOf, () => {
  it('is no silence outside the hours in which calls are usual, and not known without a forecast', () => {
    expect(silentFromOf(forecast, midnight, midnight + hour)).toBeNull()
    expect(silentFromOf(forecast, midnight, midnight + 25 * hour)).toBeUndefined()
    expect(silentFromOf(undefined, midnight, midnight + 9 * hour)).toBeUndefined()
    const nine = midnight + 9 * hour
    expect(silentFromOf(forecast, nine, nine)).toBeCloseTo(nine + silentAfterMs, -1)
  })
})

describe(createSilenceForecasts, () => {
  function startForecasts() {
    const state = { monotonic: 5_000, isBroken: false, campaigns: [{ id: 'c', forecast }] }
    const days: string[] = []
    const errors: unknown[] = []
    const silentFrom = createSilenceForecasts({
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      clocks: { monotonic: () => state.monotonic, wall: () => state.monotonic + midnight + 9 * hour - 5_000 },
      logError: (error) => errors.push(error),
      async read(day) {
        days.push(day)
        await Promise.resolve()
        if (state.isBroken) throw new Error('history is busy')
        return { campaigns: state.campaigns }
      },
    })
    return { state, days, errors, silentFrom }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  it('knows nothing until the forecasts of the day are read, and reads them again for new counts and a new day', async () => {
    const { state, days, silentFrom } = startForecasts()
    expect(silentFrom('c', state.monotonic)).toBeUndefined()
    await settled()
    expect(silentFrom('c', state.monotonic)).toBeCloseTo(state.monotonic + silentAfterMs, -1)
    expect(silentFrom('other', state.monotonic)).toBeUndefined()
    state.monotonic += 149_000
    silentFrom('c', 0)
    expect(days).toHaveLength(1)
    state.monotonic += 1_000
    silentFrom('c', 0)
    await settled()
    expect(days).toHaveLength(2)
    state.monotonic += 15 * hour - 200_000
    silentFrom('c', 0)
    await settled()
    state.monotonic += 100_000
    silentFrom('c', 0)
    expect(days).toEqual(['2026-11-26', '2026-11-26', '2026-11-26', '2026-11-27'])
  })

  it('keeps what it has while history cannot be read', async () => {
    const { state, errors, silentFrom } = startForecasts()
    silentFrom('c', 0)
    await settled()
    state.isBroken = true
    state.monotonic += 200_000
    silentFrom('c', 0)
    await settled()
    expect(errors).toHaveLength(1)
    expect(silentFrom('c', state.monotonic)).toBeGreaterThan(state.monotonic)
  })
})

describe('a rule about silences', () => {
  function startRule(written: object = { warn: 0, critical: 600 }) {
    const document = RuleDocument.parse({
      ...{ version: 1, key: 'k', name: 'Silence', of: { campaigns: 'all' }, metric: 'secondsSilent' },
      ...{ when: 'above', ...written },
    })
    const rule = evaluatedRuleOf({ id: 'r', revision: 1, document }, 'UTC')
    if (rule === undefined) throw new Error('the rule cannot be prepared')
    const happened: string[] = []
    const evaluator = createRuleEvaluator(({ evaluated, transitions }) => {
      for (const { type, at } of transitions.filter((transition) => transition.type !== 'alarm'))
        happened.push(`${evaluated.entity.id} ${type} ${((at - midnight) / minute).toFixed(1)}`)
    })
    evaluator.setRules([rule], midnight)
    const statistics = createStatistics()
    const metrics = createBoardMetrics(
      boardDataOf({
        ...{ queues: createQueueStatistics(statistics), sources: statistics, isQueueListUnread: false },
        ...{ shareScale: 'fraction', directory: noDirectory },
      }),
    )
    const calls = createCallClock()
    const input = (at: number, isLive = true): Measurement => ({
      ...{ metrics, now: at, isLive: () => isLive, deadSince: null, deadSources: new Map() },
      ...{ domainOffsetMs: 0, displays: () => [], bandEdge: () => null, calls },
      silentFrom: (campaign, quietSince) =>
        silentFromOf(campaign === 'c' ? forecast : undefined, quietSince, at),
    })
    /** Rows at an instant, as a frame brings them. */
    const send = (
      at: number,
      dataSource: string,
      row: { readonly id: string } & Readonly<Record<string, unknown>>,
      isLive = true,
    ) => {
      const data = [...statistics.rows(dataSource).values()].filter(({ id }) => id !== row.id)
      const rows: Row[] = [...data, { ...row, asOf: at }]
      evaluator.advance(at)
      evaluator.rowsChanged(statistics.applyFull([{ dataSource, data: rows }]), input(at, isLive), at)
    }
    const passed = (at: number, isLive = true) => {
      evaluator.advance(at)
      evaluator.evaluateSourceless(input(at, isLive), at)
    }
    return { happened, evaluator, input, send, passed }
  }

  const nine = midnight + 9 * hour

  it('fires when the silence begins although no row changes, gets worse, and ends with the next call', () => {
    const { happened, evaluator, send, passed } = startRule()
    send(nine - minute, DataSource.CampaignState, { id: 'c', campaignState: 'RUNNING' })
    send(nine - minute, campaignSource, { id: 'c', totalCallsCount: 5 })
    send(nine, campaignSource, { id: 'c', totalCallsCount: 6 })
    passed(nine + 5 * minute)
    expect(happened).toEqual([])
    passed(nine + 30 * minute)
    expect(happened[0]).toBe('c fired 550.9')
    expect([...evaluator.held()].map(({ state }) => state.alert?.level)).toEqual(['critical'])
    send(nine + 31 * minute, campaignSource, { id: 'c', totalCallsCount: 7 })
    expect(happened.at(-1)).toBe('c ended 571.0')
  })

  it('does not count from a call that was not seen, but from the last change of the row', () => {
    const { happened, send, passed } = startRule()
    send(nine, DataSource.CampaignState, { id: 'c', campaignState: 'RUNNING' })
    send(nine, campaignSource, { id: 'c', totalCallsCount: 5 })
    passed(nine + 20 * minute)
    expect(happened[0]).toBe('c fired 550.9')
  })

  it('is quiet about a campaign that does not run, and ends at closing time', () => {
    const { happened, send, passed } = startRule()
    const before = midnight + 17.5 * hour
    send(before, DataSource.CampaignState, { id: 'c', campaignState: 'NOT_RUNNING' })
    send(before, campaignSource, { id: 'c', totalCallsCount: 5 })
    passed(before + 15 * minute)
    expect(happened).toEqual([])
    const startedAt = before + 15 * minute
    const running = { id: 'c', campaignState: 'RUNNING', stateSince: startedAt }
    send(startedAt, DataSource.CampaignState, running)
    passed(startedAt + 10 * minute)
    expect(happened).toEqual([])
    passed(startedAt + 12 * minute)
    expect(happened).toEqual(['c fired 1075.9'])
    passed(midnight + 18 * hour)
    expect(happened.at(-1)).toBe('c ended 1080.0')
  })

  it('knows nothing without a forecast, without a state, or while the source is not live', () => {
    const { happened, evaluator, send, passed } = startRule()
    send(nine, DataSource.CampaignState, { id: 'x', campaignState: 'RUNNING' })
    send(nine, campaignSource, { id: 'x', totalCallsCount: 5 })
    send(nine, campaignSource, { id: 'c', totalCallsCount: 5 })
    passed(nine + 60 * minute)
    send(nine + 60 * minute, DataSource.CampaignState, { id: 'c', campaignState: 'RUNNING' }, false)
    passed(nine + 90 * minute, false)
    expect(happened).toEqual([])
    expect([...evaluator.held()].every(({ state }) => state.alert === null)).toBe(true)
  })
})
