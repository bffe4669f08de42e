import {
  advanceRule,
  initialRuleState,
  nextDueAt,
  resumeRule,
  shiftRuleState,
  type Figure,
  type RuleEvent,
  type AlertTransition,
  type RuleState,
} from '@wallboard/alerts'
import type { AlertEntity } from '@wallboard/relay/rest/alerts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { isImplied } from './implied-figure.ts'
import type { MeasuredEntity } from './measure.ts'

/** A rule for one entity, with its state. */
export interface Evaluated {
  readonly rule: EvaluatedRule
  readonly entity: AlertEntity
  /** The key of the tile that shows it. */
  readonly tile: string | undefined
  readonly state: RuleState
}

/** A rule and an entity: `subject` is the entity's kind and id. */
export interface EvaluatedKey {
  readonly rule: string
  readonly subject: string
}

/** A state that was stored before the server stopped. */
export interface StoredState extends EvaluatedKey {
  readonly revision: number
  readonly entity: AlertEntity
  readonly tile: string | undefined
  readonly state: RuleState
}

/** What happened to a rule for an entity, for the journal. `after` is undefined where nothing is left to keep. */
export interface Evaluation {
  readonly evaluated: Evaluated
  readonly subject: string
  readonly transitions: readonly AlertTransition[]
  /** There is something to keep: an alert, or the cooldown after one. */
  readonly isKept: boolean
}

export const subjectOf = ({ kind, id }: AlertEntity): string => `${kind}:${id}`

interface Entry extends Evaluated {
  /** See `nextDueAt`. */
  readonly dueAt: number | undefined
}

/** The states of rules for their entities. One that is as at the beginning is not held. Instants are epoch milliseconds. */
export interface EvaluatedEntries {
  /**
   * Takes the figure of a queue without its name, which is held with its state. False where none is held and the figure is
   * beyond a limit: then nothing is taken. Most figures follow from the one that is held, or need no state: nothing is
   * created for them.
   */
  readonly queueMeasured: (rule: EvaluatedRule, id: string, figure: Figure, at: number) => boolean
  /** Takes the figure of an entity now. */
  readonly measured: (rule: EvaluatedRule, measured: MeasuredEntity, at: number) => void
  /** The source of an entity that cannot be measured is not live: its last figure is old. */
  readonly outdated: (rule: EvaluatedRule, subject: string, at: number) => void
  /** The domain no longer has the entity. */
  readonly gone: (rule: EvaluatedRule, subject: string, at: number) => void
  readonly endAll: (ruleId: string, reason: 'rule-changed' | 'rule-removed', at: number) => void
  /** What is held continues under another version of a rule that evaluates the same. */
  readonly adopt: (rule: EvaluatedRule) => void
  readonly restore: (rule: EvaluatedRule, stored: StoredState, at: number) => void
  readonly request: (key: EvaluatedKey, event: RuleEvent, at: number) => boolean
  readonly advance: (at: number) => void
  /** The clock was set: all instants move with it. */
  readonly shift: (byMs: number) => void
  readonly nextDueAt: () => number | undefined
  readonly find: (key: EvaluatedKey) => Evaluated | undefined
  /** The subjects that are held of a rule. */
  readonly subjectsOf: (ruleId: string) => ReadonlyMap<string, Evaluated>
  readonly all: () => Iterable<Evaluated>
}

/** True when an entity without a state needs none after this figure. */
function isIdle({ compiled }: EvaluatedRule, { value, isLive, isRunning }: Figure): boolean {
  if (isRunning === true || compiled.isRelative) return false
  if (value === null || !isLive) return true
  for (const limit of compiled.limits) {
    if (limit.when === 'increase') return false
    if (limit.when === 'above' ? value > limit.value : value < limit.value) return false
  }
  return true
}

/** Nothing is left that a later figure would depend on. */
function isInitial(
  { at, alert, limits, lastAlarm, figure, suppression }: RuleState,
  { compiled }: EvaluatedRule,
): boolean {
  if (alert !== null || suppression !== null) return false
  if (lastAlarm !== null && at < lastAlarm.at + compiled.cooldownMs) return false
  if (limits.some(({ isOn, changesSince }) => isOn || changesSince !== null)) return false
  return figure?.isRunning !== true && compiled.limits.every(({ when }) => when !== 'increase')
}

/** There is an alert, or the cooldown after one: the state is stored. */
export const isStateKept = ({ state }: Evaluated): boolean => state.alert !== null || state.lastAlarm !== null

const none: ReadonlyMap<string, Entry> = new Map()

export const hasAlert = (evaluated: Evaluated | undefined): evaluated is Evaluated =>
  evaluated !== undefined && evaluated.state.alert !== null

/** @param onEvaluated receives each change that the log keeps, in order */
export function createEvaluatedEntries(onEvaluated: (evaluation: Evaluation) => void): EvaluatedEntries {
  const entries = new Map<string, Map<string, Entry>>()
  /** The earliest of all dues; null: to be found again. */
  let earliestDue: { readonly at: number | undefined } | null = null
  const held = (ruleId: string): ReadonlyMap<string, Entry> => entries.get(ruleId) ?? none
  const all = () => [...entries.values()].flatMap((ofRule) => [...ofRule])

  function nextDue(): number | undefined {
    if (earliestDue !== null) return earliestDue.at
    let at: number | undefined
    for (const ofRule of entries.values())
      for (const { dueAt } of ofRule.values()) if (dueAt !== undefined && dueAt < (at ?? Infinity)) at = dueAt
    earliestDue = { at }
    return at
  }

  /** An entry is replaced: the earliest due is found again only where it may have been that of the former one. */
  function noteDue(former: number | undefined, dueAt: number | undefined): void {
    if (earliestDue === null) return
    const { at = Infinity } = earliestDue
    if (dueAt !== undefined && dueAt <= at) earliestDue = { at: dueAt }
    else if (former === at) earliestDue = null
  }

  function keep(ruleId: string, subject: string, entry: Entry | undefined): void {
    const known = entries.get(ruleId)
    noteDue(known?.get(subject)?.dueAt, entry?.dueAt)
    if (entry === undefined) {
      known?.delete(subject)
      if (known?.size === 0) entries.delete(ruleId)
    } else if (known === undefined) entries.set(ruleId, new Map([[subject, entry]]))
    else known.set(subject, entry)
  }

  function settle(evaluated: Evaluated, subject: string, transitions: readonly AlertTransition[]): void {
    const { rule, state } = evaluated
    const isHeld = !isInitial(state, rule)
    keep(rule.id, subject, isHeld ? { ...evaluated, dueAt: nextDueAt(rule.compiled, state) } : undefined)
    if (transitions.length > 0)
      onEvaluated({
        evaluated,
        subject,
        transitions,
        isKept: isStateKept(evaluated),
      })
  }

  function step(entry: Entry, subject: string, event: RuleEvent, at: number): void {
    const { rule, entity, tile, dueAt } = entry
    const { state, transitions } = advanceRule(rule.compiled, entry.state, event, at, dueAt)
    settle({ rule, entity, tile, state }, subject, transitions)
  }

  return {
    queueMeasured(rule, id, figure, at) {
      const ofRule = entries.get(rule.id)
      if (ofRule === undefined) return isIdle(rule, figure) // as of most rules: nothing is looked up
      const subject = `queue:${id}`
      const entry = ofRule.get(subject)
      if (entry === undefined) return isIdle(rule, figure)
      const { entity, tile, state, dueAt } = entry
      if (state.figure === null || (dueAt ?? Infinity) <= at || !isImplied(state.figure, at, figure))
        step({ rule, entity, tile, state, dueAt }, subject, { type: 'figure', figure }, at)
      return true
    },
    measured(rule, measured, at) {
      const { entity, tile, figure } = measured
      const subject = subjectOf(entity)
      const known = held(rule.id).get(subject)
      if (known === undefined && isIdle(rule, figure)) return
      const state = known?.state ?? initialRuleState(rule.compiled)
      step({ rule, entity, tile, state, dueAt: known?.dueAt }, subject, { type: 'figure', figure }, at)
    },
    outdated(rule, subject, at) {
      const entry = held(rule.id).get(subject)
      const figure = entry?.state.figure
      if (entry === undefined || figure?.isLive !== true) return
      step(entry, subject, { type: 'figure', figure: { ...figure, isLive: false } }, at)
    },
    gone(rule, subject, at) {
      const entry = held(rule.id).get(subject)
      if (entry === undefined) return
      step(entry, subject, { type: 'end', reason: 'subject-gone' }, at)
      keep(rule.id, subject, undefined)
    },
    endAll(ruleId, reason, at) {
      for (const [subject, entry] of [...held(ruleId)]) {
        step(entry, subject, { type: 'end', reason }, at)
        keep(ruleId, subject, undefined)
      }
    },
    adopt(rule) {
      for (const [subject, entry] of [...held(rule.id)]) keep(rule.id, subject, { ...entry, rule })
    },
    restore(rule, { subject, entity, tile, state: stored }, at) {
      const { state, transitions } = resumeRule(rule.compiled, stored, at)
      settle({ rule, entity, tile, state }, subject, transitions)
    },
    request({ rule, subject }, event, at) {
      const entry = held(rule).get(subject)
      if (!hasAlert(entry)) return false
      step(entry, subject, event, at)
      return true
    },
    advance(at) {
      if ((nextDue() ?? Infinity) > at) return
      const due: (readonly [subject: string, entry: Entry])[] = []
      for (const ofRule of entries.values())
        for (const [subject, entry] of ofRule)
          if (entry.dueAt !== undefined && entry.dueAt <= at) due.push([subject, entry])
      for (const [subject, entry] of due) step(entry, subject, { type: 'time' }, at)
    },
    shift(byMs) {
      for (const ofRule of entries.values())
        for (const [subject, entry] of ofRule)
          ofRule.set(subject, {
            ...entry,
            state: shiftRuleState(entry.state, byMs),
            dueAt: entry.dueAt === undefined ? undefined : entry.dueAt + byMs,
          })
      earliestDue = null
    },
    nextDueAt: nextDue,
    find: ({ rule, subject }) => held(rule).get(subject),
    subjectsOf: held,
    all: () => all().map(([, entry]) => entry),
  }
}
