import type { AlertRecordStore, JournalEntry } from './alert-record.ts'
import type { RuleEvaluator } from './rule-evaluator.ts'
import { hasAlert } from './evaluated-entries.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import type { OpenAlerts } from './open-alerts.ts'
import { parseState } from './stored-state.ts'

/**
 * Continues with what was stored before the server stopped. Alerts whose rule is gone or another one end; they are
 * returned for the log.
 */
export async function restoreAlerts(deps: {
  readonly org: string
  readonly scope: string
  readonly rules: readonly EvaluatedRule[]
  readonly store: Pick<AlertRecordStore, 'states' | 'open' | 'events'>
  readonly evaluator: RuleEvaluator
  readonly open: OpenAlerts
  readonly now: () => number
}): Promise<readonly JournalEntry[]> {
  const { org, scope, evaluator, open, store } = deps
  const [states, records] = await Promise.all([store.states(scope), store.open(scope)])
  const events = await store.events(records.map(({ id }) => id))
  open.restore(records, new Map([...events].map(([id, list]) => [id, list.length])), states)
  const at = deps.now()
  const left = evaluator.restore(states.flatMap(parseState), at)
  const ids = new Set(deps.rules.map(({ id }) => id))
  const ended = [...open.all()].flatMap((record) =>
    hasAlert(evaluator.find(record))
      ? []
      : [open.end(record, ids.has(record.rule) ? 'rule-changed' : 'rule-removed', at)],
  )
  const forgotten = left.map(({ rule, subject }): JournalEntry => {
    const state = { scope, rule, subject, alert: null, state: null }
    return { org, opened: [], changed: [], events: [], states: [state], notices: [] }
  })
  return [...ended, ...forgotten]
}
