import type { FieldFault, RuleForm } from './rule-form-state.ts'

/** What each part of the form of a rule gets. */
export interface RuleFieldsProps {
  readonly form: RuleForm
  readonly faults: readonly FieldFault[]
  /** Also faults of a name that nobody has typed yet. */
  readonly areAllShown: boolean
  readonly onChange: (form: RuleForm) => void
}
