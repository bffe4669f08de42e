import type { GapSpan } from '@wallboard/relay/coverage'
import type { PastAlert } from '@wallboard/relay/rest/alerts'
import { alertsPage as texts, tiles } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { Lasted } from '../active-alerts/alert-clock.tsx'
import desk from '../desk.module.css'
import { acknowledgedText, AlertDetails, endText } from './alert-details.tsx'
import {
  AlertCell,
  AlertRowHead,
  AlertTableHead,
  RowBelow,
  SinceCell,
  useIsOpen,
  type AlertColumn,
} from './alert-table.tsx'
import styles from './alert-table.module.css'
import { lastNoteOf, type PastRow } from './past-rows-state.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

const pastColumns: readonly AlertColumn[] = ['since', 'what', 'peak', 'lasted', 'acknowledged', 'ended']

interface PastAlertTableProps {
  readonly rows: readonly PastRow[]
  /** Names the table. */
  readonly label: string
}

/** Alerts of the past and present, and gaps in the data, the newest first. */
export function PastAlertTable({ rows, label }: PastAlertTableProps) {
  return (
    <div className={desk.scrolls}>
      <table className={styles.table} aria-label={label}>
        <AlertTableHead shown={pastColumns} />
        <tbody>
          {rows.map((row) =>
            row.kind === 'gap' ? (
              <GapRow key={`gap ${row.at}`} gap={row.gap} />
            ) : (
              <PastAlertRow key={row.alert.id} alert={row.alert} />
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function PastAlertRow({ alert }: { readonly alert: PastAlert }) {
  const [isOpen, toggle] = useIsOpen()
  const { id, level, firedAt, endedAt, unit, peak } = alert
  const { timeText } = useMomentTexts()
  const acknowledged = acknowledgedText(alert, lastNoteOf(alert))
  const isInverted = level === 'critical' && endedAt === null && alert.acknowledgedAt === null
  return (
    <>
      <tr
        data-past-alert={id}
        data-level={level}
        {...(endedAt === null ? { 'data-active': '' } : {})}
        {...(isInverted ? { 'data-inverted': '' } : {})}
      >
        <AlertRowHead alert={alert} at={firedAt} isOpen={isOpen} onToggle={toggle} />
        <AlertCell column="peak">{formatFigure(peak ?? undefined, unit)}</AlertCell>
        <AlertCell column="lasted">
          {endedAt === null ? <Lasted since={firedAt} /> : formatWait(endedAt - firedAt)}
        </AlertCell>
        <AlertCell column="acknowledged" title={acknowledged}>
          {acknowledged}
        </AlertCell>
        <AlertCell column="ended">{endText(alert, timeText)}</AlertCell>
      </tr>
      {isOpen && (
        <RowBelow columnCount={pastColumns.length}>
          <AlertDetails alert={alert} at={firedAt} events={alert.events} />
        </RowBelow>
      )}
    </>
  )
}

function GapRow({ gap: { kind, startsAt, endsAt } }: { readonly gap: GapSpan }) {
  return (
    <tr className={styles.gap} data-gap={kind}>
      <SinceCell at={startsAt} />
      <th scope="row">{texts.gap(tiles.trend.gapKinds[kind])}</th>
      <AlertCell column="peak">{texts.never}</AlertCell>
      <AlertCell column="lasted">{formatWait(endsAt - startsAt)}</AlertCell>
      <AlertCell column="acknowledged">{texts.never}</AlertCell>
      <AlertCell column="ended">{texts.gapEnded}</AlertCell>
    </tr>
  )
}
