import { useSiteZone } from '../../board/site-zone-context.tsx'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import type { ReactNode } from 'react'
import { deskTerms, displayPages as texts } from '../../i18n/index.ts'
import { formatAge, formatSiteTime } from '../../ui/format/wait.ts'
import { browserName } from './browser-name.ts'
import { shownHealth, type ShownHealth } from './display-health-state.ts'
import styles from './displays-page.module.css'

const { facts } = texts

const healthSigns: Readonly<Record<ShownHealth, string>> = {
  awaited: '○',
  healthy: '●',
  stale: '▲',
  silent: '▲',
  offline: '■',
  conflict: '■',
  drill: '◆',
}

const mebibyte = 1_048_576

const formatQuantity = (value: number | null | undefined, unitSize: number, unit: string) =>
  value === null || value === undefined ? '–' : `${Math.round(value / unitSize)} ${unit}`

const boardName = (boards: readonly BoardSummary[] | undefined, id: string): string =>
  boards === undefined ? '–' : (boards.find((board) => board.id === id)?.name ?? texts.removedBoard)

export interface DisplayContext {
  /** The server's time of the list, in epoch milliseconds. */
  readonly now: number
  /** Undefined while loading. */
  readonly boards: readonly BoardSummary[] | undefined
  /** The build that most displays run. Other builds are marked. */
  readonly mostCommonBuild: string | undefined
}

export interface DisplayFact {
  readonly title: string
  readonly isNumber: boolean
  readonly show: (display: DisplaySummary, context: DisplayContext) => ReactNode
}

/** The facts about a display, each with its title: columns of the list, lines on the page of one display. */
export const displayFacts: readonly DisplayFact[] = [
  {
    title: facts.health,
    isNumber: false,
    show: (display, { now }) => <Health display={display} now={now} />,
  },
  {
    title: deskTerms.board,
    isNumber: false,
    show: ({ shownBoardId, boardId }, { boards }) => (
      <>
        {boardName(boards, shownBoardId)}
        {shownBoardId !== boardId && <small>{texts.bySchedule}</small>}
      </>
    ),
  },
  {
    title: facts.lastSeen,
    isNumber: true,
    show: ({ lastSeenAt }, { now }) =>
      lastSeenAt === null ? texts.notSeen : texts.ago(formatAge(now - lastSeenAt)),
  },
  {
    title: facts.dataAge,
    isNumber: true,
    show: ({ report }) =>
      report === null || report.paintedAgeMs === null ? '–' : texts.old(formatAge(report.paintedAgeMs)),
  },
  {
    title: facts.resolution,
    isNumber: true,
    show: ({ report }) => (report === null ? '–' : `${report.width} × ${report.height}`),
  },
  {
    title: facts.frameTime,
    isNumber: true,
    show: ({ report }) => (
      <>
        {formatQuantity(report?.frameMsP50, 1, 'ms')}
        {typeof report?.frameMsP95 === 'number' && (
          <small>{texts.frameP95(formatQuantity(report.frameMsP95, 1, 'ms'))}</small>
        )}
      </>
    ),
  },
  {
    title: facts.memory,
    isNumber: true,
    show: ({ report }) => formatQuantity(report?.heapBytes, mebibyte, 'MB'),
  },
  {
    title: facts.browser,
    isNumber: false,
    show: ({ browser, report }, { mostCommonBuild }) => (
      <>
        {browser === null ? '–' : browserName(browser)}
        <small>
          {report === null ? '–' : texts.build(report.build.slice(0, 7))}
          {report !== null && mostCommonBuild !== undefined && report.build !== mostCommonBuild && (
            <b> ▲ {texts.otherBuild}</b>
          )}
        </small>
      </>
    ),
  },
]

function Health({ display, now }: { display: DisplaySummary; now: number }) {
  const { onlineSince, unreadable, drill } = display
  const health = shownHealth(display)
  const zone = useSiteZone()
  return (
    <>
      <span className={styles.health}>
        {healthSigns[health]}{' '}
        {drill !== null ? texts.drillBy(formatSiteTime(drill.since, zone), drill.by) : texts.health[health]}
      </span>
      <small>
        {onlineSince !== null
          ? texts.onlineFor(formatAge(now - onlineSince))
          : health !== 'awaited' && texts.notConnected}
      </small>
      {unreadable !== undefined && (
        <small>
          <b>▲ {texts.damaged(unreadable)}</b>
        </small>
      )}
    </>
  )
}

/** Where the display is and who paired it. */
export const displayOrigin = ({ address, pairedBy }: DisplaySummary): string =>
  texts.origin(address, pairedBy)
