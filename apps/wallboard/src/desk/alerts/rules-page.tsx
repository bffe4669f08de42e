import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RuleSummary } from '@wallboard/relay/rest/alerts'
import { channelQueries } from '../../api/channel-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { ruleQueries, saveRule } from '../../api/rule-queries.ts'
import { rulesPage as texts, ruleWords } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { LevelMark } from '../table/level-mark.tsx'
import { BoardThresholds } from './board-thresholds.tsx'
import { documentOf, limitText, ruleSubject } from './rule-words.ts'
import styles from './rules-page.module.css'
import { useLastFired } from './use-last-fired.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { HeadCell } from '../table/head-cell.tsx'

/** `/alerts/rules`: the rules of the domain, and the boards that have thresholds. */
export function RulesPage() {
  return (
    <DeskPage
      title={texts.title}
      links={
        <>
          <Link className={desk.link} to="/alerts">
            {texts.toAlerts}
          </Link>
          <Link className={styles.add} to="/alerts/rules/$ruleId" params={{ ruleId: 'new' }}>
            {texts.add}
          </Link>
        </>
      }
    >
      <Rules />
      <BoardThresholds />
    </DeskPage>
  )
}

function Rules() {
  const { data, error, isPending } = useQuery(ruleQueries.all())
  const lastFired = useLastFired()
  const { columns } = texts
  if (isPending) return <p className={desk.note}>{texts.loading}</p>
  return (
    <>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {data?.length === 0 && <p className={desk.note}>{texts.none}</p>}
      {data !== undefined && data.length > 0 && (
        <div className={desk.scrolls}>
          <table className={styles.table}>
            <thead>
              <tr>
                <HeadCell className={styles.enabled}>{columns.enabled}</HeadCell>
                <HeadCell className={styles.name}>{columns.name}</HeadCell>
                <HeadCell>{columns.when}</HeadCell>
                <HeadCell className={styles.notifies}>{columns.notifies}</HeadCell>
                <HeadCell className={styles.active}>{columns.active}</HeadCell>
                <HeadCell className={styles.fired}>{columns.lastFired}</HeadCell>
                <HeadCell className={styles.changed}>{columns.changed}</HeadCell>
              </tr>
            </thead>
            <tbody>
              {data.map((rule) => (
                <RuleRow key={rule.id} summary={rule} firedAt={lastFired?.get(rule.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

interface RuleRowProps {
  readonly summary: RuleSummary
  /** Epoch milliseconds; undefined when it has not fired lately. */
  readonly firedAt: number | undefined
}

function RuleRow({ summary, firedAt }: RuleRowProps) {
  const { id, name, isEnabled, active, changedAt, changedBy, problem } = summary
  const rule = documentOf(summary.rule)
  const shown = shownName(name)
  const { minuteText } = useMomentTexts()
  return (
    <tr data-rule={id} {...(isEnabled ? {} : { 'data-off': '' })}>
      <td className={styles.enabled}>
        <EnabledSwitch summary={summary} />
      </td>
      <th scope="row">
        <Link to="/alerts/rules/$ruleId" params={{ ruleId: id }} title={shown}>
          {shown}
        </Link>
      </th>
      <td className={styles.when}>
        {rule === undefined || problem !== null ? (
          <span className={styles.problem}>{texts.unreadable(problem ?? '')}</span>
        ) : (
          <>
            {ruleSubject(rule)} {ruleWords.when[rule.when]}
            {(['warn', 'critical'] as const).map((level) => {
              const limit = limitText(rule, level)
              return (
                limit !== undefined && (
                  <span key={level} className={styles.limit}>
                    <LevelMark level={level} /> {limit}
                  </span>
                )
              )
            })}
          </>
        )}
      </td>
      <td>
        <ChannelNames keys={rule?.notify?.map(({ channel }) => channel) ?? []} />
      </td>
      <td className={styles.active}>{active === 0 ? texts.never : active}</td>
      <td>{firedAt === undefined ? texts.never : minuteText(firedAt)}</td>
      <td title={texts.changed(minuteText(changedAt), changedBy)}>
        {texts.changed(minuteText(changedAt), shownName(changedBy))}
      </td>
    </tr>
  )
}

/** Switches a rule on or off: a revision like any other change. */
function EnabledSwitch({
  summary: { id, name, isEnabled, revision, rule },
}: {
  readonly summary: RuleSummary
}) {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (isOn: boolean) =>
      saveRule(id, revision, { ...(typeof rule === 'object' ? rule : {}), enabled: isOn }),
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts'] }),
  })
  return (
    <>
      <input
        type="checkbox"
        aria-label={texts.enable(shownName(name))}
        checked={isEnabled}
        disabled={isPending}
        onChange={({ target }) => {
          mutate(target.checked)
        }}
      />
      {error !== null && <span role="alert">{errorText(error)}</span>}
    </>
  )
}

function ChannelNames({ keys }: { readonly keys: readonly string[] }) {
  const { data } = useQuery(channelQueries.all())
  const names = new Map((data?.channels ?? []).map(({ key, name }) => [key, name]))
  const unique = [...new Set(keys)].map((key) => shownName(names.get(key) ?? key))
  return unique.length === 0 ? texts.never : unique.join(', ')
}
