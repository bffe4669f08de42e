import { useId, type ReactNode } from 'react'
import { ruleForm as texts } from '../../i18n/index.ts'
import styles from './rule-page.module.css'
import type { FieldFault } from './rule-form-state.ts'

const isBelow = (path: string, parent: string): boolean =>
  path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`)

/** The sentences of the faults at a path of the rule, and below it. */
export const faultsAt = (faults: readonly FieldFault[], path: string): readonly string[] =>
  faults
    .filter((fault) => fault.path === path || (path !== '' && isBelow(fault.path, path)))
    .map(({ problem }) => (typeof problem === 'string' ? texts.problems[problem] : problem.message))

interface FormFieldProps {
  readonly label: ReactNode
  readonly faults: readonly string[]
  /** Renders the control with the attributes that tie it to its label and faults. */
  readonly children: (tied: {
    readonly id: string
    readonly 'aria-invalid'?: true
    readonly 'aria-describedby'?: string
  }) => ReactNode
}

/** A row of the form: what it is, its control, and below it what is wrong. */
export function FormField({ label, faults, children }: FormFieldProps) {
  const id = useId()
  const isWrong = faults.length > 0
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(isWrong ? { id, 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : { id })}
      {isWrong && (
        <p className={styles.fault} id={`${id}-fault`}>
          {faults.join(' ')}
        </p>
      )}
    </div>
  )
}

interface TextFieldProps {
  readonly label: ReactNode
  readonly value: string
  readonly faults: readonly string[]
  readonly placeholder?: string
  /** What follows the value: `%`. */
  readonly unit?: string
  readonly isWide?: boolean
  readonly onChange: (value: string) => void
}

export const TextField = ({
  label,
  value,
  faults,
  placeholder,
  unit,
  isWide = false,
  onChange,
}: TextFieldProps) => (
  <FormField label={label} faults={faults}>
    {(tied) => (
      <span className={styles.control}>
        <input
          {...tied}
          className={isWide ? styles.wide : styles.narrow}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => {
            onChange(target.value)
          }}
        />
        {unit !== undefined && unit !== '' && <span className={styles.unit}>{unit}</span>}
      </span>
    )}
  </FormField>
)

interface ChoiceFieldProps<K extends string> {
  readonly label: ReactNode
  readonly value: K
  readonly choices: readonly (readonly [value: K, name: string])[]
  readonly faults?: readonly string[]
  readonly onChange: (value: K) => void
}

export function ChoiceField<K extends string>({
  label,
  value,
  choices,
  faults = [],
  onChange,
}: ChoiceFieldProps<K>) {
  return (
    <FormField label={label} faults={faults}>
      {(tied) => (
        <select
          {...tied}
          value={value}
          onChange={({ target }) => {
            const chosen = choices.find(([each]) => each === target.value)
            if (chosen !== undefined) onChange(chosen[0])
          }}
        >
          {choices.map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      )}
    </FormField>
  )
}
