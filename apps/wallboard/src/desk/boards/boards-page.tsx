import { useQuery } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import { Link, useNavigate } from '@tanstack/react-router'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { boardPages, deskTerms, newBoard } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { BoardPicture } from '../board-picture/board-picture.tsx'
import { DeskPage } from '../frame/desk-page.tsx'
import styles from './boards.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { NewBoardForm } from './new-board-form.tsx'

/** `/boards`: all boards of the domain, and the form for a new one. */
export function BoardsPage() {
  const navigate = useNavigate()
  return (
    <DeskPage title={deskTerms.boards}>
      <BoardList />
      <h2>{newBoard.title}</h2>
      <NewBoardForm onCreated={(boardId) => void navigate({ to: '/boards/$boardId', params: { boardId } })} />
    </DeskPage>
  )
}

function BoardList() {
  const boards = useQuery(boardQueries.all())
  return (
    <>
      {boards.isError && <p role="alert">{errorText(boards.error)}</p>}
      {boards.isPending && <p className={desk.note}>{boardPages.loading}</p>}
      <ul className={styles.cards}>
        {(boards.data ?? []).map((board) => (
          <BoardCard key={board.id} board={board} />
        ))}
      </ul>
    </>
  )
}

const pictureSize = { width: 1920, height: 1080 }

function BoardCard({ board }: { board: BoardSummary }) {
  const { id, name, isBuiltIn, changedAt, changedBy, revision } = board
  const { data } = useQuery({ ...boardQueries.one(id), staleTime: 60_000 })
  const { minuteText } = useMomentTexts()
  return (
    <li className={styles.card} data-board={name}>
      <div className={styles.picture}>
        {data !== undefined && (
          <BoardPicture board={data.board} size={pictureSize} label={boardPages.pictureOf(name)} />
        )}
      </div>
      <p className={styles.cardText}>
        <Link to="/boards/$boardId" params={{ boardId: id }}>
          {name}
        </Link>
        <small>
          {isBuiltIn || changedAt === null
            ? boardPages.builtIn
            : boardPages.changedIn(boardPages.changed(minuteText(changedAt), changedBy), revision)}
        </small>
      </p>
    </li>
  )
}
