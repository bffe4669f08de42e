import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState } from 'react'
import { boardQueries } from '../../api/board-queries.ts'
import { displayPages as texts } from '../../i18n/index.ts'
import { formatAge } from '../../ui/format/wait.ts'
import { BoardPicture } from '../board-picture/board-picture.tsx'
import { BulkActions } from './bulk-actions.tsx'
import styles from './display-cards.module.css'
import { shownHealth } from './display-health-state.ts'

interface DisplayCardsProps {
  readonly displays: readonly DisplaySummary[]
  readonly boards: readonly BoardSummary[]
  /** The server's time of the list, in epoch milliseconds. */
  readonly now: number
}

/** Small live pictures of what each screen shows, with its health in words, and actions on several screens at once. */
export function DisplayCards({ displays, boards, now }: DisplayCardsProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const chosen = displays.filter(({ id }) => selected.has(id))
  return (
    <section aria-label={texts.screens}>
      <BulkActions
        displays={displays}
        chosen={chosen}
        boards={boards}
        onSelect={(ids) => {
          setSelected(new Set(ids))
        }}
      />
      <ul className={styles.cards}>
        {displays.map((display) => (
          <DisplayCard
            key={display.id}
            display={display}
            boardName={boards.find(({ id }) => id === display.shownBoardId)?.name ?? texts.removedBoard}
            now={now}
            isSelected={selected.has(display.id)}
            onSelect={(isSelected) => {
              const next = new Set(selected)
              if (isSelected) next.add(display.id)
              else next.delete(display.id)
              setSelected(next)
            }}
          />
        ))}
      </ul>
    </section>
  )
}

interface DisplayCardProps {
  readonly display: DisplaySummary
  readonly boardName: string
  readonly now: number
  readonly isSelected: boolean
  readonly onSelect: (isSelected: boolean) => void
}

/** What is wrong with a display, or that nothing is. */
function stateOf(display: DisplaySummary, now: number): string {
  const { report, lastSeenAt } = display
  const health = shownHealth(display)
  switch (health) {
    case 'awaited':
    case 'healthy':
    case 'conflict':
    case 'drill':
      return texts.states[health]()
    case 'stale':
      return texts.states.stale(
        report?.paintedAgeMs === null || report === null ? undefined : formatAge(report.paintedAgeMs),
      )
    case 'silent':
    case 'offline':
      return texts.states[health](lastSeenAt === null ? undefined : formatAge(now - lastSeenAt))
  }
}

const defaultSize = { width: 1920, height: 1080 }

function DisplayCard({ display, boardName, now, isSelected, onSelect }: DisplayCardProps) {
  const { id, name, health, report, shownBoardId } = display
  const { data } = useQuery({ ...boardQueries.one(shownBoardId), staleTime: 60_000 })
  const needsCare = health !== 'healthy' && health !== 'drill'
  const size = report === null || report.width === 0 || report.height === 0 ? defaultSize : report
  return (
    <li className={styles.card} data-picture={name} data-picture-health={health}>
      <div className={styles.picture}>
        {data !== undefined && (
          <BoardPicture
            board={data.board}
            size={size}
            label={texts.pictureOf(name, boardName)}
            isOld={health !== 'healthy'}
          />
        )}
      </div>
      <div className={styles.text}>
        <Link to="/displays/$displayId" params={{ displayId: id }}>
          {name}
        </Link>
        <input
          type="checkbox"
          aria-label={texts.select(name)}
          checked={isSelected}
          onChange={({ target }) => {
            onSelect(target.checked)
          }}
        />
        <p className={styles.state}>
          {needsCare && '▲ '}
          {stateOf(display, now)}
        </p>
        <p className={styles.facts}>
          {[boardName, ...(report === null ? [] : [`${report.width} × ${report.height}`])].join(' · ')}
        </p>
      </div>
    </li>
  )
}
