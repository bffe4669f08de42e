import { useQuery } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import type { BoardReply } from '@wallboard/boards/rest'
import { useState } from 'react'
import { addressOf } from '../../api/address.ts'
import { boardQueries } from '../../api/board-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { boardEditor as texts, deskTerms } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import { UnsavedChanges } from '../frame/unsaved-changes.tsx'
import { BoardPreview, type PreviewFit } from './board-preview.tsx'
import { warningsFor } from './board-text.ts'
import styles from './boards.module.css'
import { QuickSettings } from './quick-settings.tsx'
import { TrendSettings } from './trend-settings.tsx'
import { useBoardActions, useBoardDraft, type BoardDraft } from './use-board-draft.ts'

interface BoardEditorProps {
  readonly stored: BoardReply
  readonly onCopied: (id: string) => void
  readonly onRemoved: () => void
}

/** Metres. The reading distance is computed: equal distances may differ by a rounding error. */
const distanceTolerance = 0.05

const isReadable = (fit: PreviewFit | undefined, distanceM: number): boolean =>
  fit === undefined || fit.maxReadingDistanceM >= distanceM - distanceTolerance

/** A board as JSON, validated on each change, beside its preview. */
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
          <p role="alert">{texts.unreadableFrom(distanceM, fit.maxReadingDistanceM.toFixed(1))}</p>
        )}
        {parsed.ok &&
          warningsFor(parsed.board, directory.data).map((warning) => <p key={warning}>▲ {warning}</p>)}
        <BoardPreview board={board} onFit={setFit} />
        {fit !== undefined && (
          <p className={desk.note}>{texts.fit(fit.maxReadingDistanceM.toFixed(1), fit.pages)}</p>
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
      <TrendSettings board={board} onChange={setBoard} />
      <label className={styles.text}>
        {texts.json} (<a href={addressOf('api/boards/schema')}>{texts.schema}</a>)
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
        {texts.save}
      </button>
      <button
        type="button"
        disabled={!canStore || actions.copy.isPending}
        onClick={() => {
          if (parsed.ok) actions.copy.mutate(parsed.board)
        }}
      >
        {texts.saveCopy}
      </button>
      {!isBuiltIn && (
        <ConfirmButton
          label={deskTerms.remove}
          confirmLabel={deskTerms.confirmRemoval}
          onConfirm={() => {
            actions.remove.mutate()
          }}
        />
      )}
      <span className={desk.note} role="status">
        {isBuiltIn ? texts.builtIn : hasChanges ? deskTerms.unsaved : texts.saved(revision)}
      </span>
    </div>
  )
}
