import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursIn, type Hours } from '../rule/hours.ts'
import { weekdays, type BusinessHours } from '../rule/rule-shape.ts'
import type { CompiledRule } from '../rule/compile-rule.ts'
import { oracle, type FigureAt } from './oracle-fixture.ts'
import { advanceRule } from './rule-reducer.ts'
import { initialRuleState, phaseOf, type RuleState } from './rule-state.ts'
import { shiftRuleState } from './shift-state.ts'
import type { RuleEvent, AlertTransition } from './transitions.ts'

const end = 120

interface TimedEvent {
  readonly at: number
  readonly event: RuleEvent
}

/** Hours that are open, then closed, for the given milliseconds each, in turn. */
const hoursOf = (open: number, closed: number): Hours => ({
  contains: (at) => at % (open + closed) < open,
  nextChange(at) {
    const into = at % (open + closed)
    return at - into + (into < open ? open : open + closed)
  },
})

const delay = fc.integer({ min: 0, max: 12 })

/** Rules of limits from 0 to 20 with delays of milliseconds. */
const rules = fc
  .record({
    when: fc.constantFrom('above' as const, 'below' as const, 'increase' as const),
    warn: fc.integer({ min: 4, max: 12 }),
    gap: fc.integer({ min: 1, max: 6 }),
    levels: fc.constantFrom('warn', 'critical', 'both'),
    band: fc.integer({ min: 0, max: 4 }),
    ...{ onDelay: delay, offDelay: delay, isRelative: fc.boolean() },
    hours: fc.option(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })), {
      nil: undefined,
    }),
    ...{ cooldownMs: fc.constantFrom(0, 20), reAlarmMs: fc.constantFrom(0, 15) },
  })
  .map(({ when, warn, gap, levels, band, onDelay, offDelay, isRelative, hours, ...rest }): CompiledRule => {
    const side = when === 'below' ? 1 : -1
    const limitOf = (level: 'warn' | 'critical', value: number) => ({
      ...{ level, when, value },
      clearsAt: when === 'increase' ? value : value + side * band,
      onDelayMs: when === 'increase' ? 0 : onDelay,
      offDelayMs: when === 'increase' ? offDelay + 1 : offDelay,
    })
    const both = [limitOf('critical', warn - side * gap), limitOf('warn', warn)]
    return {
      ...{ metric: 'callsInQueue', unit: 'count', ...rest },
      limits: both.filter(({ level }) => levels === 'both' || levels === level),
      isRelative: isRelative && when !== 'increase',
      hours: hours && hoursOf(...hours),
      notify: [
        { channel: 'a', level: 'warn', afterMs: 0, names: false },
        { channel: 'b', level: 'critical', afterMs: 10, names: true },
      ],
    }
  })

const figures = fc
  .record({
    value: fc.option(fc.integer({ min: 0, max: 24 }), { nil: null, freq: 12 }),
    isLive: fc.boolean().map((flag) => flag || undefined),
    ...{ isAtLeast: fc.boolean(), isRunning: fc.boolean() },
    isInsufficient: fc.constantFrom(...Array<boolean>(9).fill(false), true),
    reference: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null, freq: 12 }),
    lives: fc.constantFrom(...Array<boolean>(5).fill(true), false),
  })
  .map(({ lives, isLive: _, ...figure }) => ({ ...figure, isLive: lives }))

const byTime = <T extends { readonly at: number }>(events: readonly T[]): T[] =>
  [...events].sort((a, b) => a.at - b.at)

const instant = fc.integer({ min: 0, max: end })
/** The oracle sees one figure at an instant. */
const series = fc
  .uniqueArray(fc.record({ at: instant, figure: figures }), { maxLength: 25, selector: ({ at }) => at })
  .map(byTime)

/** Feeds events in order. The state passes through JSON after each. */
function play(rule: CompiledRule, events: readonly TimedEvent[], start = initialRuleState(rule)) {
  let state: RuleState = start
  const log: AlertTransition[] = []
  for (const { at, event } of events) {
    const step = advanceRule(rule, state, event, at)
    state = JSON.parse(JSON.stringify(step.state)) as RuleState
    log.push(...step.transitions)
  }
  return { state, log }
}

const time = (at: number): TimedEvent => ({ at, event: { type: 'time' } })
const asEvents = (given: readonly FigureAt[]): TimedEvent[] =>
  given.map(({ at, figure }) => ({ at, event: { type: 'figure', figure } }))

describe('the reducer and the oracle', () => {
  it('agree on level and phase at every millisecond', () => {
    fc.assert(
      fc.property(rules, series, (rule, given) => {
        const expected = oracle(rule, given, end)
        let state = initialRuleState(rule)
        const seen = expected.map((_, at) => {
          for (const each of given.filter((one) => one.at === at))
            state = advanceRule(rule, state, { type: 'figure', figure: each.figure }, at).state
          // Sometimes time passes up to the next event at once.
          const now = advanceRule(rule, state, { type: 'time' }, at).state
          if (at % 3 === 0) state = now
          return { level: now.alert?.level ?? 'none', phase: phaseOf(now, rule) ?? 'normal' }
        })
        expect(seen).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('agree on the history: when an alert fires, changes its level and clears', () => {
    fc.assert(
      fc.property(rules, series, (rule, given) => {
        const levels = oracle(rule, given, end).map(({ level }) => level)
        const expected = levels.flatMap((level, at) => {
          const before = levels[at - 1] ?? 'none'
          if (level === before) return []
          if (before === 'none') return [`${at} fired ${level}`]
          return [level === 'none' ? `${at} ended` : `${at} level-changed ${level}`]
        })
        const { log } = play(rule, [...asEvents(given), time(end)])
        const seen = log.flatMap((each) => {
          if (each.type === 'fired' || each.type === 'level-changed')
            return [`${each.at} ${each.type} ${each.level}`]
          return each.type === 'ended' ? [`${each.at} ended`] : []
        })
        expect(seen).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })
})

/** A quarter of an hour stands for each millisecond of a rule: 30 hours around a change of the clock. */
const quarterMs = 900_000
const clockChanges = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
] as const
const two = (value: number) => String(value).padStart(2, '0')
const timeOfDay = fc
  .integer({ min: 0, max: 95 })
  .map((at) => `${two(Math.floor(at / 4))}:${two((at % 4) * 15)}`)
const writtenHours = fc.array(
  fc
    .record({
      days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 2 }),
      ...{ from: timeOfDay, to: timeOfDay },
    })
    .filter(({ from, to }) => from !== to),
  { minLength: 1, maxLength: 2 },
)

function scaledHours(written: readonly BusinessHours[], timeZone: string, changeAt: string): Hours {
  const hours = hoursIn(written, timeZone)
  const from = Date.parse(changeAt) - (end / 2) * quarterMs
  return {
    contains: (at) => hours.contains(from + at * quarterMs),
    nextChange(at) {
      const next = hours.nextChange(from + at * quarterMs)
      return next === undefined ? undefined : (next - from) / quarterMs
    },
  }
}

describe('the reducer and the oracle, in business hours over a change of the clock', () => {
  it.each(clockChanges)('agree in %s at %s', (timeZone, changeAt) => {
    fc.assert(
      fc.property(rules, series, writtenHours, (rule, given, written) => {
        const inHours = { ...rule, hours: scaledHours(written, timeZone, changeAt) }
        const { log } = play(inHours, [...asEvents(given), time(end)])
        const levels = oracle(inHours, given, end).map(({ level }) => level)
        const expected = levels.flatMap((level, at) =>
          level === (levels[at - 1] ?? 'none') ? [] : [`${at} ${level}`],
        )
        const seen = log.flatMap((each) => {
          if (each.type === 'fired' || each.type === 'level-changed') return [`${each.at} ${each.level}`]
          return each.type === 'ended' ? [`${each.at} none`] : []
        })
        expect(seen).toEqual(expected)
        // Outside of them it is shown without alarms.
        const alarms = log.filter(({ type }) => type === 'alarm')
        expect(alarms.filter(({ at }) => !inHours.hours.contains(at))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

const requests: fc.Arbitrary<RuleEvent> = fc.oneof(
  fc.constant({ type: 'acknowledge' as const, by: 'ada', note: null }),
  fc.constant({ type: 'withdraw-acknowledgement' as const, by: 'ada' }),
  fc.integer({ min: 0, max: end }).map((until) => ({ type: 'snooze' as const, by: 'ada', until })),
  fc.constant({ type: 'end-snooze' as const, by: 'ada' }),
  fc.constant({ type: 'suppress' as const, suppression: { by: 'silence' as const, silenceId: 's' } }),
  fc.constant({ type: 'suppress' as const, suppression: null }),
  fc.constant({ type: 'end' as const, reason: 'rule-changed' as const }),
)
const anyEvents = fc
  .array(
    fc.record({
      at: instant,
      event: fc.oneof(
        { weight: 4, arbitrary: figures.map((figure) => ({ type: 'figure' as const, figure })) },
        { weight: 1, arbitrary: requests },
      ),
    }),
    { maxLength: 25 },
  )
  .map(byTime)

/** What begins and what ends with transitions, of all that keeps an alert from alarming. */
const heldBy: ReadonlyMap<string, string> = new Map([
  ['acknowledged', 'acknowledged'],
  ['snoozed', 'snoozed'],
  ['recovering', 'recovering'],
  ['no-data', 'no-data'],
])
const heldUntil: ReadonlyMap<string, string> = new Map([
  ['acknowledgement-withdrawn', 'acknowledged'],
  ['acknowledgement-lapsed', 'acknowledged'],
  ['snooze-ended', 'snoozed'],
  ['beyond-again', 'recovering'],
  ['data-again', 'no-data'],
])

describe('the history of an alert', () => {
  it('is the same in any batches, with a restart after each event', () => {
    fc.assert(
      fc.property(rules, anyEvents, fc.array(instant), (rule, events, ticks) => {
        const once = play(rule, [...events, time(end)])
        // At one instant events come before the time that passes.
        const often = byTime([...events, ...ticks.map(time), time(end)])
        const { log, state } = play(rule, often)
        expect(log).toEqual(once.log)
        expect(state).toEqual(once.state)
      }),
      { numRuns: 200 },
    )
  })

  it('goes on as it would have when the clock is set: all of its instants move', () => {
    const set = fc.integer({ min: -100, max: 100 })
    fc.assert(
      fc.property(rules, anyEvents, fc.nat(25), set, (hourly, events, count, byMs) => {
        const rule = { ...hourly, hours: undefined } // business hours follow the clock
        const moved = ({ at, event }: TimedEvent): TimedEvent => ({
          at: at + byMs,
          event: event.type === 'snooze' ? { ...event, until: event.until + byMs } : event,
        })
        const [before, after] = [events.slice(0, count), [...events.slice(count), time(end)]]
        const { state: start } = play(rule, before)
        const [as, moving] = [
          play(rule, after, start),
          play(rule, after.map(moved), shiftRuleState(start, byMs)),
        ]
        expect(moving.state).toEqual(shiftRuleState(as.state, byMs))
        expect(moving.log.map(({ at, type }) => [at - byMs, type])).toEqual(
          as.log.map(({ at, type }) => [at, type]),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('has an acknowledgement that lapses at its instant by a clock that was set', () => {
    const rule: CompiledRule = {
      ...{ metric: 'callsInQueue', unit: 'count', isRelative: false, hours: undefined, notify: [] },
      limits: [{ level: 'critical', when: 'above', value: 5, clearsAt: 5, onDelayMs: 0, offDelayMs: 0 }],
      ...{ cooldownMs: 0, reAlarmMs: 0 },
    }
    const { state } = play(rule, [
      { at: 0, event: { type: 'figure', figure: { value: 9, isLive: true } } },
      { at: 1, event: { type: 'acknowledge', by: 'ada', note: null } },
    ])
    const until = state.alert?.acknowledged?.until ?? NaN
    expect(shiftRuleState(state, 100).alert?.acknowledged).toMatchObject({ at: 101, until: until + 100 })
  })

  it('is in the order of time, and alerts follow one another', () => {
    fc.assert(
      fc.property(rules, anyEvents, (rule, events) => {
        const { log } = play(rule, [...events, time(end)])
        expect(byTime(log)).toEqual(log)
        const lives = log.flatMap(({ type }) => (type === 'fired' || type === 'ended' ? [type] : []))
        expect(lives).toEqual(lives.map((_, index) => (index % 2 === 0 ? 'fired' : 'ended')))
      }),
    )
  })

  it('has no alarm and no escalation of what is acknowledged, snoozed, suppressed, without data or out of hours', () => {
    fc.assert(
      fc.property(rules, anyEvents, (rule, events) => {
        const { log } = play(rule, [...events, time(end)])
        const suppressed = (at: number) => {
          const ofInstant = events.filter((each) => each.event.type === 'suppress' && each.at <= at)
          const last = ofInstant[ofInstant.length - 1]
          return last?.at !== at && last?.event.type === 'suppress' && last.event.suppression !== null
        }
        let holds: readonly string[] = []
        for (const each of log) {
          const [starts, ends] = [heldBy.get(each.type), heldUntil.get(each.type)]
          if (each.type === 'fired' || each.type === 'ended') holds = []
          // A recovery without data is over: its delay starts again when the figure is known again.
          if (each.type === 'no-data') holds = holds.filter((one) => one !== 'recovering')
          if (starts !== undefined) holds = [...holds, starts]
          if (ends !== undefined) holds = holds.filter((one) => one !== ends)
          if (each.type !== 'alarm') continue
          expect([...holds, suppressed(each.at), rule.hours?.contains(each.at) ?? true]).toEqual([
            false,
            true,
          ])
        }
      }),
    )
  })

  it('tells each channel that knows of an alert once that it is resolved, and no other', () => {
    fc.assert(
      fc.property(rules, anyEvents, (rule, events) => {
        const { log } = play(rule, [...events, time(end)])
        let known = new Set<string>()
        for (const each of log) {
          if (each.type === 'fired') known = new Set()
          if (each.type !== 'notice') continue
          if (each.notice === 'alert.firing' || each.notice === 'alert.escalated') known.add(each.channel)
          else expect(known.has(each.channel)).toBe(true)
          if (each.notice === 'alert.resolved') known.delete(each.channel)
        }
        const ended = log.filter(({ type }) => type === 'ended').length
        const { alert } = play(rule, [...events, time(end)]).state
        if (alert === null && ended > 0) expect([...known]).toEqual([])
      }),
    )
  })

  it('alarms again only for a worse level, or when the time for it has come', () => {
    fc.assert(
      fc.property(rules, series, (rule, given) => {
        const { log } = play(rule, [...asEvents(given), time(end)])
        let last: { at: number; level: string } | undefined
        let endedAt: number | undefined
        for (const each of log) {
          if (each.type === 'ended') endedAt = each.at
          if (each.type !== 'alarm') continue
          const isWorse = last === undefined || (last.level === 'warn' && each.level === 'critical')
          const wait = each.count === 1 ? rule.cooldownMs : rule.reAlarmMs
          if (!isWorse) expect(each.at - (last?.at ?? 0)).toBeGreaterThanOrEqual(wait)
          if (each.count > 1 && !isWorse) expect(rule.reAlarmMs).toBeGreaterThan(0)
          last = each
        }
        expect(endedAt ?? 0).toBeLessThanOrEqual(end)
      }),
    )
  })
})
