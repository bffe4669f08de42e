import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DataSource } from '@wallboard/five9/identifiers'
import { allQueuesBoard, allQueuesBoardId, applyMode, type Board } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { useMemo, useState, type ReactNode } from 'react'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { loadScreenSettings } from '../../board/screen-settings.ts'
import { errors, historyPage as text } from '../../i18n/index.ts'
import { DeskHeader } from '../frame/desk-header.tsx'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { siteDay } from '../../ui/format/site-day.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import styles from './history-page.module.css'
import { parseAddress, type MomentAddress } from './moment-address.ts'
import { ReplayedBoard } from './replayed-board.tsx'
import { BackToLive, liveAddress } from './replay-bar.tsx'

const headerSources: readonly DataSource[] = [queueSource]

/** `/history?at=<ISO instant>&board=<id>&speed=<n>`: a board as it was at an instant, never live. */
export function HistoryPage() {
  const search = useSearch({ from: '/signed-in/frame/history' })
  const navigate = useNavigate()
  const boardId = search.board ?? allQueuesBoardId
  const parsed = parseAddress(search)
  usePageKeys([{ keys: 'Escape', label: text.toLive, run: () => void navigate(liveAddress(boardId)) }])
  return (
    <>
      <DeskHeader title={text.title} sources={headerSources} beforeFreshness={text.now} />
      {!parsed.ok ? (
        <Problem boardId={boardId}>{text.invalid[parsed.invalid]}</Problem>
      ) : boardId === allQueuesBoardId ? (
        <RecordedBoard key={boardId} board={allQueuesBoard} address={parsed.address} />
      ) : (
        <StoredBoard key={boardId} address={parsed.address} />
      )}
    </>
  )
}

function StoredBoard({ address }: { readonly address: MomentAddress }) {
  const { data, error } = useQuery(boardQueries.one(address.board))
  const board = useMemo(() => (data === undefined ? undefined : applyMode(data.board)), [data])
  if (board !== undefined) return <RecordedBoard board={board} address={address} />
  return error === null ? <Loading /> : <Problem boardId={allQueuesBoardId}>{errorText(error)}</Problem>
}

/** How often the page asks how far the demo's past is filled in. */
const fillingMs = 5_000

interface RecordedBoardProps {
  readonly board: Board
  readonly address: MomentAddress
}

/** Waits until it is known what is recorded: without an instant in the address the replay starts at the end. */
function RecordedBoard({ board, address }: RecordedBoardProps) {
  const dayRule = useSiteDay()
  const [firstDay] = useState(() => siteDay(address.at ?? Date.now(), dayRule))
  const [settings] = useState(() => loadScreenSettings(location.search))
  const [start] = useState(address)
  const { data, error, refetch } = useQuery({
    ...historyQueries.coverage(firstDay.from, firstDay.to),
    refetchInterval: ({ state }) => (state.data?.filling ? fillingMs : false),
  })
  const shown = useMemo(() => ({ ...board, viewing: settings }), [board, settings])
  if (data === undefined)
    return error === null ? (
      <Loading />
    ) : (
      <Problem boardId={address.board} onRetry={() => void refetch()}>
        {errorText(error)}
      </Problem>
    )
  if (data.recorded === null)
    return (
      <Problem boardId={address.board} onRetry={() => void refetch()}>
        {errors['no-history']({ from: null, to: null })}
      </Problem>
    )
  const { recorded, sources, filling } = data
  return <ReplayedBoard board={shown} {...{ start, recorded, sources, filling }} />
}

const Loading = () => (
  <main className={styles.message} data-link="replay">
    <p>{text.loading}</p>
  </main>
)

interface ProblemProps {
  readonly boardId: string
  readonly onRetry?: () => void
  readonly children: ReactNode
}

/** Why nothing can be shown. */
function Problem({ boardId, onRetry, children }: ProblemProps) {
  return (
    <main className={styles.message} data-link="replay">
      <p role="alert">{children}</p>
      <p>
        {onRetry !== undefined && (
          <button type="button" onClick={onRetry}>
            {text.retry}
          </button>
        )}
        <BackToLive boardId={boardId} />
      </p>
    </main>
  )
}
