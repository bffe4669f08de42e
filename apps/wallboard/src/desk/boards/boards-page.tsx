import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { DeskHeader } from '../desk-header.tsx'
import desk from '../desk.module.css'
import { BoardEditor } from './board-editor.tsx'
import { addressOf } from '../../api/address.ts'
import { NewBoardForm } from './new-board-form.tsx'

const openId = () => new URLSearchParams(location.search).get('id') ?? undefined

/** `/boards`: every board of the domain, and with `?id=` one of them to edit. */
export function BoardsPage() {
  const [id, setId] = useState(openId)
  function open(next: string | undefined) {
    history.replaceState(
      null,
      '',
      addressOf(next === undefined ? 'boards' : `boards?id=${encodeURIComponent(next)}`),
    )
    setId(next)
  }
  return (
    <main className={desk.page} aria-label="Boards">
      <DeskHeader title="Boards" />
      {id === undefined ? <BoardList onOpen={open} /> : <OpenBoard key={id} id={id} onOpen={open} />}
    </main>
  )
}

function OpenBoard({ id, onOpen }: { id: string; onOpen: (id: string | undefined) => void }) {
  const board = useQuery({ ...boardQueries.one(id), gcTime: 0 })
  return (
    <>
      <p>
        <button
          type="button"
          onClick={() => {
            onOpen(undefined)
          }}
        >
          All boards
        </button>
      </p>
      {board.isError && <p role="alert">{errorText(board.error)}</p>}
      {board.data !== undefined && <BoardEditor stored={board.data} onOpen={onOpen} />}
    </>
  )
}

function BoardList({ onOpen }: { onOpen: (id: string) => void }) {
  const boards = useQuery(boardQueries.all())
  return (
    <>
      {boards.isError && <p role="alert">{errorText(boards.error)}</p>}
      {boards.isPending && <p className={desk.note}>Asking for the boards</p>}
      <table className={desk.table}>
        <thead>
          <tr>
            <th scope="col">Board</th>
            <th scope="col">Changed</th>
            <th scope="col" className={desk.number}>
              Revision
            </th>
          </tr>
        </thead>
        <tbody>
          {(boards.data ?? []).map(({ id, name, isBuiltIn, changedAt, changedBy, revision }) => (
            <tr key={id} data-board={name}>
              <th scope="row">
                <a
                  href={addressOf(`boards?id=${encodeURIComponent(id)}`)}
                  onClick={(event) => {
                    event.preventDefault()
                    onOpen(id)
                  }}
                >
                  {name}
                </a>
              </th>
              <td>
                {isBuiltIn || changedAt === null
                  ? 'part of the product'
                  : `${new Date(changedAt).toLocaleString('en-GB')} by ${changedBy ?? 'somebody'}`}
              </td>
              <td className={desk.number}>{isBuiltIn ? '–' : revision}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>New board</h2>
      <NewBoardForm onCreated={onOpen} />
    </>
  )
}
