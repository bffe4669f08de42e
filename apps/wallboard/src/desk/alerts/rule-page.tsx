import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { errorText } from '../../api/error-text.ts'
import { ruleQueries } from '../../api/rule-queries.ts'
import { ruleForm as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { newRuleOf } from './new-rule-state.ts'
import { RuleEditor } from './rule-editor.tsx'
import { documentOf } from './rule-words.ts'
import { formOf } from './rule-form-state.ts'

/** `/alerts/rules/<id>`: the form of a rule beside what it would have done; `new` instead of an id for a new one. */
export function RulePage() {
  const { ruleId } = useParams({ from: '/signed-in/frame/alerts/rules/$ruleId' })
  return ruleId === 'new' ? <NewRulePage /> : <StoredRulePage key={ruleId} id={ruleId} />
}

const AllRules = () => (
  <Link className={desk.link} to="/alerts/rules">
    {texts.allRules}
  </Link>
)

function NewRulePage() {
  const navigate = useNavigate()
  const { form, problems } = newRuleOf(useSearch({ from: '/signed-in/frame/alerts/rules/$ruleId' }))
  return (
    <RuleEditor
      stored={undefined}
      initial={form}
      notices={problems.map(({ kind, value }) =>
        kind === 'metric' ? texts.unknownMetric(shownName(value)) : texts.unknownSubject(shownName(value)),
      )}
      onCreated={(id) =>
        void navigate({
          to: '/alerts/rules/$ruleId',
          params: { ruleId: id },
          replace: true,
          ignoreBlocker: true,
        })
      }
      onRemoved={() => undefined}
    />
  )
}

function StoredRulePage({ id }: { readonly id: string }) {
  const navigate = useNavigate()
  const { data, error, isPending } = useQuery({ ...ruleQueries.one(id), gcTime: 0 })
  const rule = data === undefined ? undefined : documentOf(data.rule)
  if (data !== undefined && rule !== undefined)
    return (
      <RuleEditor
        stored={data}
        initial={formOf(rule)}
        notices={[]}
        onCreated={() => undefined}
        onRemoved={() => void navigate({ to: '/alerts/rules', ignoreBlocker: true })}
      />
    )
  return (
    <DeskPage title={texts.titleOf(data === undefined ? '…' : shownName(data.name))} links={<AllRules />}>
      {isPending && <p className={desk.note}>{texts.loading}</p>}
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {data !== undefined && <p role="alert">{data.problem}</p>}
    </DeskPage>
  )
}
