import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AlertFigures } from '@wallboard/relay/rest/alerts'
import type { ReactNode } from 'react'
import { alertQueries } from '../../api/alert-queries.ts'
import { alertsPage } from '../../i18n/index.ts'
import { formatCount } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatWait } from '../../ui/format/wait.ts'
import styles from './alarm-figures.module.css'
import { HourBars } from './hour-bars.tsx'

const { figures: texts } = alertsPage
const maxNoisy = 3

interface AlarmFiguresProps {
  readonly from: number
  readonly to: number
}

/** How noisy the alarms themselves were, so that a site can make them quieter. */
export function AlarmFigures({ from, to }: AlarmFiguresProps) {
  const { data } = useQuery({ ...alertQueries.figures(from, to), placeholderData: keepPreviousData })
  if (data === undefined) return null
  const { fired, critical, perHour, under30s, neverAcknowledged, medianToAcknowledgeMs } = data
  return (
    <section className={styles.strip} aria-label={texts.title}>
      <Cell
        label={texts.fired}
        field="fired"
        figure={formatCount(fired)}
        note={`${critical} ${texts.critical}`}
      />
      <Cell
        label={texts.perHour}
        field="perHour"
        figure={perHourText(perHour)}
        note={<HourBars hours={data.byHour} />}
      />
      <Cell
        label={texts.under30s}
        field="under30s"
        figure={formatCount(under30s)}
        note={shareText(under30s, fired)}
      />
      <Cell
        label={texts.unacknowledged}
        field="neverAcknowledged"
        figure={formatCount(neverAcknowledged)}
        note={shareText(neverAcknowledged, fired)}
      />
      <Cell
        label={texts.toAcknowledge}
        field="medianToAcknowledge"
        figure={formatWait(medianToAcknowledgeMs ?? undefined)}
        note={texts.median}
      />
      <Noisiest rules={data.noisiest} />
    </section>
  )
}

const perHourText = (perHour: number): string => (Math.round(perHour * 10) / 10).toLocaleString()

const shareText = (part: number, all: number): string =>
  all === 0 ? '' : texts.share(Math.round((part / all) * 100))

interface CellProps {
  readonly label: string
  readonly field: string
  readonly figure: string
  readonly note: ReactNode
}

const Cell = ({ label, field, figure, note }: CellProps) => (
  <div className={styles.cell}>
    <p className={styles.label}>{label}</p>
    <p className={styles.figure} data-field={field}>
      {figure}
    </p>
    <div className={styles.note}>{note}</div>
  </div>
)

function Noisiest({ rules }: { readonly rules: AlertFigures['noisiest'] }) {
  return (
    <div className={`${styles.cell ?? ''} ${styles.noisiest ?? ''}`}>
      <p className={styles.label}>{texts.noisiest}</p>
      {rules.length === 0 ? (
        <p className={styles.note}>{texts.none}</p>
      ) : (
        <ol>
          {rules.slice(0, maxNoisy).map(({ rule, fired, under30s }) => (
            <li key={rule.id}>
              <RuleLink id={rule.id} name={shownName(rule.name)} />
              <span>{texts.noisy(fired, under30s)}</span>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** A threshold of a board is edited with its board: `board:<id>:…`. */
function RuleLink({ id, name }: { readonly id: string; readonly name: string }) {
  const [kind, boardId] = id.split(':')
  if (kind === 'board' && boardId !== undefined)
    return (
      <Link to="/boards/$boardId" params={{ boardId }} title={name}>
        {name}
      </Link>
    )
  return (
    <Link to="/alerts/rules/$ruleId" params={{ ruleId: id }} title={name}>
      {name}
    </Link>
  )
}
