import { describe, expect, it } from 'vitest'
import { compileRule } from '../rule/compile-rule.ts'
import { RuleDocument } from '../rule/rule.ts'
import { advanceRule, nextDueAt, resumeRule } from './rule-reducer.ts'
import { initialRuleState, phaseOf, type Figure, type RuleState } from './rule-state.ts'
import type { RuleEvent, AlertTransition } from './transitions.ts'

const second = 1_000
const minute = 60 * second

const waiting = {
  version: 1,
  key: 'waiting',
  name: 'Calls waiting',
  of: { queues: 'all' },
  metric: 'callsInQueue',
  when: 'above',
  warn: 3,
} as const

/** One rule for one entity, advanced by hand; every state passes through JSON. */
function startRule(document: unknown, timeZone = 'Europe/Berlin') {
  const rule = compileRule(RuleDocument.parse(document), timeZone)
  let state: RuleState = initialRuleState(rule)
  const log: AlertTransition[] = []
  const take = (step: { readonly state: RuleState; readonly transitions: readonly AlertTransition[] }) => {
    state = JSON.parse(JSON.stringify(step.state)) as RuleState
    log.push(...step.transitions)
  }
  function send(at: number, event: RuleEvent): void {
    take(advanceRule(rule, state, event, at))
  }
  return {
    ...{ log, send },
    figure(at: number, value: number | null, more: Partial<Figure> = {}) {
      send(at, { type: 'figure', figure: { value, isLive: true, ...more } })
    },
    tick(at: number) {
      send(at, { type: 'time' })
    },
    restart(at: number) {
      take(resumeRule(rule, state, at))
    },
    phase: () => phaseOf(state, rule) ?? 'normal',
    state: () => state,
    due: () => nextDueAt(rule, state),
    history: () => log.map(({ at, type }) => `${at / second} ${type}`),
    notices: () =>
      log.flatMap((each) =>
        each.type === 'notice' ? [`${each.at / minute} ${each.channel} ${each.notice.slice(6)}`] : [],
      ),
  }
}

describe(advanceRule, () => {
  it('goes through pending, firing and recovering, and fires again without a new alarm [case R32]', () => {
    const rule = startRule(waiting)
    const series = [
      ...[[0, 2, 'normal'] as const, [5, 4, 'pending'] as const, [10, 3, 'normal'] as const],
      ...[[15, 5, 'pending'] as const, [30, 5, 'firing'] as const, [35, 3, 'recovering'] as const],
      ...[[50, 4, 'firing'] as const, [55, 2, 'recovering'] as const, [85, 2, 'normal'] as const],
    ]
    for (const [at, value, phase] of series) {
      rule.figure(at * second, value)
      expect(`${at} ${rule.phase()}`).toBe(`${at} ${phase}`)
    }
    expect(rule.history()).toEqual([
      ...['5 pending', '10 pending-ended', '15 pending', '30 fired', '30 alarm'],
      ...['35 recovering', '50 beyond-again', '55 recovering', '85 ended'],
    ])
  })

  it('fires at the end of its delay, however late the next event comes', () => {
    const rule = startRule(waiting)
    rule.figure(5 * second, 4)
    expect(rule.due()).toBe(20 * second)
    rule.figure(300 * second, 2)
    expect(rule.history()).toEqual(['5 pending', '20 fired', '20 alarm', '300 recovering'])
  })

  it('fires when a running wait passes its limit, without any event', () => {
    const rule = startRule({ ...waiting, metric: 'currentLongestQueueTime', warn: 60 })
    rule.figure(0, 50 * second, { isRunning: true })
    expect(rule.due()).toBe(10 * second)
    rule.tick(20 * second)
    expect(rule.log[0]).toMatchObject({ at: 10 * second + 1, type: 'fired', value: 60_001, limit: 60_000 })
  })

  it('raises and lowers the level of one alert, and an acknowledgement lapses at a worse level', () => {
    const rule = startRule({ ...waiting, critical: 6, onDelay: 0, offDelay: 0 })
    rule.figure(0, 4)
    rule.send(1 * second, { type: 'acknowledge', by: 'ada', note: 'on it' })
    expect(rule.phase()).toBe('acknowledged')
    rule.figure(2 * second, 7)
    rule.figure(3 * second, 5)
    rule.figure(4 * second, 3)
    expect(rule.history()).toEqual([
      ...['0 fired', '0 alarm', '1 acknowledged', '2 level-changed', '2 acknowledgement-lapsed', '2 alarm'],
      ...['3 level-changed', '4 ended'],
    ])
    expect(rule.log.at(-1)).toMatchObject({ reason: 'cleared', worstLevel: 'critical', peak: 7, since: 0 })
  })

  it('repeats its alarm every 15 minutes until somebody acknowledges; that lapses after 30 minutes while critical', () => {
    const rule = startRule({ ...waiting, warn: undefined, critical: 3, onDelay: 0 })
    rule.figure(0, 4)
    rule.tick(31 * minute)
    rule.send(32 * minute, { type: 'acknowledge', by: 'ada', note: null })
    rule.tick(61 * minute)
    expect(rule.history()).toEqual(['0 fired', '0 alarm', '900 alarm', '1800 alarm', '1920 acknowledged'])
    rule.tick(63 * minute)
    expect(rule.history().slice(5)).toEqual(['3720 acknowledgement-lapsed', '3720 alarm'])
  })

  it('alarms after an alert only when the cooldown is over, unless the level is worse', () => {
    const flapping = { ...waiting, critical: 9, onDelay: 0, offDelay: 0 }
    const rule = startRule(flapping)
    rule.figure(0, 4)
    rule.figure(1 * minute, 0)
    rule.figure(2 * minute, 4)
    rule.tick(12 * minute)
    expect(rule.history()).toEqual(['0 fired', '0 alarm', '60 ended', '120 fired', '660 alarm'])
    const worse = startRule(flapping)
    worse.figure(0, 4)
    worse.figure(1 * minute, 0)
    worse.figure(2 * minute, 10)
    expect(worse.history().slice(3)).toEqual(['120 fired', '120 alarm'])
  })

  it('stands still without live data: no delay runs, no alert starts or ends', () => {
    const rule = startRule(waiting)
    rule.figure(0, 4)
    rule.figure(5 * second, 4, { isLive: false })
    rule.tick(60 * second)
    expect(rule.phase()).toBe('normal')
    rule.figure(60 * second, 4)
    rule.tick(75 * second)
    rule.figure(80 * second, 0, { isLive: false })
    rule.tick(3 * 60 * minute)
    rule.figure(3 * 60 * minute, 4)
    expect(rule.history()).toEqual([
      ...['0 pending', '5 pending-ended', '60 pending', '75 fired', '75 alarm', '80 no-data'],
      ...['10800 data-again', '10800 alarm'],
    ])
  })

  it('ends the alert of a rate when there are too few calls for one', () => {
    const rule = startRule({
      ...waiting,
      ...{ of: { campaigns: ['c'] }, metric: 'abandonCallRate', warn: 10, onDelay: 0 },
    })
    rule.figure(0, 0.2)
    rule.figure(1 * second, 0.5, { isInsufficient: true })
    expect(rule.history()).toEqual(['0 fired', '0 alarm', '1 ended'])
  })

  it('fires on an increase between two snapshots, and holds the alert for its off-delay', () => {
    const rule = startRule({ ...waiting, when: 'increase', warn: 5, critical: 10 })
    const values: [number, number][] = [
      [0, 40],
      [10, 44],
      [20, 49],
      [30, 49],
      [40, 60],
      [50, 20],
      [60, 24],
    ]
    for (const [at, value] of values) rule.figure(at * second, value)
    rule.tick(10 * minute)
    expect(rule.history()).toEqual([...['20 fired', '20 alarm', '40 level-changed', '40 alarm', '160 ended']])
    expect(rule.log.at(-1)).toMatchObject({ peak: 11, worstLevel: 'critical' })
  })

  it('sees no increase over a gap, and none in the first snapshot', () => {
    const rule = startRule({ ...waiting, when: 'increase', warn: 5 })
    rule.figure(0, 40)
    rule.figure(1 * second, 40, { isLive: false })
    rule.figure(2 * second, 90)
    rule.figure(3 * second, null)
    rule.figure(4 * second, 190)
    expect(rule.history()).toEqual([])
  })

  it('multiplies a relative limit by the ready agents: with none, any call is beyond it', () => {
    const rule = startRule({ ...waiting, relativeTo: 'available-agents', warn: 2, onDelay: 0, offDelay: 0 })
    rule.figure(0, 8, { reference: 4 })
    rule.figure(1 * second, 8, { reference: 3 })
    rule.figure(2 * second, 8, { reference: null })
    rule.figure(3 * second, 0, { reference: 0 })
    rule.figure(4 * second, 1, { reference: 0 })
    expect(rule.history()).toEqual(['1 fired', '1 alarm', '2 no-data', '3 data-again', '3 ended', '4 fired'])
    expect(rule.log[0]).toMatchObject({ value: 8, limit: 6 })
  })

  it('keeps the peak of a running figure while the reference of a relative limit is not known', () => {
    const rule = startRule({ ...waiting, relativeTo: 'available-agents', warn: 2, onDelay: 0, offDelay: 0 })
    rule.figure(0, 8, { reference: 3 })
    rule.figure(1 * second, 8, { reference: null, isRunning: true })
    rule.tick(2 * second)
    expect(rule.state().alert?.peak).toBe(8)
  })

  it('does not alarm again while the reference of a relative limit is not known', () => {
    const relative = { ...waiting, relativeTo: 'available-agents', warn: 2, onDelay: 0, offDelay: 0 }
    const rule = startRule({ ...relative, reAlarm: 600 })
    rule.figure(0, 8, { reference: 3 })
    rule.figure(1 * second, 8, { reference: null })
    rule.tick(60 * minute)
    expect(rule.history()).toEqual(['0 fired', '0 alarm', '1 no-data'])
    rule.figure(61 * minute, 8, { reference: 3 })
    expect(rule.history().slice(3)).toEqual(['3660 data-again', '3660 alarm'])
  })

  it('starts no alert outside business hours, and alarms for one that goes on when they begin', () => {
    const hours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }]
    const at = (text: string) => Date.parse(`${text}+01:00`)
    const rule = startRule({ ...waiting, hours, reAlarm: 3_600, onDelay: 60 })
    rule.figure(at('2026-11-26T07:00:00'), 9)
    expect(rule.due()).toBe(at('2026-11-26T08:00:00'))
    rule.tick(at('2026-11-26T17:30:00'))
    rule.tick(at('2026-11-27T08:00:00'))
    const times = rule.log.map((each) => `${new Date(each.at).toISOString().slice(8, 16)} ${each.type}`)
    expect([...times.slice(0, 4), ...times.slice(-2)]).toEqual([
      ...['26T07:00 pending', '26T07:01 fired', '26T07:01 alarm', '26T08:01 alarm'],
      ...['26T16:01 alarm', '27T07:00 alarm'],
    ])
  })

  it('keeps an alert that is snoozed or suppressed from alarming, and alarms when that ends', () => {
    const rule = startRule({ ...waiting, onDelay: 0 })
    rule.send(0, { type: 'suppress', suppression: { by: 'silence', silenceId: 's' } })
    rule.figure(1 * second, 4)
    rule.send(60 * second, { type: 'suppress', suppression: null })
    rule.send(70 * second, { type: 'snooze', by: 'ada', until: 60 * minute })
    rule.tick(61 * minute)
    expect(rule.history()).toEqual([
      ...['1 fired', '60 suppression-ended', '60 alarm', '70 snoozed', '3600 snooze-ended', '3600 alarm'],
    ])
  })

  it('ends for another reason, and begins at pending after it', () => {
    const rule = startRule(waiting)
    rule.figure(0, 4)
    rule.tick(20 * second)
    rule.send(30 * second, { type: 'end', reason: 'rule-changed' })
    rule.figure(30 * second, 4)
    expect(rule.history().slice(3)).toEqual(['30 ended', '30 pending'])
  })

  it('stands without data after a restart until the next figure, and counts no time in between', () => {
    const rule = startRule(waiting)
    rule.figure(0, 4)
    rule.restart(10 * second)
    rule.figure(12 * second, 4)
    rule.tick(30 * second)
    rule.restart(60 * second)
    rule.figure(61 * second, 0)
    expect(rule.history()).toEqual([
      ...['0 pending', '12 pending', '27 fired', '27 alarm', '60 no-data', '61 data-again', '61 recovering'],
    ])
  })
})

describe('the channels of a rule', () => {
  const notify = [
    { channel: 'slack' },
    { channel: 'lead', level: 'critical' },
    { channel: 'pager', afterMinutes: 5 },
    { channel: 'boss', afterMinutes: 15 },
  ]
  const document = { ...waiting, critical: 9, onDelay: 0, offDelay: 0, notify }

  it('are notified by level, in steps while nobody acknowledges a critical alert, and that it is resolved', () => {
    const rule = startRule(document)
    rule.figure(0, 4)
    rule.figure(1 * minute, 10)
    rule.tick(7 * minute)
    rule.figure(8 * minute, 0)
    expect(rule.notices()).toEqual([
      ...['0 slack firing', '1 slack escalated', '1 lead firing', '6 pager escalated'],
      ...['8 slack resolved', '8 lead resolved', '8 pager resolved'],
    ])
  })

  it('are notified of an acknowledgement only if they know of the alert; it stops the steps', () => {
    const rule = startRule(document)
    rule.figure(0, 10)
    rule.send(1 * minute, { type: 'acknowledge', by: 'ada', note: null })
    rule.tick(20 * minute)
    expect(rule.notices()).toEqual([
      ...['0 slack firing', '0 lead firing', '1 slack acknowledged', '1 lead acknowledged'],
    ])
  })

  it('hear nothing of an alert within the cooldown that ended before it was over', () => {
    const rule = startRule(document)
    for (const at of [0, 1, 2, 3]) rule.figure(at * minute, at % 2 === 0 ? 4 : 0)
    expect(rule.notices()).toEqual(['0 slack firing', '1 slack resolved'])
  })
})
