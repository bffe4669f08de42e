import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { PendingPairing } from '@wallboard/relay/rest/pairing'
import { useState, type SyntheticEvent } from 'react'
import { displayQueries, findPairing, pairDisplay } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { BoardSelect } from './board-select.tsx'
import styles from './displays-page.module.css'

/** The first value of a display's time zone: a display is most likely in the same place as its desk. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Pairs a display in three steps, so that nobody pairs a stranger's screen: type the code, see which screen shows it, name the display. */
export function PairForm({ boards }: { boards: readonly BoardSummary[] }) {
  const client = useQueryClient()
  const [code, setCode] = useState(useSearch({ from: '/signed-in/frame/displays' }).code ?? '')
  const [name, setName] = useState('')
  const [boardId, setBoardId] = useState(allQueuesBoardId)
  const lookUp = useMutation({ mutationFn: () => findPairing(code) })
  const pair = useMutation({
    mutationFn: (found: PendingPairing) =>
      pairDisplay({ code: found.code, name, boardId, timeZone: ownZone }),
    onSuccess: async () => {
      setCode('')
      setName('')
      lookUp.reset()
      await client.invalidateQueries({ queryKey: displayQueries.all().queryKey })
    },
  })
  const found = lookUp.data

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (found === undefined) lookUp.mutate()
    else pair.mutate(found)
  }

  return (
    <form className={styles.pair} onSubmit={submit}>
      <label>
        Code on the screen
        <input
          value={code}
          placeholder="WDJB-MJHT"
          autoCapitalize="characters"
          autoComplete="off"
          required
          onChange={(event) => {
            setCode(event.target.value)
            lookUp.reset()
          }}
        />
      </label>
      {found !== undefined && (
        <>
          <p>
            A screen of {found.width} × {found.height} at {found.address} asks to be paired. Is it yours?
          </p>
          <label>
            Name of the display
            <input
              value={name}
              placeholder="Hall, left"
              maxLength={80}
              required
              autoFocus
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          </label>
          <label>
            Board
            <BoardSelect label="Board" boards={boards} boardId={boardId} onChange={setBoardId} />
          </label>
        </>
      )}
      <button type="submit" disabled={lookUp.isPending || pair.isPending}>
        {found === undefined ? 'Look up code' : 'Pair'}
      </button>
      {lookUp.isError && <p role="alert">{errorText(lookUp.error)}</p>}
      {pair.isError && <p role="alert">{errorText(pair.error)}</p>}
    </form>
  )
}
