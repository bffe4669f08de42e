import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { boardPages, deskTerms } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { BoardEditor } from './board-editor.tsx'

/** `/boards/<id>`: the editor of one board. */
export function BoardPage() {
  const { boardId } = useParams({ from: '/signed-in/frame/boards/$boardId' })
  return <OpenBoard key={boardId} boardId={boardId} />
}

function OpenBoard({ boardId }: { boardId: string }) {
  const navigate = useNavigate()
  const board = useQuery({ ...boardQueries.one(boardId), gcTime: 0 })
  return (
    <DeskPage
      title={board.data?.board.name ?? deskTerms.board}
      links={
        <>
          <Link className={desk.link} to="/boards">
            {boardPages.allBoards}
          </Link>
          <Link className={desk.link} to="/wall" search={{ board: boardId }}>
            {boardPages.showOnWall}
          </Link>
        </>
      }
    >
      {board.isPending && <p className={desk.note}>{boardPages.loadingOne}</p>}
      {board.isError && <p role="alert">{errorText(board.error)}</p>}
      {board.data !== undefined && (
        <BoardEditor
          stored={board.data}
          // The copy has the text, or the board is removed: leaving loses nothing.
          onCopied={(id) =>
            void navigate({ to: '/boards/$boardId', params: { boardId: id }, ignoreBlocker: true })
          }
          onRemoved={() => void navigate({ to: '/boards', ignoreBlocker: true })}
        />
      )}
    </DeskPage>
  )
}
