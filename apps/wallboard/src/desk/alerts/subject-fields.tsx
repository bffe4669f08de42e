import { ruleMetrics, type SubjectKind } from '@wallboard/alerts'
import { activities } from '@wallboard/statistics'
import { ruleForm as texts, ruleWords } from '../../i18n/index.ts'
import { metricName } from '../active-alerts/alert-text.ts'
import { ChoiceField, faultsAt, TextField } from './form-field.tsx'
import { IdChoice } from './id-choice.tsx'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { metricChosen, subjectChosen } from './rule-form-state.ts'

const { fields } = texts
const subjects = Object.keys(ruleWords.subjects) as readonly SubjectKind[] // keys of the record itself

/** The figure of a rule, and what it is a figure of. */
export function SubjectFields({ form, faults, areAllShown, onChange }: RuleFieldsProps) {
  return (
    <>
      <ChoiceField
        label={fields.metric}
        value={form.metric}
        faults={faultsAt(faults, 'metric')}
        choices={[...ruleMetrics[form.subject].keys()].map((metric) => [metric, metricName(metric)])}
        onChange={(metric) => {
          onChange(metricChosen(form, metric))
        }}
      />
      <ChoiceField
        label={fields.subject}
        value={form.subject}
        choices={subjects.map((subject) => [subject, ruleWords.subjects[subject]])}
        onChange={(subject) => {
          onChange(subjectChosen(form, subject))
        }}
      />
      {form.subject === 'group' && (
        <TextField
          label={fields.groupName}
          value={form.groupName}
          faults={areAllShown || form.groupName !== '' ? faultsAt(faults, 'of') : []}
          isWide
          onChange={(groupName) => {
            onChange({ ...form, groupName })
          }}
        />
      )}
      {form.subject === 'agents' && (
        <ChoiceField
          label={fields.agentState}
          value={form.agentState}
          choices={activities.map((state) => [state, texts.activities[state]])}
          onChange={(agentState) => {
            onChange({ ...form, agentState })
          }}
        />
      )}
      <IdChoice
        subject={form.subject}
        ids={form.ids}
        onChange={(ids) => {
          onChange({ ...form, ids })
        }}
      />
    </>
  )
}
