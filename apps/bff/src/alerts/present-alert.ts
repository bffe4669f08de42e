import { hasData, phaseOf, shownLimit, shownValue, type RuleState } from '@wallboard/alerts'
import type { AlertReply, AlertStateName } from '@wallboard/relay/rest/alerts'
import type { AlertRecord } from './alert-record.ts'
import type { Evaluated } from './evaluated-entries.ts'

const isInHours = ({ compiled }: Evaluated['rule'], at: number): boolean =>
  compiled.hours?.contains(at) ?? true

/** The one state that an alert is shown in: what hides it goes before its phase. */
export function stateName(state: RuleState, { rule }: Evaluated, at: number): AlertStateName {
  if (state.suppression !== null || !isInHours(rule, at)) return 'suppressed'
  if (state.alert !== null && state.alert.snooze !== null) return 'snoozed'
  if (!hasData(state.figure, rule.compiled)) return 'no-data'
  return phaseOf(state, rule.compiled) ?? 'firing'
}

function suppressedBy(state: RuleState, { rule }: Evaluated, at: number): AlertReply['suppressedBy'] {
  if (state.suppression?.by === 'alert') return { by: 'alert', id: state.suppression.alertKey }
  if (state.suppression?.by === 'silence') return { by: 'silence', id: state.suppression.silenceId }
  return isInHours(rule, at) ? null : { by: 'hours', id: null }
}

const ruleOf = ({ rule }: Evaluated) => ({ id: rule.id, name: rule.name, revision: rule.revision })

/** An alert that fires, as it is at an instant. */
export function presentAlert(
  { id, firedAt, document }: AlertRecord,
  evaluated: Evaluated,
  at: number,
): AlertReply {
  const { state, rule, entity } = evaluated
  const { alert } = state
  return {
    ...{ id, rule: ruleOf(evaluated), entity, level: alert?.level ?? 'warn', since: firedAt },
    state: stateName(state, evaluated, at),
    ...{
      metric: rule.compiled.metric,
      unit: rule.compiled.unit,
      value: shownValue(rule.compiled, state, at),
      when: rule.compiled.limits[0]?.when,
    },
    limit: shownLimit(rule.compiled, state) ?? document.limit,
    peak: alert?.peak ?? null,
    alarms: alert?.alarms?.count ?? 0,
    acknowledged: alert?.acknowledged ?? null,
    snoozedUntil: alert?.snooze?.until ?? null,
    suppressedBy: suppressedBy(state, evaluated, at),
    board: rule.board,
  }
}

/** An entity beyond a limit whose delay runs; undefined for any other. It has no id of the log yet. */
export function presentPending(evaluated: Evaluated, subject: string, at: number): AlertReply | undefined {
  const { state, rule, entity } = evaluated
  if (phaseOf(state, rule.compiled) !== 'pending') return undefined
  const running = state.limits.map(({ changesSince }, index) => ({
    changesSince,
    limit: rule.compiled.limits[index],
  }))
  const first = running.find(({ changesSince }) => changesSince !== null)
  return {
    ...{
      id: `pending:${rule.id}:${subject}`,
      rule: ruleOf(evaluated),
      entity,
      level: first?.limit?.level ?? 'warn',
    },
    ...{ state: 'pending', since: first?.changesSince ?? at },
    ...{
      metric: rule.compiled.metric,
      unit: rule.compiled.unit,
      value: shownValue(rule.compiled, state, at),
      when: rule.compiled.limits[0]?.when,
    },
    limit: shownLimit(rule.compiled, state) ?? first?.limit?.value ?? 0,
    ...{
      peak: null,
      alarms: 0,
      acknowledged: null,
      snoozedUntil: null,
      suppressedBy: null,
      board: rule.board,
    },
  }
}
