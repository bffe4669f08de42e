import type { RuleEvent, Suppression } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Change } from '@wallboard/statistics'
import type { AlertRecord, AlertRecordStore, JournalEntry } from './alert-record.ts'
import { createChangeGathering } from './change-gathering.ts'
import { createEvaluationClock, followWallClock } from './evaluation-clock.ts'
import { createFeedData, type EvaluatedFeed } from './feed-data.ts'
import { createRuleEvaluator, type RuleEvaluator } from './rule-evaluator.ts'
import { hasAlert, type Evaluated, type Evaluation } from './evaluated-entries.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import type { MeasuredDisplay, Measurement } from './measure.ts'
import { createMeasurements } from './measurements.ts'
import { createOpenAlerts, type OpenAlerts } from './open-alerts.ts'
import { restoreAlerts } from './restore-alerts.ts'
import { stateText } from './stored-state.ts'

/** An alert that has fired, with its state. */
export interface LiveAlert {
  readonly record: AlertRecord
  readonly evaluated: Evaluated
}

/** One feed and the alerts of its rules. */
export interface EvaluatedScope {
  readonly scope: string
  readonly org: string
  /** Replaces the rules and evaluates them. */
  readonly setRules: (rules: readonly EvaluatedRule[]) => void
  /** The alerts that have fired and not ended, in no order. */
  readonly live: () => readonly LiveAlert[]
  /** Entities of rules with a delay that runs. */
  readonly held: () => Iterable<Evaluated>
  readonly find: (id: string) => LiveAlert | undefined
  /** False when there is no such alert. */
  readonly request: (id: string, event: RuleEvent) => boolean
  /** What suppresses each alert has changed: see `suppressionOf`. */
  readonly suppress: () => void
  /** Some rule is about displays. */
  readonly needsDisplays: () => boolean
  /** Epoch milliseconds of the evaluation clock. */
  readonly now: () => number
  /** What to add to a monotonic instant for one of the evaluation clock, now. */
  readonly offsetMs: () => number
  readonly close: () => void
}

/** Sources, displays and silences change by time: each is looked at this often. */
const tickMs = 1_000
/** Time alone is looked at this often at most. */
const minWaitMs = 50

function groupBySubject(alerts: readonly LiveAlert[]): ReadonlyMap<string, readonly LiveAlert[]> {
  const groups = new Map<string, LiveAlert[]>()
  for (const alert of alerts) {
    const known = groups.get(alert.record.subject)
    if (known === undefined) groups.set(alert.record.subject, [alert])
    else known.push(alert)
  }
  return groups
}

/** Tells the evaluator what hides each alert, where that has changed. */
function suppress(
  alerts: readonly LiveAlert[],
  evaluator: Pick<RuleEvaluator, 'request'>,
  suppressionOf: ScopeDeps['suppressionOf'],
  at: number,
): void {
  const bySubject = groupBySubject(alerts)
  for (const alert of alerts) {
    const suppression = suppressionOf(alert, bySubject.get(alert.record.subject) ?? [], at)
    if (JSON.stringify(suppression) !== JSON.stringify(alert.evaluated.state.suppression))
      evaluator.request(alert.record, { type: 'suppress', suppression }, at)
  }
}

const liveAlertsOf = (
  open: Pick<OpenAlerts, 'all'>,
  evaluator: Pick<RuleEvaluator, 'find'>,
): readonly LiveAlert[] =>
  Array.from(open.all()).flatMap((record) => {
    const evaluated = evaluator.find(record)
    return hasAlert(evaluated) ? [{ record, evaluated }] : []
  })

/** Alerts that fired before the names were read have an id in place of a name in the log. */
const namedEntries = (alerts: readonly LiveAlert[], open: Pick<OpenAlerts, 'named'>): JournalEntry[] =>
  alerts.flatMap(({ record, evaluated: { entity } }) => {
    const { id, name } = record.document.entity
    return name === id && entity.name !== id ? [open.named(record, entity)] : []
  })

function listen(
  feed: EvaluatedFeed,
  monotonic: () => number,
  on: {
    readonly changed: (changes: readonly Change[], areNamesNew: boolean) => void
    readonly linkChanged: () => void
  },
): () => void {
  const gathering = createChangeGathering((changes) => {
    on.changed(changes, false)
  }, monotonic)
  const stop = feed.on((notice) => {
    switch (notice.type) {
      case 'changes':
        if (notice.queues === undefined) gathering.add(notice.changes)
        else on.changed([], true) // new names: all rows are evaluated
        return
      case 'directory':
        on.changed([], true)
        return
      case 'link':
        on.linkChanged()
        return
      case 'restarted':
      case 'event':
    }
  })
  return () => {
    stop()
    gathering.close()
  }
}

/** What evaluating one feed needs. */
interface ScopeDeps {
  readonly org: string
  /** The user whose feed it is. */
  readonly scope: string
  readonly feed: EvaluatedFeed
  readonly rules: readonly EvaluatedRule[]
  readonly clocks: Clocks
  /** What to add to a monotonic instant for one of the wall clock, now: it steps when that is set. */
  readonly offsetMs: () => number
  readonly store: Pick<AlertRecordStore, 'states' | 'open' | 'events'>
  readonly write: (entry: JournalEntry) => void
  readonly displays: () => readonly MeasuredDisplay[]
  readonly bandEdge: Measurement['bandEdge']
  readonly silentFrom: Measurement['silentFrom']
  /** What hides an alert now. */
  readonly suppressionOf: (alert: LiveAlert, ofEntity: readonly LiveAlert[], at: number) => Suppression | null
  /** Alerts began, ended or changed. */
  readonly onChanged: () => void
  /** Whether this feed's alerts are sent to channels. */
  readonly notifies: () => boolean
  readonly logError: (error: unknown) => void
}

/**
 * Evaluates the rules of one feed on its changes and as time passes. Evaluation runs in the turn of the frame that caused it,
 * once for the further frames that are read in the same turn; the log is written afterwards. Nothing is evaluated before the stored states are read.
 */
export async function startEvaluatedScope(deps: ScopeDeps): Promise<EvaluatedScope> {
  const { org, scope, feed, clocks, logError } = deps
  const clock = createEvaluationClock(clocks.monotonic, deps.offsetMs)
  const { now } = clock
  const data = createFeedData(feed)
  let rules = deps.rules
  const open = createOpenAlerts({ org, scope }, stateText)
  let hasChanged = false
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const evaluator = createRuleEvaluator(write)
  const measure = createMeasurements({
    ...{ feed, data, monotonic: clocks.monotonic, rules: () => rules },
    ...{ displays: deps.displays, bandEdge: deps.bandEdge, silentFrom: deps.silentFrom },
  })

  function write(evaluation: Evaluation): void {
    hasChanged = true
    const entry = open.evaluated(evaluation)
    deps.write(deps.notifies() ? entry : { ...entry, notices: [] })
  }

  const liveAlerts = () => liveAlertsOf(open, evaluator)

  const suppressAll = () => {
    suppress(liveAlerts(), evaluator, deps.suppressionOf, now())
  }

  /** Runs a part of an evaluation: what it changes is published at its end. An error must not end the process. */
  function evaluating(run: () => void): void {
    if (isClosed) return
    try {
      run()
      if (hasChanged) suppressAll()
    } catch (error) {
      logError(error)
    }
    if (hasChanged) {
      hasChanged = false
      deps.onChanged()
    }
    schedule()
  }

  function schedule(): void {
    clearTimeout(timer)
    if (isClosed) return
    const due = evaluator.nextDueAt()
    const waitMs = due === undefined ? tickMs : Math.min(tickMs, Math.max(minWaitMs, due - now()))
    timer = setTimeout(tick, waitMs).unref()
  }

  /** Sources can stop being live by time alone. */
  function tick(): void {
    evaluating(() => {
      if (followWallClock(clock, { evaluator, open, write: deps.write })) hasChanged = true
      evaluator.advance(now())
      remeasure()
      suppressAll() // a silence may begin or end
    })
  }

  function remeasure(): void {
    const { input, isOtherLive } = measure()
    if (isOtherLive) evaluator.evaluateAll(input, now())
    else evaluator.evaluateSourceless(input, now())
  }

  function changed(changes: readonly Change[], areNamesNew: boolean): void {
    evaluating(() => {
      if (areNamesNew) data.namesChanged()
      const { input, isOtherLive } = measure()
      if (isOtherLive || areNamesNew) evaluator.evaluateAll(input, now())
      else evaluator.rowsChanged(changes, input, now())
      if (areNamesNew) for (const entry of namedEntries(liveAlerts(), open)) deps.write(entry)
    })
  }

  evaluator.setRules(rules, now())
  try {
    const restored = await restoreAlerts({ org, scope, rules, store: deps.store, evaluator, open, now })
    for (const entry of restored) deps.write(entry)
  } catch (error) {
    logError(error) // the database cannot be read: it is evaluated anew
  }
  const stop = listen(feed, clocks.monotonic, {
    changed,
    linkChanged: () => {
      evaluating(remeasure)
    },
  })
  evaluating(() => {
    evaluator.evaluateAll(measure().input, now())
    hasChanged = true
  })

  return {
    ...{ scope, org, now, offsetMs: clock.offsetMs, live: liveAlerts, held: evaluator.held },
    setRules(next) {
      evaluating(() => {
        rules = next
        evaluator.setRules(next, now())
        evaluator.evaluateAll(measure().input, now())
        hasChanged = true
      })
    },
    find(id) {
      const record = open.find(id)
      const evaluated = record && evaluator.find(record)
      return record === undefined || !hasAlert(evaluated) ? undefined : { record, evaluated }
    },
    request(id, event) {
      const record = open.find(id)
      if (record === undefined) return false
      let isDone = false
      evaluating(() => {
        isDone = evaluator.request(record, event, now())
      })
      return isDone
    },
    needsDisplays: () => rules.some(({ subject }) => subject.type === 'rule' && 'displays' in subject.of),
    suppress() {
      evaluating(suppressAll)
    },
    close() {
      isClosed = true
      stop()
      clearTimeout(timer)
    },
  }
}
