import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import type { ReactNode } from 'react'
import { formatAge } from '../../ui/format/wait.ts'
import { browserName } from './browser-name.ts'
import styles from './displays-page.module.css'

const healthLabels: Readonly<Record<DisplaySummary['health'], readonly [sign: string, label: string]>> = {
  healthy: ['●', 'Healthy'],
  stale: ['▲', 'Showing stale data'],
  silent: ['▲', 'Not responding for a minute'],
  offline: ['■', 'Offline'],
  conflict: ['■', 'Two screens use this pairing: remove it and pair again'],
}

const mebibyte = 1_048_576

const formatQuantity = (value: number | null | undefined, unitSize: number, unit: string) =>
  value === null || value === undefined ? '–' : `${Math.round(value / unitSize)} ${unit}`

const boardName = (boards: readonly BoardSummary[] | undefined, id: string): string =>
  boards === undefined ? '–' : (boards.find((board) => board.id === id)?.name ?? 'a removed board')

export interface DisplayContext {
  /** The server's time of the list, in epoch milliseconds. */
  readonly now: number
  /** Undefined while they are being loaded. */
  readonly boards: readonly BoardSummary[] | undefined
  /** The build that most displays run: another one stands out. */
  readonly mostCommonBuild: string | undefined
}

export interface DisplayFact {
  readonly title: string
  readonly isNumber: boolean
  readonly show: (display: DisplaySummary, context: DisplayContext) => ReactNode
}

/** What is known of a display, each with its title: columns of the list, lines on the page of one display. */
export const displayFacts: readonly DisplayFact[] = [
  { title: 'Health', isNumber: false, show: (display, { now }) => <Health display={display} now={now} /> },
  {
    title: 'Board',
    isNumber: false,
    show: ({ shownBoardId, boardId }, { boards }) => (
      <>
        {boardName(boards, shownBoardId)}
        {shownBoardId !== boardId && <small>by its schedule</small>}
      </>
    ),
  },
  {
    title: 'Last seen',
    isNumber: true,
    show: ({ lastSeenAt }, { now }) => (lastSeenAt === null ? 'never' : `${formatAge(now - lastSeenAt)} ago`),
  },
  {
    title: 'Data age',
    isNumber: true,
    show: ({ report }) =>
      report === null || report.paintedAgeMs === null ? '–' : `${formatAge(report.paintedAgeMs)} old`,
  },
  {
    title: 'Resolution',
    isNumber: true,
    show: ({ report }) => (report === null ? '–' : `${report.width} × ${report.height}`),
  },
  {
    title: 'Frame time',
    isNumber: true,
    show: ({ report }) => (
      <>
        {formatQuantity(report?.frameMsP50, 1, 'ms')}
        {typeof report?.frameMsP95 === 'number' && (
          <small>95 % within {formatQuantity(report.frameMsP95, 1, 'ms')}</small>
        )}
      </>
    ),
  },
  {
    title: 'Memory',
    isNumber: true,
    show: ({ report }) => formatQuantity(report?.heapBytes, mebibyte, 'MB'),
  },
  {
    title: 'Browser and version',
    isNumber: false,
    show: ({ browser, report }, { mostCommonBuild }) => (
      <>
        {browser === null ? '–' : browserName(browser)}
        <small>
          {report === null ? '–' : `build ${report.build.slice(0, 7)}`}
          {report !== null && mostCommonBuild !== undefined && report.build !== mostCommonBuild && (
            <b> ▲ differs from most displays</b>
          )}
        </small>
      </>
    ),
  },
]

function Health({ display, now }: { display: DisplaySummary; now: number }) {
  const { health, onlineSince, unreadable } = display
  const [sign, label] = healthLabels[health]
  return (
    <>
      <span className={styles.health}>
        {sign} {label}
      </span>
      <small>{onlineSince === null ? 'not connected' : `online for ${formatAge(now - onlineSince)}`}</small>
      {unreadable !== undefined && (
        <small>
          <b>
            ▲ damaged in the database: {unreadable.join(', ')}. Set it again, or remove the display and pair
            it again
          </b>
        </small>
      )}
    </>
  )
}

/** Where the display is and who paired it. */
export const displayOrigin = ({ address, pairedBy }: DisplaySummary): string =>
  `${address ?? 'no address yet'} · paired by ${pairedBy}`
