import { useQuery } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardReply } from '@wallboard/boards/rest'
import { useState } from 'react'
import { addressOf } from '../../api/address.ts'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import desk from '../desk.module.css'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import { UnsavedChanges } from '../frame/unsaved-changes.tsx'
import { BoardPreview, type PreviewFit } from './board-preview.tsx'
import { warningsFor } from './board-text.ts'
import styles from './boards.module.css'
import { QuickSettings } from './quick-settings.tsx'
import { useBoardActions, useBoardDraft, type BoardDraft } from './use-board-draft.ts'

interface BoardEditorProps {
  readonly stored: BoardReply
  readonly onCopied: (id: string) => void
  readonly onRemoved: () => void
}

/** Metres; the reading distance is computed, so that equal distances may differ by a rounding error. */
const distanceTolerance = 0.05

const isReadable = (fit: PreviewFit | undefined, distanceM: number): boolean =>
  fit === undefined || fit.maxReadingDistanceM >= distanceM - distanceTolerance

/** A board as JSON, validated while it is typed, beside its preview. */
export function BoardEditor({ stored, onCopied, onRemoved }: BoardEditorProps) {
  const draft = useBoardDraft(stored)
  const actions = useBoardActions(stored, draft, { onCopied, onRemoved })
  const directory = useQuery(boardQueries.directory())
  const [fit, setFit] = useState<PreviewFit>()
  const { parsed, board } = draft
  const { distanceM } = board.viewing
  return (
    <section className={styles.editor}>
      <UnsavedChanges hasUnsavedChanges={draft.hasChanges} />
      <BoardFields draft={draft} />
      <div>
        <EditorActions
          draft={draft}
          actions={actions}
          isBuiltIn={stored.id === allQueuesBoardId}
          isReadable={isReadable(fit, distanceM)}
        />
        {actions.error !== undefined && <p role="alert">{errorText(actions.error)}</p>}
        {fit !== undefined && !isReadable(fit, distanceM) && (
          <p role="alert">
            This board cannot be read from {distanceM} m on this screen, only from up to{' '}
            {fit.maxReadingDistanceM.toFixed(1)} m. Shorten the viewing distance or remove tiles to save it.
          </p>
        )}
        {parsed.ok && warningsFor(parsed.board, directory.data).map((text) => <p key={text}>▲ {text}</p>)}
        <BoardPreview board={board} onFit={setFit} />
        {fit !== undefined && (
          <p className={desk.note}>
            Readable up to {fit.maxReadingDistanceM.toFixed(1)} m ·{' '}
            {fit.pages === 1 ? 'one page' : `${fit.pages} pages in rotation`}
          </p>
        )}
      </div>
    </section>
  )
}

function BoardFields({ draft }: { draft: BoardDraft }) {
  const { parsed, board, text, setText, setBoard } = draft
  return (
    <div>
      <QuickSettings board={board} onChange={setBoard} />
      <label className={styles.text}>
        The board as JSON (<a href={addressOf('api/boards/schema')}>schema</a>)
        <textarea
          value={text}
          spellCheck={false}
          rows={28}
          aria-invalid={!parsed.ok}
          onChange={({ target }) => {
            setText(target.value)
          }}
        />
      </label>
      {!parsed.ok && (
        <ul role="alert" className={styles.faults}>
          {parsed.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function EditorActions(props: {
  readonly draft: BoardDraft
  readonly actions: ReturnType<typeof useBoardActions>
  readonly isBuiltIn: boolean
  readonly isReadable: boolean
}) {
  const { draft, actions, isBuiltIn } = props
  const { parsed, hasChanges, revision } = draft
  const canStore = parsed.ok && props.isReadable
  return (
    <div className={desk.row}>
      <button
        type="button"
        disabled={isBuiltIn || !canStore || !hasChanges || actions.save.isPending}
        onClick={() => {
          if (parsed.ok) actions.save.mutate(parsed.board)
        }}
      >
        Save
      </button>
      <button
        type="button"
        disabled={!canStore || actions.copy.isPending}
        onClick={() => {
          if (parsed.ok) actions.copy.mutate(parsed.board)
        }}
      >
        Save as a copy
      </button>
      {!isBuiltIn && (
        <ConfirmButton
          label="Remove"
          confirmLabel="Confirm removal"
          onConfirm={() => {
            actions.remove.mutate()
          }}
        />
      )}
      <span className={desk.note} role="status">
        {isBuiltIn
          ? 'Built in: save a copy to change it'
          : hasChanges
            ? 'not saved'
            : `saved, revision ${revision}`}
      </span>
    </div>
  )
}
