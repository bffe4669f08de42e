import { errorText } from '../../api/error-text.ts'
import { tryPanel as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { PastAlertTable } from './past-alert-table.tsx'
import { usePastAlerts, usePastSpan } from './use-past-alerts.ts'

/** The alerts of one rule in the last seven days. */
export function RulePast({ ruleId }: { readonly ruleId: string }) {
  const { rows, data, error } = usePastAlerts({ ...usePastSpan('week'), rule: ruleId })
  const hasFired = rows.some(({ kind }) => kind === 'alert')
  return (
    <section aria-labelledby="rule-past">
      <h2 id="rule-past">{texts.history}</h2>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {data !== undefined && !hasFired && <p className={desk.note}>{texts.historyNone}</p>}
      {hasFired && <PastAlertTable rows={rows} label={texts.history} />}
    </section>
  )
}
