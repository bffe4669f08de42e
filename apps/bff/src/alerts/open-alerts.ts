import { shownLimit, type AlertTransition } from '@wallboard/alerts'
import type { AlertEvent, AlertLevel } from '@wallboard/relay/rest/alerts'
import { compareLevels } from '@wallboard/statistics'
import type { AlertNotice } from '../delivery/alert-notice.ts'
import type { AlertDocument, AlertRecord, JournalEntry, StateWrite } from './alert-record.ts'
import { noticeOf } from './notice-of.ts'
import {
  isStateKept,
  subjectOf,
  type Evaluated,
  type EvaluatedKey,
  type Evaluation,
} from './evaluated-entries.ts'
import { membersOf } from './evaluated-rule.ts'
import { ulid } from './ulid.ts'

/** The alerts of one feed that have not ended, as the log holds them. */
export interface OpenAlerts {
  /** Adds what an evaluator decided. Returns what the log has to write. */
  readonly evaluated: (evaluation: Evaluation) => JournalEntry
  /**
   * Continues with the alerts of the log, and with what is stored of rules: until then any state may be. `events`: how many
   * each alert has.
   */
  readonly restore: (
    records: readonly AlertRecord[],
    events: ReadonlyMap<string, number>,
    states: readonly EvaluatedKey[],
  ) => void
  /** Ends an alert whose rule is gone. */
  readonly end: (
    record: AlertRecord,
    reason: NonNullable<AlertDocument['endReason']>,
    at: number,
  ) => JournalEntry
  /** The clock was set: the starts of alerts move with it, and the states that are stored of rules. */
  readonly shift: (byMs: number, held: Iterable<Evaluated>) => JournalEntry
  /** The name of an alert's entity has become known. */
  readonly named: (record: AlertRecord, entity: AlertDocument['entity']) => JournalEntry
  readonly find: (id: string) => AlertRecord | undefined
  readonly of: (rule: string, subject: string) => AlertRecord | undefined
  readonly all: () => Iterable<AlertRecord>
}

type What = AlertEvent['what']

/** What the history of an alert says of a transition; undefined: nothing. */
function whatOf(transition: AlertTransition): What | undefined {
  switch (transition.type) {
    case 'fired':
      return 'fired'
    case 'level-changed':
      return compareLevels(transition.level, transition.before) > 0 ? 'worsened' : 'eased'
    case 'acknowledged':
      return 'acknowledged'
    case 'acknowledgement-withdrawn':
      return 'unacknowledged'
    case 'acknowledgement-lapsed':
      return 'lapsed'
    case 'snoozed':
      return 'snoozed'
    case 'snooze-ended':
      return 'unsnoozed'
    case 'alarm':
      return transition.count > 1 ? 're-alarmed' : undefined
    case 'notice':
      return transition.notice === 'alert.escalated' ? 'escalated' : undefined
    case 'ended':
      return 'ended'
    case 'no-data':
      return 'no-data'
    case 'data-again':
      return 'data-again'
    case 'pending':
    case 'pending-ended':
    case 'recovering':
    case 'beyond-again':
    case 'suppressed':
    case 'suppression-ended':
      return undefined
  }
}

const byOf = (transition: AlertTransition) => ('by' in transition ? transition.by : null)
const noteOf = (transition: AlertTransition) => ('note' in transition ? transition.note : null)

/** Changes of the log's document by a transition. */
function changeOf(transition: AlertTransition): Partial<AlertDocument> | undefined {
  if (transition.type === 'acknowledged')
    return { acknowledgedAt: transition.at, acknowledgedBy: transition.by }
  if (transition.type === 'acknowledgement-withdrawn') return { acknowledgedAt: null, acknowledgedBy: null }
  return transition.type === 'ended' ? { endReason: transition.reason, peak: transition.peak } : undefined
}

interface Owner {
  readonly org: string
  readonly scope: string
}

/** The record of an alert that has just fired. */
function opened(
  { org, scope }: Owner,
  { evaluated: { rule, entity, tile, state }, subject }: Evaluation,
  at: number,
  level: AlertLevel,
  value: number | null,
  limit: number | null,
): AlertRecord {
  const { compiled } = rule
  const record: AlertRecord = {
    ...{ id: ulid(at), org, scope, rule: rule.id, subject, firedAt: at, endedAt: null, level },
    document: {
      ...{ ruleName: rule.name, ruleRevision: rule.revision, entity, members: membersOf(rule) },
      ...{ metric: compiled.metric, unit: compiled.unit },
      when: compiled.limits[0]?.when ?? 'above',
      ...{ value, limit: limit ?? shownLimit(compiled, state) ?? 0, peak: value },
      ...{
        endReason: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
        board: rule.board,
        tile: tile ?? null,
      },
    },
  }
  return record
}

/** The record by a clock that was set. */
function shifted(record: AlertRecord, byMs: number): AlertRecord {
  const { acknowledgedAt } = record.document
  return {
    ...record,
    firedAt: record.firedAt + byMs,
    document: { ...record.document, acknowledgedAt: acknowledgedAt === null ? null : acknowledgedAt + byMs },
  }
}

export function createOpenAlerts(
  { org, scope }: Owner,
  /** How a state is stored. */
  stateText: (evaluated: Evaluated) => string,
): OpenAlerts {
  const byKey = new Map<string, AlertRecord>()
  const byId = new Map<string, AlertRecord>()
  const eventCounts = new Map<string, number>()
  /** What has a stored state; undefined: it is not known. */
  let stored: Set<string> | undefined
  const keyOf = (rule: string, subject: string) => `${rule} ${subject}`

  const stateOf = (rule: string, subject: string, state: string | null): StateWrite => ({
    ...{ scope, rule, subject, state },
    alert: byKey.get(keyOf(rule, subject))?.id ?? null,
  })

  function keep(record: AlertRecord): void {
    const key = keyOf(record.rule, record.subject)
    if (record.endedAt === null) {
      byKey.set(key, record)
      byId.set(record.id, record)
      return
    }
    byKey.delete(key)
    byId.delete(record.id)
    eventCounts.delete(record.id)
  }

  function event(record: AlertRecord, what: What, at: number, by: string | null, note: string | null) {
    const number = eventCounts.get(record.id) ?? 0
    eventCounts.set(record.id, number + 1)
    return { alert: record.id, number, at, what, by, note }
  }

  function evaluated(evaluation: Evaluation): JournalEntry {
    const { evaluated: after, subject, transitions, isKept } = evaluation
    const opens = new Map<string, AlertRecord>()
    const changes = new Map<string, AlertRecord>()
    const events: JournalEntry['events'][number][] = []
    const notices: AlertNotice[] = []
    const key = keyOf(after.rule.id, subject)
    let record = byKey.get(key)
    let level: AlertLevel = after.state.alert?.level ?? record?.level ?? 'warn'
    let escalatedAt: number | undefined
    for (const transition of transitions) {
      const { at, value, limit } = transition
      if (transition.type === 'fired') {
        level = transition.level
        record = opened({ org, scope }, evaluation, at, level, value, limit)
        opens.set(record.id, record)
        keep(record)
      }
      if (record === undefined) continue
      if (transition.type === 'level-changed') level = transition.level
      const what = whatOf(transition)
      const isRepeated = what === 'escalated' && escalatedAt === at
      if (what === 'escalated') escalatedAt = at
      if (what !== undefined && !isRepeated)
        events.push(event(record, what, at, byOf(transition), noteOf(transition)))
      const change = changeOf(transition)
      const worst = compareLevels(level, record.level) > 0 ? level : record.level
      if (change !== undefined || worst !== record.level || transition.type === 'ended') {
        record = {
          ...record,
          level: worst,
          endedAt: transition.type === 'ended' ? at : null,
          document: { ...record.document, ...change },
        }
        changes.set(record.id, record)
        if (transition.type !== 'ended') keep(record)
      }
      if (transition.type === 'notice')
        notices.push(
          noticeOf(record, {
            ...{ type: transition.notice, channel: transition.channel, names: transition.names, at },
            ...{ level, value, limit, by: record.document.acknowledgedBy },
          }),
        )
      // The messages of an end follow it.
      if (transition.type === 'ended') byKey.delete(key)
    }
    if (record !== undefined && record.endedAt !== null) keep(record)
    const states: StateWrite[] = []
    // A delay that begins and ends without an alert leaves nothing in the database.
    if (isKept || stored?.has(key) !== false)
      states.push(stateOf(after.rule.id, subject, isKept ? stateText(after) : null))
    if (isKept) stored?.add(key)
    else stored?.delete(key)
    return { org, opened: [...opens.values()], changed: [...changes.values()], events, states, notices }
  }

  return {
    evaluated,
    restore(records, counts, states) {
      stored = new Set(states.map(({ rule, subject }) => keyOf(rule, subject)))
      for (const record of records) {
        keep(record)
        eventCounts.set(record.id, counts.get(record.id) ?? 0)
      }
    },
    end(record, reason, at) {
      const ended = { ...record, endedAt: at, document: { ...record.document, endReason: reason } }
      const events = [event(record, 'ended', at, null, null)]
      keep(ended)
      const state = { scope, rule: record.rule, subject: record.subject, alert: null, state: null }
      return { org, opened: [], changed: [ended], events, states: [state], notices: [] }
    },
    shift(byMs, held) {
      const changed = Array.from(byId.values(), (record) => shifted(record, byMs))
      changed.forEach(keep)
      const states = Array.from(held)
        .filter(isStateKept)
        .map((each) => stateOf(each.rule.id, subjectOf(each.entity), stateText(each)))
      return { org, opened: [], changed, events: [], states, notices: [] }
    },
    named(record, entity) {
      const changed = { ...record, document: { ...record.document, entity } }
      keep(changed)
      return { org, opened: [], changed: [changed], events: [], states: [], notices: [] }
    },
    find: (id) => byId.get(id),
    of: (rule, subject) => byKey.get(keyOf(rule, subject)),
    all: () => byId.values(),
  }
}
