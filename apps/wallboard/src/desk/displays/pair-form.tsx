import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { PendingPairing } from '@wallboard/relay/rest/pairing'
import { useState, type SyntheticEvent } from 'react'
import { displayQueries, findPairing, pairDisplay } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { deskTerms, pairForm as texts } from '../../i18n/index.ts'
import { BoardSelect } from './board-select.tsx'
import styles from './displays-page.module.css'

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Pairs a display in three steps: type the code, check which screen shows it, name the display. The check prevents pairing of a foreign screen. */
export function PairForm({ boards }: { boards: readonly BoardSummary[] }) {
  const client = useQueryClient()
  // A display begins with the site's zone; its settings can name another one.
  const timeZone = useSiteZone() ?? browserZone
  const [code, setCode] = useState(useSearch({ from: '/signed-in/frame/displays' }).code ?? '')
  const [name, setName] = useState('')
  const [boardId, setBoardId] = useState(allQueuesBoardId)
  const lookUp = useMutation({ mutationFn: () => findPairing(code) })
  const pair = useMutation({
    mutationFn: (found: PendingPairing) => pairDisplay({ code: found.code, name, boardId, timeZone }),
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
        {texts.code}
        <input
          value={code}
          placeholder={texts.codePlaceholder}
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
          <p>{texts.request(found.width, found.height, found.address)}</p>
          <label>
            {texts.name}
            <input
              value={name}
              placeholder={texts.namePlaceholder}
              maxLength={80}
              required
              autoFocus
              onChange={(event) => {
                setName(event.target.value)
              }}
            />
          </label>
          <label>
            {deskTerms.board}
            <BoardSelect label={deskTerms.board} boards={boards} boardId={boardId} onChange={setBoardId} />
          </label>
        </>
      )}
      <button type="submit" disabled={lookUp.isPending || pair.isPending}>
        {found === undefined ? texts.lookUp : texts.pair}
      </button>
      {lookUp.isError && <p role="alert">{errorText(lookUp.error)}</p>}
      {pair.isError && <p role="alert">{errorText(pair.error)}</p>}
    </form>
  )
}
