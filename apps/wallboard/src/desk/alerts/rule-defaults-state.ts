import { defaultsOf } from '@wallboard/alerts'
import { formatDelay } from './duration-field-state.ts'
import { readForm, subjectOf, type RuleForm } from './rule-form-state.ts'

/** What holds where a field is empty, as it is shown in the empty field. */
export interface DefaultTexts {
  readonly onDelay: string
  readonly offDelay: string
  readonly clears: string
  readonly cooldown: string
  readonly reAlarm: string
}

/** The delays and the dead band that the rule of the form has where nothing is typed. */
export function defaultTexts(form: RuleForm): DefaultTexts {
  const read = readForm(form)
  const { metric, when } = form
  const defaults = defaultsOf(read.ok ? read.rule : { of: subjectOf(form), metric, when })
  const delay = (seconds: number | undefined) => (seconds === undefined ? '' : formatDelay(seconds))
  return {
    onDelay: delay(defaults?.onDelay),
    offDelay: delay(defaults?.offDelay),
    clears: defaults?.clears === undefined ? '' : String(defaults.clears),
    cooldown: delay(defaults?.cooldown),
    reAlarm: delay(defaults?.reAlarm),
  }
}
