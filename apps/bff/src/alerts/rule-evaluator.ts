import type { RuleEvent } from '@wallboard/alerts'
import type { Change } from '@wallboard/statistics'
import {
  createEvaluatedEntries,
  subjectOf,
  type Evaluated,
  type Evaluation,
  type EvaluatedKey,
  type StoredState,
} from './evaluated-entries.ts'
import { followsTimeOfDay, type EvaluatedRule } from './evaluated-rule.ts'
import { indexRules, type TouchedRule } from './rule-index.ts'
import { measureOne, measureWhole, type Measurement } from './measure.ts'
import { createQuickFigures, type QuickFigureOf } from './quick-figure.ts'
import { eachOf, listedIds } from './rule-entities.ts'

/** Evaluates the rules of one feed. Instants are epoch milliseconds of the evaluation clock. */
export interface RuleEvaluator {
  /** Replaces the rules: alerts of rules that changed or were removed end. */
  readonly setRules: (rules: readonly EvaluatedRule[], at: number) => void
  /** Continues from stored states. Returns those whose rule is gone or another one. Called before the first evaluation. */
  readonly restore: (states: readonly StoredState[], at: number) => readonly StoredState[]
  /** Rows of these data sources changed. */
  readonly rowsChanged: (changes: readonly Change[], input: Measurement, at: number) => void
  /** Names, liveness or displays changed: everything is measured again. */
  readonly evaluateAll: (input: Measurement, at: number) => void
  /** Measures the rules whose figures change without a row: those of the link, of displays, and of silences. */
  readonly evaluateSourceless: (input: Measurement, at: number) => void
  /** Lets time pass up to an instant. */
  readonly advance: (at: number) => void
  /** The clock was set: all instants move with it. */
  readonly shift: (byMs: number) => void
  readonly request: (key: EvaluatedKey, event: RuleEvent, at: number) => boolean
  /** When time alone changes something next. */
  readonly nextDueAt: () => number | undefined
  readonly find: (key: EvaluatedKey) => Evaluated | undefined
  /** All entities with a state that is not the initial one. */
  readonly held: () => Iterable<Evaluated>
}

/** The calls that are due change slowly. */
const timedEveryMs = 5_000

const canEvaluate = (rule: EvaluatedRule, { isLive }: Measurement) => rule.dataSources.every(isLive)

/** @param onEvaluated receives each change that the log keeps, in order */
export function createRuleEvaluator(onEvaluated: (evaluation: Evaluation) => void): RuleEvaluator {
  let rules: ReadonlyMap<string, EvaluatedRule> = new Map()
  let index = indexRules([])
  let timedAt = -Infinity
  const entries = createEvaluatedEntries(onEvaluated)

  function evaluateRule(rule: EvaluatedRule, input: Measurement, at: number): void {
    const ids = eachOf(rule, input)
    const seen = new Set<string>()
    const all =
      ids === undefined ? [measureWhole(rule, input)] : Array.from(ids, (id) => measureOne(rule, id, input))
    for (const measured of all.flat()) {
      entries.measured(rule, measured, at)
      seen.add(subjectOf(measured.entity))
    }
    const isLive = canEvaluate(rule, input)
    for (const subject of [...entries.subjectsOf(rule.id).keys()]) {
      if (seen.has(subject)) continue
      if (isLive) entries.gone(rule, subject, at)
      else entries.outdated(rule, subject, at)
    }
  }

  /** Takes a change of a queue by its figure alone, as far as that is possible: most change nothing. */
  function takeQuickly(
    { rule, quickMetric }: TouchedRule,
    id: string,
    isLive: boolean,
    figureOf: QuickFigureOf,
    at: number,
  ): boolean {
    if (quickMetric === undefined) return false
    const figure = figureOf(quickMetric, id, isLive)
    return figure !== undefined && entries.queueMeasured(rule, id, figure, at)
  }

  function evaluateRow(rule: EvaluatedRule, id: string, input: Measurement, at: number): void {
    const measured = measureOne(rule, id, input)
    for (const each of measured) entries.measured(rule, each, at)
    if (measured.length > 0 || !canEvaluate(rule, input)) return
    for (const [subject, { entity }] of [...entries.subjectsOf(rule.id)])
      if (entity.id === id) entries.gone(rule, subject, at)
  }

  /** Evaluates what the changes touch: rules of one entity once, others for each row. */
  function evaluateChanged(changes: readonly Change[], input: Measurement, at: number): void {
    const whole = new Set<EvaluatedRule>()
    const wanted = new Map<EvaluatedRule, ReturnType<typeof listedIds>>()
    const figureOf = createQuickFigures(input)
    index.visit(changes, (touched, id) => {
      const { rule, isListed, isOfEach } = touched
      if (!isOfEach) {
        whole.add(rule)
        return
      }
      if (!isListed && !wanted.has(rule)) wanted.set(rule, listedIds(rule, input))
      if (!isListed && wanted.get(rule)?.(id) !== true) return
      if (!takeQuickly(touched, id, canEvaluate(rule, input), figureOf, at)) evaluateRow(rule, id, input, at)
    })
    for (const rule of whole) evaluateRule(rule, input, at)
  }

  return {
    setRules(next, at) {
      const incoming = new Map(next.map((rule) => [rule.id, rule]))
      for (const [id, rule] of rules) {
        const after = incoming.get(id)
        if (after === undefined) entries.endAll(id, 'rule-removed', at)
        else if (isOther(rule, after)) entries.endAll(id, 'rule-changed', at)
        else entries.adopt(after)
      }
      rules = incoming
      index = indexRules(rules.values())
    },
    restore(states, at) {
      return states.filter((stored) => {
        const rule = rules.get(stored.rule)
        const isSame = rule?.board === null ? rule.revision === stored.revision : rule !== undefined
        if (rule === undefined || !isSame || rule.compiled.limits.length !== stored.state.limits.length)
          return true
        entries.restore(rule, stored, at)
        return false
      })
    },
    rowsChanged: evaluateChanged,
    evaluateAll(input, at) {
      for (const rule of rules.values()) evaluateRule(rule, input, at)
    },
    evaluateSourceless(input, at) {
      const isTimed = at - timedAt >= timedEveryMs
      if (isTimed) timedAt = at
      for (const rule of rules.values())
        if (rule.dataSources.length === 0 || (isTimed && followsTimeOfDay(rule)))
          evaluateRule(rule, input, at)
    },
    shift(byMs) {
      timedAt += byMs
      entries.shift(byMs)
    },
    ...{ advance: entries.advance, request: entries.request, nextDueAt: entries.nextDueAt },
    ...{ find: entries.find, held: entries.all },
  }
}

/** Whether a rule evaluates otherwise than before. A board whose other tiles changed leaves the alerts of a tile alone. */
function isOther(before: EvaluatedRule, after: EvaluatedRule): boolean {
  if (before === after) return false
  if (before.board === null) return before.revision !== after.revision
  const identity = ({ compiled, subject }: EvaluatedRule) =>
    JSON.stringify([
      compiled.limits,
      compiled.metric,
      subject.type === 'tile' && [subject.tile.subject, subject.tile.eachQueue],
    ])
  return identity(before) !== identity(after)
}
