import type { AlertReply, PastAlert } from '@wallboard/relay/rest/alerts'
import { useState, type ReactNode } from 'react'
import { alertsPage as texts } from '../../i18n/index.ts'
import { alertSubject } from '../active-alerts/alert-text.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { LevelMark } from '../table/level-mark.tsx'
import styles from './alert-table.module.css'

const { columns } = texts

/** The class of each column gives its width and alignment. */
const columnClasses = {
  since: styles.since,
  what: undefined,
  now: styles.figure,
  limit: `${styles.figure} ${styles.limit}`,
  peak: `${styles.figure} ${styles.peak}`,
  lasted: styles.figure,
  acknowledged: styles.acknowledged,
  state: styles.state,
  ended: styles.ended,
  actions: styles.actions,
} as const

export type AlertColumn = keyof typeof columnClasses

/** The head of a table of alerts, active or past. */
export const AlertTableHead = ({ shown }: { readonly shown: readonly AlertColumn[] }) => (
  <thead>
    <tr>
      {shown.map((column) => (
        <th key={column} scope="col" className={columnClasses[column]}>
          {columns[column]}
        </th>
      ))}
    </tr>
  </thead>
)

interface AlertCellProps {
  readonly column: AlertColumn
  readonly field?: string
  readonly title?: string
  readonly children: ReactNode
}

/** A cell of a column other than the first two. */
export const AlertCell = ({ column, field, title, children }: AlertCellProps) => (
  <td
    className={columnClasses[column]}
    {...(field === undefined ? {} : { 'data-field': field })}
    {...(title === undefined ? {} : { title })}
  >
    {children}
  </td>
)

/** When an alert fired or a gap began: the first cell of its row. */
export function SinceCell({ at, level }: { readonly at: number; readonly level?: AlertReply['level'] }) {
  const { momentText } = useMomentTexts()
  return (
    <td className={styles.since}>
      {level !== undefined && <LevelMark level={level} />}
      <time dateTime={new Date(at).toISOString()}>{momentText(at)}</time>
    </td>
  )
}

interface AlertRowHeadProps {
  readonly alert: Pick<AlertReply & PastAlert, 'level' | 'entity' | 'metric'>
  /** When it fired, epoch milliseconds. */
  readonly at: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** The first two cells of an alert: since when, and what, which shows and hides its details. */
export function AlertRowHead({ alert, at, isOpen, onToggle }: AlertRowHeadProps) {
  const what = alertSubject(alert)
  return (
    <>
      <SinceCell at={at} level={alert.level} />
      <th scope="row">
        <button
          type="button"
          className={styles.textButton}
          aria-expanded={isOpen}
          title={texts.details.show(what)}
          onClick={onToggle}
        >
          {what}
        </button>
      </th>
    </>
  )
}

/** Whether the details of a row are shown. */
export function useIsOpen(): readonly [boolean, () => void] {
  const [isOpen, setIsOpen] = useState(false)
  return [
    isOpen,
    () => {
      setIsOpen(!isOpen)
    },
  ]
}

interface RowBelowProps {
  /** Of the table. */
  readonly columnCount: number
  /** The row belongs to a critical alert that is inverted, and takes its colours. */
  readonly isInverted?: boolean
  readonly children: ReactNode
}

/** A row of full width below the row of an alert: its details, a question or an error. */
export const RowBelow = ({ columnCount, isInverted = false, children }: RowBelowProps) => (
  <tr className={styles.below} {...(isInverted ? { 'data-level': 'critical', 'data-inverted': '' } : {})}>
    <td colSpan={columnCount}>{children}</td>
  </tr>
)
