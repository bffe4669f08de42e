import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Board } from '@wallboard/boards'
import type { BoardReply } from '@wallboard/boards/rest'
import { useMemo, useState } from 'react'
import { boardQueries, createBoard, removeBoard, saveBoard } from '../../api/board-queries.ts'
import { boardPages } from '../../i18n/index.ts'
import { readBoardText, writeBoardText } from './board-text.ts'

const maxNameLength = 80

/** Equal documents keep the same object, so that the preview does not render again. */
const isSameBoard = (a: Board, b: Board): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The text in the editor: as typed, and as the last valid board that it described. */
export function useBoardDraft(stored: BoardReply) {
  const [text, setText] = useState(() => writeBoardText(stored.board))
  const [saved, setSaved] = useState({ revision: stored.revision, text })
  const parsed = useMemo(() => readBoardText(text), [text])
  const [board, setBoard] = useState<Board>(stored.board)
  if (parsed.ok && !isSameBoard(parsed.board, board)) setBoard(parsed.board)
  return {
    text,
    setText,
    setBoard: (changed: Board) => {
      setText(writeBoardText(changed))
    },
    /** The board that the text describes, or the faults in the text. */
    parsed,
    /** The last valid board. */
    board,
    revision: saved.revision,
    hasChanges: text !== saved.text,
    markSaved: (revision: number) => {
      setSaved({ revision, text })
    },
  }
}

export type BoardDraft = ReturnType<typeof useBoardDraft>

/** Saving, copying and removing the board. One error at a time: that of the last attempt. */
export function useBoardActions(
  stored: BoardReply,
  draft: BoardDraft,
  events: { readonly onCopied: (id: string) => void; readonly onRemoved: () => void },
) {
  const client = useQueryClient()
  const [error, setError] = useState<Error>()
  const listChanged = () => client.invalidateQueries({ queryKey: boardQueries.all().queryKey, exact: true })
  const reporting = {
    onMutate: () => {
      setError(undefined)
    },
    onError: setError,
  }
  const save = useMutation({
    ...reporting,
    mutationFn: (board: Board) => saveBoard(stored.id, { revision: draft.revision, board }),
    onSuccess: (revision) => {
      draft.markSaved(revision)
      return listChanged()
    },
  })
  const copy = useMutation({
    ...reporting,
    mutationFn: (board: Board) =>
      createBoard({ ...board, name: boardPages.copyOf(board.name).slice(0, maxNameLength) }),
    onSuccess: async (id) => {
      await listChanged()
      events.onCopied(id)
    },
  })
  const remove = useMutation({
    ...reporting,
    mutationFn: () => removeBoard(stored.id),
    onSuccess: async () => {
      await listChanged()
      events.onRemoved()
    },
  })
  return { save, copy, remove, error }
}
