import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Board } from '@wallboard/boards'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardReply } from '@wallboard/boards/rest'
import { useEffect, useMemo, useState } from 'react'
import { boardQueries, createBoard, removeBoard, saveBoard } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import desk from '../desk.module.css'
import { BoardPreview, type PreviewFit } from './board-preview.tsx'
import { QuickSettings } from './quick-settings.tsx'
import { doubtsAbout, readBoardText, writeBoardText } from './board-text.ts'
import { addressOf } from '../../api/address.ts'
import styles from './boards.module.css'

/** Asks before the page is left with something that is not kept. */
function useLeaveWarning(hasChanges: boolean): void {
  useEffect(() => {
    if (!hasChanges) return undefined
    const warn = (event: BeforeUnloadEvent) => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
    }
  }, [hasChanges])
}

/** A board as JSON, checked as it is typed, beside its picture on a screen. */
export function BoardEditor({
  stored,
  onOpen,
}: {
  stored: BoardReply
  onOpen: (id: string | undefined) => void
}) {
  const client = useQueryClient()
  const directory = useQuery(boardQueries.directory())
  const [text, setText] = useState(() => writeBoardText(stored.board))
  const [kept, setKept] = useState({ revision: stored.revision, text })
  const [fit, setFit] = useState<PreviewFit>()
  const [isConfirming, setIsSure] = useState(false)
  const read = useMemo(() => readBoardText(text), [text])
  const [lastGood, setLastGood] = useState<Board>(stored.board)
  if (read.ok && read.board !== lastGood && JSON.stringify(read.board) !== JSON.stringify(lastGood))
    setLastGood(read.board)
  const isBuiltIn = stored.id === allQueuesBoardId
  const hasChanges = text !== kept.text
  useLeaveWarning(hasChanges)

  const changed = () => client.invalidateQueries({ queryKey: boardQueries.all().queryKey })
  const [failure, setFailure] = useState<Error>()
  /** One message at a time: that of what was tried last. */
  const outcome = {
    onMutate: () => {
      setFailure(undefined)
    },
    onError: (error: Error) => {
      setFailure(error)
    },
  }
  const save = useMutation({
    ...outcome,
    mutationFn: (board: Board) => saveBoard(stored.id, { revision: kept.revision, board }),
    onSuccess: (revision) => {
      setKept({ revision, text })
      return changed()
    },
  })
  const copy = useMutation({
    ...outcome,
    mutationFn: (board: Board) => createBoard({ ...board, name: `${board.name} copy`.slice(0, 80) }),
    onSuccess: async (id) => {
      setKept({ ...kept, text })
      await changed()
      onOpen(id)
    },
  })
  const remove = useMutation({
    ...outcome,
    mutationFn: () => removeBoard(stored.id),
    onSuccess: async () => {
      await changed()
      onOpen(undefined)
    },
  })

  const distanceM = lastGood.viewing.distanceM
  const isUnreadable = fit !== undefined && fit.maxReadingDistanceM < distanceM - 0.05
  return (
    <section className={styles.editor}>
      <div>
        <QuickSettings
          board={lastGood}
          onChange={(board) => {
            setText(writeBoardText(board))
          }}
        />
        <label className={styles.text}>
          The board as JSON (<a href={addressOf('api/boards/schema')}>schema</a>)
          <textarea
            value={text}
            spellCheck={false}
            rows={28}
            aria-invalid={!read.ok}
            onChange={({ target }) => {
              setText(target.value)
            }}
          />
        </label>
        {!read.ok && (
          <ul role="alert" className={styles.faults}>
            {read.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
      </div>
      <div>
        <div className={desk.row}>
          <button
            type="button"
            disabled={isBuiltIn || !read.ok || !hasChanges || isUnreadable || save.isPending}
            onClick={() => {
              if (read.ok) save.mutate(read.board)
            }}
          >
            Save
          </button>
          <button
            type="button"
            disabled={!read.ok || isUnreadable || copy.isPending}
            onClick={() => {
              if (read.ok) copy.mutate(read.board)
            }}
          >
            Save as a copy
          </button>
          {!isBuiltIn && (
            <button
              type="button"
              onClick={() => {
                if (isConfirming) remove.mutate()
                setIsSure(!isConfirming)
              }}
            >
              {isConfirming ? 'Really remove' : 'Remove'}
            </button>
          )}
          <span className={desk.note} role="status">
            {isBuiltIn
              ? 'This board belongs to the product'
              : hasChanges
                ? 'not saved'
                : `saved, revision ${kept.revision}`}
          </span>
        </div>
        {failure !== undefined && <p role="alert">{errorText(failure)}</p>}
        {isUnreadable && (
          <p role="alert">
            This board cannot be read from {distanceM} m on this screen: only up to{' '}
            {fit.maxReadingDistanceM.toFixed(1)} m. Shorten the distance, or take tiles away, to save it.
          </p>
        )}
        {read.ok && doubtsAbout(read.board, directory.data).map((doubt) => <p key={doubt}>▲ {doubt}</p>)}
        <BoardPreview board={lastGood} onFit={setFit} />
        {fit !== undefined && (
          <p className={desk.note}>
            Readable up to {fit.maxReadingDistanceM.toFixed(1)} m ·{' '}
            {fit.pages === 1 ? 'one screen' : `${fit.pages} screens in turn`}
          </p>
        )}
      </div>
    </section>
  )
}
