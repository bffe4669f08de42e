import { ruleForm as texts, ruleWords } from '../../i18n/index.ts'
import { LevelMark } from '../table/level-mark.tsx'
import { ChoiceField, faultsAt, TextField } from './form-field.tsx'
import { defaultTexts } from './rule-defaults-state.ts'
import type { RuleFieldsProps } from './rule-fields-props.ts'
import { limitUnit } from './rule-form-state.ts'

const { fields, units } = texts
const whens = ['above', 'below', 'increase'] as const

/** The limits, for how long the figure has to be beyond them, and where the alert ends. */
export function LimitFields({ form, faults, onChange }: RuleFieldsProps) {
  const unit = limitUnit(form)
  const defaults = defaultTexts(form)
  return (
    <>
      <ChoiceField
        label={fields.when}
        value={form.when}
        faults={faultsAt(faults, 'when')}
        choices={whens.map((when) => [when, ruleWords.when[when]])}
        onChange={(when) => {
          onChange({ ...form, when })
        }}
      />
      {(['warn', 'critical'] as const).map((level) => (
        <TextField
          key={level}
          label={
            <>
              <LevelMark level={level} /> {fields[level]} {ruleWords.when[form.when]}
            </>
          }
          value={form[level]}
          faults={faultsAt(faults, level)}
          unit={unit === 'share' ? units.percent : ''}
          {...(unit === 'ms' ? { placeholder: units.ms } : {})}
          onChange={(value) => {
            onChange({ ...form, [level]: value })
          }}
        />
      ))}
      {form.when !== 'increase' && (
        <>
          <TextField
            label={fields.onDelay}
            value={form.onDelay}
            faults={faultsAt(faults, 'onDelay')}
            placeholder={defaults.onDelay}
            onChange={(onDelay) => {
              onChange({ ...form, onDelay })
            }}
          />
          <TextField
            label={unit === 'share' ? fields.clearsOff : fields.clears}
            value={form.clears}
            faults={faultsAt(faults, 'clears')}
            placeholder={defaults.clears}
            unit={unit === 'share' ? units.points : units.percent}
            onChange={(clears) => {
              onChange({ ...form, clears })
            }}
          />
        </>
      )}
    </>
  )
}
