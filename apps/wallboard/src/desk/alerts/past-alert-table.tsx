import type { GapSpan } from '@wallboard/relay/coverage'
import type { PastAlert } from '@wallboard/relay/rest/alerts'
import { useState } from 'react'
import { alertsPage as texts, tiles } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatWait } from '../../ui/format/wait.ts'
import { Lasted } from '../active-alerts/alert-clock.tsx'
import { alertSubject } from '../active-alerts/alert-text.ts'
import desk from '../desk.module.css'
import { LevelMark } from '../table/level-mark.tsx'
import { acknowledgedText, AlertDetails, endText } from './alert-details.tsx'
import styles from './alerts-page.module.css'
import { momentText } from './moment-text.ts'
import { lastNoteOf, type PastRow } from './past-rows-state.ts'

const { columns } = texts

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
        <thead>
          <tr>
            <th scope="col" className={styles.since}>
              {columns.since}
            </th>
            <th scope="col">{columns.what}</th>
            <th scope="col" className={styles.figure}>
              {columns.peak}
            </th>
            <th scope="col" className={styles.figure}>
              {columns.lasted}
            </th>
            <th scope="col" className={styles.acknowledged}>
              {columns.acknowledged}
            </th>
            <th scope="col" className={styles.ended}>
              {columns.ended}
            </th>
          </tr>
        </thead>
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
  const [isOpen, setIsOpen] = useState(false)
  const { id, level, firedAt, endedAt, unit, peak } = alert
  const what = alertSubject(alert)
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
        <td className={styles.since}>
          <LevelMark level={level} />
          <time dateTime={new Date(firedAt).toISOString()}>{momentText(firedAt)}</time>
        </td>
        <th scope="row">
          <button
            type="button"
            className={styles.textButton}
            aria-expanded={isOpen}
            title={texts.details.show(what)}
            onClick={() => {
              setIsOpen(!isOpen)
            }}
          >
            {what}
          </button>
        </th>
        <td className={styles.figure}>{formatFigure(peak ?? undefined, unit)}</td>
        <td className={styles.figure}>
          {endedAt === null ? <Lasted since={firedAt} /> : formatWait(endedAt - firedAt)}
        </td>
        <td className={styles.acknowledged} title={acknowledged}>
          {acknowledged}
        </td>
        <td className={styles.ended}>{endText(alert)}</td>
      </tr>
      {isOpen && (
        <tr className={styles.below}>
          <td colSpan={6}>
            <AlertDetails alert={alert} at={firedAt} events={alert.events} />
          </td>
        </tr>
      )}
    </>
  )
}

function GapRow({ gap: { kind, startsAt, endsAt } }: { readonly gap: GapSpan }) {
  return (
    <tr className={styles.gap} data-gap={kind}>
      <td className={styles.since}>
        <time dateTime={new Date(startsAt).toISOString()}>{momentText(startsAt)}</time>
      </td>
      <th scope="row">{texts.gap(tiles.trend.gapKinds[kind])}</th>
      <td className={styles.figure}>{texts.never}</td>
      <td className={styles.figure}>{formatWait(endsAt - startsAt)}</td>
      <td className={styles.acknowledged}>{texts.never}</td>
      <td className={styles.ended}>{texts.gapEnded}</td>
    </tr>
  )
}
