import { ruleForm as texts } from '../../i18n/index.ts'
import { ChoiceField, faultsAt, TextField } from './form-field.tsx'
import { defaultTexts } from './rule-defaults-state.ts'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { hasRelativeLimits, keyOf } from './rule-form-state.ts'
import styles from './rule-page.module.css'

const { fields } = texts
const relations = ['', 'available-agents', 'normal-band'] as const

/** What few rules change. It opens by itself where it has a fault. */
export function MoreFields({ form, faults, areAllShown, onChange }: RuleFieldsProps) {
  const defaults = defaultTexts(form)
  const ofKey = areAllShown || form.key !== '' ? faultsAt(faults, 'key') : []
  const hasFault =
    ofKey.length > 0 ||
    ['offDelay', 'reAlarm', 'relativeTo'].some((path) => faultsAt(faults, path).length > 0)
  return (
    <details className={styles.more} {...(hasFault ? { open: true } : {})}>
      <summary>{texts.groups.more}</summary>
      {(['offDelay', 'reAlarm'] as const).map((name) => (
        <TextField
          key={name}
          label={fields[name]}
          value={form[name]}
          faults={faultsAt(faults, name)}
          placeholder={defaults[name]}
          onChange={(value) => {
            onChange({ ...form, [name]: value })
          }}
        />
      ))}
      {hasRelativeLimits(form) && (
        <ChoiceField
          label={fields.relativeTo}
          value={form.relativeTo}
          faults={faultsAt(faults, 'relativeTo')}
          choices={relations.map((relation) => [relation, texts.relativeTo[relation]])}
          onChange={(relativeTo) => {
            // The limits would mean something else.
            onChange({ ...form, relativeTo, warn: '', critical: '', clears: '' })
          }}
        />
      )}
      <TextField
        label={fields.key}
        value={form.key}
        faults={ofKey}
        isWide
        placeholder={keyOf(form.name)}
        onChange={(key) => {
          onChange({ ...form, key })
        }}
      />
    </details>
  )
}
