import { ruleMetrics, type SubjectKind } from '@wallboard/alerts'
import { metricChosen, newRuleForm, subjectChosen, type RuleForm } from './rule-form-state.ts'

/** A part of the address that names nothing a rule can be about. */
export interface AddressProblem {
  readonly kind: 'metric' | 'subject'
  readonly value: string
}

const isSubject = (kind: string): kind is SubjectKind => Object.keys(ruleMetrics).includes(kind)

/**
 * The form of a new rule by the address: `?of=queues&metric=callsInQueue`, or `?of=queues:12` for one queue. What is
 * unknown is reported and not used.
 */
export function newRuleOf({
  of,
  metric,
}: {
  readonly of?: string | undefined
  readonly metric?: string | undefined
}): {
  readonly form: RuleForm
  readonly problems: readonly AddressProblem[]
} {
  const problems: AddressProblem[] = []
  let form = newRuleForm
  if (of !== undefined) {
    const [kind = '', ...rest] = of.split(':')
    const id = rest.join(':')
    if (isSubject(kind)) {
      form = subjectChosen(form, kind)
      if (id !== '') form = { ...form, ids: [id] }
    } else problems.push({ kind: 'subject', value: of })
  }
  if (metric !== undefined) {
    if (ruleMetrics[form.subject].has(metric)) form = metricChosen(form, metric)
    else problems.push({ kind: 'metric', value: metric })
  }
  return { form, problems }
}
