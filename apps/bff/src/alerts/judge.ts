import type { AlertEvent } from '@wallboard/alerts'
import type { Change } from '@wallboard/statistics'
import {
  createJudgedEntries,
  subjectOf,
  type Judged,
  type Judgement,
  type JudgedKey,
  type StoredState,
} from './judged-entries.ts'
import type { JudgedRule } from './judged-rule.ts'
import { eachOf, measureOne, measureWhole, wantedIds, type Measurement } from './measure.ts'

/** Judges the rules of one feed. Instants are epoch milliseconds of the judging clock. */
export interface Judge {
  /** Replaces the rules: alerts of rules that changed or were removed end. */
  readonly setRules: (rules: readonly JudgedRule[], at: number) => void
  /** Continues from stored states. Returns those whose rule is gone or another one. Called before the first judging. */
  readonly restore: (states: readonly StoredState[], at: number) => readonly StoredState[]
  /** Rows of these data sources changed. */
  readonly rowsChanged: (changes: readonly Change[], input: Measurement, at: number) => void
  /** Names, liveness or displays changed: everything is measured again. */
  readonly judgeAll: (input: Measurement, at: number) => void
  /** Measures the rules that depend on no rows: those of the link and of displays. */
  readonly judgeSourceless: (input: Measurement, at: number) => void
  /** Lets time pass up to an instant. */
  readonly advance: (at: number) => void
  readonly request: (key: JudgedKey, event: AlertEvent, at: number) => boolean
  /** When time alone changes something next. */
  readonly nextDueAt: () => number | undefined
  readonly find: (key: JudgedKey) => Judged | undefined
  /** All entities with a state that is not the initial one. */
  readonly held: () => Iterable<Judged>
}

function changedIds(changes: readonly Change[], dataSources: readonly string[]): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { dataSource, added, updated, removed } of changes) {
    if (!dataSources.includes(dataSource)) continue
    for (const { id } of added) ids.add(id)
    for (const { id } of updated) ids.add(id)
    for (const id of removed) ids.add(id)
  }
  return ids
}

function indexBySource(rules: Iterable<JudgedRule>): ReadonlyMap<string, readonly JudgedRule[]> {
  const index = new Map<string, JudgedRule[]>()
  for (const rule of rules)
    for (const source of rule.dataSources) {
      const known = index.get(source)
      if (known === undefined) index.set(source, [rule])
      else known.push(rule)
    }
  return index
}

const isJudgeable = (rule: JudgedRule, { isLive }: Measurement) => rule.dataSources.every(isLive)

/** @param onJudged receives each change that the log keeps, in order */
export function createJudge(onJudged: (judgement: Judgement) => void): Judge {
  let rules: ReadonlyMap<string, JudgedRule> = new Map()
  let bySource = indexBySource([])
  const entries = createJudgedEntries(onJudged)

  function judgeRule(rule: JudgedRule, input: Measurement, at: number): void {
    const ids = eachOf(rule, input)
    const seen = new Set<string>()
    const all =
      ids === undefined ? [measureWhole(rule, input)] : Array.from(ids, (id) => measureOne(rule, id, input))
    for (const measured of all.flat()) {
      entries.measured(rule, measured, at)
      seen.add(subjectOf(measured.entity))
    }
    const isLive = isJudgeable(rule, input)
    for (const subject of [...entries.subjectsOf(rule.id).keys()]) {
      if (seen.has(subject)) continue
      if (isLive) entries.gone(rule, subject, at)
      else entries.outdated(rule, subject, at)
    }
  }

  function judgeChanged(rule: JudgedRule, changes: readonly Change[], input: Measurement, at: number): void {
    const isWanted = wantedIds(rule, input)
    if (isWanted === undefined) {
      judgeRule(rule, input, at)
      return
    }
    for (const id of changedIds(changes, rule.dataSources)) {
      if (!isWanted(id)) continue
      const measured = measureOne(rule, id, input)
      for (const each of measured) entries.measured(rule, each, at)
      if (measured.length > 0 || !isJudgeable(rule, input)) continue
      for (const [subject, { entity }] of [...entries.subjectsOf(rule.id)])
        if (entity.id === id) entries.gone(rule, subject, at)
    }
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
      bySource = indexBySource(rules.values())
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
    rowsChanged(changes, input, at) {
      const judged = new Set<JudgedRule>()
      for (const { dataSource } of changes)
        for (const rule of bySource.get(dataSource) ?? []) {
          if (judged.has(rule)) continue
          judged.add(rule)
          judgeChanged(rule, changes, input, at)
        }
    },
    judgeAll(input, at) {
      for (const rule of rules.values()) judgeRule(rule, input, at)
    },
    judgeSourceless(input, at) {
      for (const rule of rules.values()) if (rule.dataSources.length === 0) judgeRule(rule, input, at)
    },
    ...{ advance: entries.advance, request: entries.request, nextDueAt: entries.nextDueAt },
    ...{ find: entries.find, held: entries.all },
  }
}

/** Whether a rule judges otherwise than before. A board whose other tiles changed leaves the alerts of a tile alone. */
function isOther(before: JudgedRule, after: JudgedRule): boolean {
  if (before === after) return false
  if (before.board === null) return before.revision !== after.revision
  const identity = ({ compiled, subject }: JudgedRule) =>
    JSON.stringify([
      compiled.limits,
      compiled.metric,
      subject.type === 'tile' && [subject.tile.subject, subject.tile.eachQueue],
    ])
  return identity(before) !== identity(after)
}
