import { ruleForm as texts } from '../../i18n/index.ts'
import { faultsAt, FormField, TextField } from './form-field.tsx'
import { HoursFields } from './hours-fields.tsx'
import { LimitFields } from './limit-fields.tsx'
import { MoreFields } from './more-fields.tsx'
import { NotifyFieldList } from './notify-fields.tsx'
import { defaultTexts } from './rule-defaults-state.ts'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { SubjectFields } from './subject-fields.tsx'

/** All fields of a rule, in the order of a sentence. */
export function RuleFields(props: RuleFieldsProps) {
  const { form, faults, areAllShown, onChange } = props
  const { fields, groups } = texts
  const ofWhole = faultsAt(faults, '')
  return (
    <>
      <h2>{groups.name}</h2>
      <TextField
        label={fields.name}
        value={form.name}
        faults={areAllShown || form.name !== '' ? faultsAt(faults, 'name') : []}
        isWide
        onChange={(name) => {
          onChange({ ...form, name })
        }}
      />
      <FormField label={fields.enabled} faults={[]}>
        {(tied) => (
          <input
            {...tied}
            type="checkbox"
            checked={form.isEnabled}
            onChange={({ target }) => {
              onChange({ ...form, isEnabled: target.checked })
            }}
          />
        )}
      </FormField>
      <h2>{groups.when}</h2>
      <SubjectFields {...props} />
      <LimitFields {...props} />
      <HoursFields
        hours={form.hours}
        faults={faultsAt(faults, 'hours')}
        onChange={(hours) => {
          onChange({ ...form, hours })
        }}
      />
      <TextField
        label={fields.cooldown}
        value={form.cooldown}
        faults={faultsAt(faults, 'cooldown')}
        placeholder={defaultTexts(form).cooldown}
        onChange={(cooldown) => {
          onChange({ ...form, cooldown })
        }}
      />
      <NotifyFieldList
        steps={form.notify}
        faults={faults}
        onChange={(notify) => {
          onChange({ ...form, notify })
        }}
      />
      <MoreFields {...props} />
      {ofWhole.length > 0 && <p role="alert">{ofWhole.join(' ')}</p>}
    </>
  )
}
