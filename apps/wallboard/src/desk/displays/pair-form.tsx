import { useMutation, useQueryClient } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { PendingPairing } from '@wallboard/relay/rest/pairing'
import { useState, type SyntheticEvent } from 'react'
import { displayQueries, findPairing, pairDisplay } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import styles from './displays-page.module.css'

/** A screen is most likely where its desk is. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Types a code, looks at who shows it, names the screen: three steps, so that nobody pairs a stranger's screen. */
export function PairForm({ boards }: { boards: readonly BoardSummary[] }) {
  const client = useQueryClient()
  const [code, setCode] = useState(() => new URLSearchParams(location.search).get('code') ?? '')
  const [name, setName] = useState('')
  const [boardId, setBoardId] = useState(allQueuesBoardId)
  const look = useMutation({ mutationFn: () => findPairing(code) })
  const pair = useMutation({
    mutationFn: (found: PendingPairing) =>
      pairDisplay({ code: found.code, name, boardId, timeZone: ownZone }),
    onSuccess: async () => {
      setCode('')
      setName('')
      look.reset()
      await client.invalidateQueries({ queryKey: displayQueries.fleet().queryKey })
    },
  })
  const found = look.data

  function submit(event: SyntheticEvent) {
    event.preventDefault()
    if (found === undefined) look.mutate()
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
            look.reset()
          }}
        />
      </label>
      {found !== undefined && (
        <>
          <p>
            A screen of {found.width} × {found.height} at {found.address} asks to be paired. Is it yours?
          </p>
          <label>
            Name of the screen
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
            <select
              value={boardId}
              onChange={({ target }) => {
                setBoardId(target.value)
              }}
            >
              {boards.map(({ id, name: title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      <button type="submit" disabled={look.isPending || pair.isPending}>
        {found === undefined ? 'Find the screen' : 'Pair'}
      </button>
      {look.isError && <p role="alert">{errorText(look.error)}</p>}
      {pair.isError && <p role="alert">{errorText(pair.error)}</p>}
    </form>
  )
}
