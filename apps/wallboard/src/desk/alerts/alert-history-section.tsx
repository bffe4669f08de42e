import { maxPastAlerts, type AlertLevel } from '@wallboard/relay/rest/alerts'
import { useQuery } from '@tanstack/react-query'
import { pastAlertsCsvPath, type PastAlertsQuery } from '../../api/alert-queries.ts'
import { addressOf } from '../../api/address.ts'
import { errorText } from '../../api/error-text.ts'
import { ruleQueries } from '../../api/rule-queries.ts'
import { alertsPage as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { entityName } from '../active-alerts/alert-text.ts'
import desk from '../desk.module.css'
import { AlarmFigures } from './alarm-figures.tsx'
import styles from './alerts-page.module.css'
import { PastAlertTable } from './past-alert-table.tsx'
import { ranges, type PastFilter, type PastRow } from './past-rows-state.ts'
import { usePastAlerts, usePastSpan } from './use-past-alerts.ts'

interface AlertHistorySectionProps {
  readonly filter: PastFilter
  readonly onFilter: (filter: PastFilter) => void
}

/** The history of alerts, narrowed by the address, with figures of the alarms themselves. */
export function AlertHistorySection({ filter, onFilter }: AlertHistorySectionProps) {
  const span = usePastSpan(filter.range)
  const { level, rule, entity } = filter
  const query: PastAlertsQuery = {
    ...span,
    ...(level === undefined ? {} : { level }),
    ...(rule === undefined ? {} : { rule }),
    ...(entity === undefined ? {} : { entity }),
  }
  const { rows, data, error, isPending } = usePastAlerts(query)
  return (
    <section aria-labelledby="past">
      <div className={styles.head}>
        <h2 id="past">{texts.history}</h2>
        <Filters filter={filter} onFilter={onFilter} rows={rows} />
        <a
          className={styles.csv}
          href={addressOf(pastAlertsCsvPath(query))}
          download
          title={texts.filter.csvTitle}
        >
          {texts.filter.csv}
        </a>
      </div>
      <AlarmFigures from={span.from} to={span.to} />
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {isPending && <p className={desk.note}>{texts.loadingHistory}</p>}
      {data?.isCapped === true && <p className={desk.note}>{texts.historyCapped(maxPastAlerts)}</p>}
      {data !== undefined && rows.length === 0 && <p className={desk.note}>{texts.historyNone}</p>}
      {rows.length > 0 && <PastAlertTable rows={rows} label={texts.history} />}
    </section>
  )
}

interface FiltersProps extends AlertHistorySectionProps {
  readonly rows: readonly PastRow[]
}

function Filters({ filter, onFilter, rows }: FiltersProps) {
  const { filter: words } = texts
  const { data: rules = [] } = useQuery(ruleQueries.all())
  const entities = new Map<string, string>(
    rows.flatMap((row) =>
      row.kind === 'alert'
        ? [[`${row.alert.entity.kind}:${row.alert.entity.id}`, entityName(row.alert.entity)] as const]
        : [],
    ),
  )
  // What the address names stays a choice, also where the list has none of it.
  if (filter.entity !== undefined && !entities.has(filter.entity)) entities.set(filter.entity, filter.entity)
  const ofRules = new Map<string, string>([
    ...rows.flatMap((row) =>
      row.kind === 'alert' ? [[row.alert.rule.id, shownName(row.alert.rule.name)] as const] : [],
    ),
    ...rules.map(({ id, name }) => [id, shownName(name)] as const),
  ])
  if (filter.rule !== undefined && !ofRules.has(filter.rule)) ofRules.set(filter.rule, filter.rule)
  const orNone = (value: string) => (value === '' ? undefined : value)
  const isNarrowed = filter.level !== undefined || filter.rule !== undefined || filter.entity !== undefined
  return (
    <div className={styles.filters}>
      <select
        aria-label={words.range}
        value={filter.range}
        onChange={({ target }) => {
          onFilter({ ...filter, range: ranges.find((each) => each === target.value) ?? 'today' })
        }}
      >
        {ranges.map((range) => (
          <option key={range} value={range}>
            {words.ranges[range]}
          </option>
        ))}
      </select>
      <select
        aria-label={words.level}
        value={filter.level ?? ''}
        onChange={({ target }) => {
          const levels: readonly AlertLevel[] = ['warn', 'critical']
          onFilter({ ...filter, level: levels.find((each) => each === target.value) })
        }}
      >
        <option value="">{words.anyLevel}</option>
        <option value="critical">{words.levels.critical}</option>
        <option value="warn">{words.levels.warn}</option>
      </select>
      <Choice
        label={words.rule}
        any={words.anyRule}
        value={filter.rule}
        choices={ofRules}
        onChoose={(value) => {
          onFilter({ ...filter, rule: orNone(value) })
        }}
      />
      <Choice
        label={words.entity}
        any={words.anyEntity}
        value={filter.entity}
        choices={entities}
        onChoose={(value) => {
          onFilter({ ...filter, entity: orNone(value) })
        }}
      />
      {isNarrowed && (
        <button
          type="button"
          className={styles.textButton}
          onClick={() => {
            onFilter({ range: filter.range, level: undefined, rule: undefined, entity: undefined })
          }}
        >
          {words.clear}
        </button>
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  /** The choice that narrows nothing. */
  readonly any: string
  readonly value: string | undefined
  readonly choices: ReadonlyMap<string, string>
  readonly onChoose: (value: string) => void
}

const Choice = ({ label, any, value = '', choices, onChoose }: ChoiceProps) => (
  <select
    aria-label={label}
    value={value}
    onChange={({ target }) => {
      onChoose(target.value)
    }}
  >
    <option value="">{any}</option>
    {[...choices]
      .sort(([, a], [, b]) => a.localeCompare(b))
      .map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
  </select>
)
