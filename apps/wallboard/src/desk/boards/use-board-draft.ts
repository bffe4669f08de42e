import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Board } from '@wallboard/boards'
import type { BoardReply } from '@wallboard/boards/rest'
import { useMemo, useState } from 'react'
import { boardQueries, createBoard, removeBoard, saveBoard } from '../../api/board-queries.ts'
import { readBoardText, writeBoardText } from './board-text.ts'

const maxNameLength = 80

/** Another tile than the last valid text described; equal documents keep the same object, so that nothing renders. */
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
    /** What the text is: a board, or the faults in it. */
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
      createBoard({ ...board, name: `${board.name} copy`.slice(0, maxNameLength) }),
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
