import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { boardPages, deskTerms, newBoard } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
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
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">{deskTerms.board}</th>
            <th scope="col">{boardPages.columns.changed}</th>
            <th scope="col" className={desk.number}>
              {boardPages.columns.revision}
            </th>
          </tr>
        </thead>
        <tbody>
          {(boards.data ?? []).map(({ id, name, isBuiltIn, changedAt, changedBy, revision }) => (
            <tr key={id} data-board={name}>
              <th scope="row">
                <Link to="/boards/$boardId" params={{ boardId: id }}>
                  {name}
                </Link>
              </th>
              <td>
                {isBuiltIn || changedAt === null
                  ? boardPages.builtIn
                  : boardPages.changed(changedAt, changedBy)}
              </td>
              <td className={desk.number}>{isBuiltIn ? '–' : revision}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
