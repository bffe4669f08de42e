import { advanceRule, initialRuleState, type CompiledRule } from '@wallboard/alerts'
import { compareLevels, type Threshold } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateAlerts, initialAlertState, type Measured } from './alerts.ts'

/*
 * Boards evaluate their thresholds in a replay by `evaluateAlerts`; the server evaluates the same thresholds as rules, by
 * the reducer of packages/alerts.
 */

const thresholds = fc
  .array(
    fc.record({
      level: fc.constantFrom('warn' as const, 'critical' as const),
      value: fc.integer({ min: 2, max: 10 }),
      band: fc.integer({ min: 0, max: 3 }),
      onDelayMs: fc.integer({ min: 0, max: 4 }),
      offDelayMs: fc.integer({ min: 0, max: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .chain((limits) =>
    fc.constantFrom('above' as const, 'below' as const).map((when): Threshold[] =>
      limits.map(({ band, ...limit }) => ({
        ...{ ...limit, when },
        clearsAt: limit.value + (when === 'above' ? -band : band),
      })),
    ),
  )

const measured: fc.Arbitrary<Measured> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 13 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 13 }).map((value) => ({ value, isAtLeast: true })) },
  fc.constantFrom(undefined, 'insufficient-data' as const),
)
const figures = fc.array(fc.record({ measured, isLive: fc.integer({ max: 5, min: 0 }).map((n) => n > 0) }), {
  maxLength: 60,
})

/** The thresholds of a tile on one metric as one rule, as the server evaluates them. */
const asRule = (limits: readonly Threshold[]): CompiledRule => ({
  ...{ metric: 'callsInQueue', unit: 'count', isRelative: false, hours: undefined },
  ...{ cooldownMs: 0, reAlarmMs: 0, notify: [] },
  limits: [...limits].sort((a, b) => compareLevels(b.level, a.level)),
})

const valueOf = (figure: Measured) =>
  figure === 'insufficient-data' ? undefined : typeof figure === 'object' ? figure.value : figure

describe('thresholds of boards and rules', () => {
  it('start, change their level and end at the same instants', () => {
    fc.assert(
      fc.property(thresholds, figures, (limits, series) => {
        const rule = asRule(limits)
        const rules = limits.map((threshold) => ({ metric: 'callsInQueue' as const, threshold }))
        let board = initialAlertState
        let state = initialRuleState(rule)
        series.forEach(({ measured: figure, isLive }, now) => {
          const tile = { key: '0.0', subject: 'queue 1', name: 'Sales', rules, figure: () => figure, isLive }
          const evaluation = evaluateAlerts(board, [tile], now)
          board = evaluation.state
          const input = {
            ...{ value: valueOf(figure) ?? null, isLive },
            isAtLeast: typeof figure === 'object' && figure.isAtLeast,
            isInsufficient: figure === 'insufficient-data',
          }
          state = advanceRule(rule, state, { type: 'figure', figure: input }, now).state
          expect(evaluation.alerts.map(({ level }) => level)).toEqual(
            state.alert === null ? [] : [state.alert.level],
          )
        })
      }),
      { numRuns: 300 },
    )
  })
})
