import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BoardSummary } from '@wallboard/boards/rest'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { useState } from 'react'
import { changeDisplay, commandDisplay, displayQueries } from '../../api/display-queries.ts'
import { displayPages as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { BoardSelect } from './board-select.tsx'

interface BulkActionsProps {
  readonly displays: readonly DisplaySummary[]
  readonly chosen: readonly DisplaySummary[]
  readonly boards: readonly BoardSummary[]
  readonly onSelect: (ids: readonly string[]) => void
}

/** Identifies, reloads, or gives a board to all selected displays, and says for how many it failed. */
export function BulkActions({ displays, chosen, boards, onSelect }: BulkActionsProps) {
  const client = useQueryClient()
  const [boardId, setBoardId] = useState<string>()
  const shownBoard = boardId ?? boards[0]?.id
  const act = useMutation({
    mutationFn: async (action: (display: DisplaySummary) => Promise<void>) => {
      const results = await Promise.allSettled(chosen.map(action))
      const failed = results.filter(({ status }) => status === 'rejected').length
      return { done: results.length - failed, failed }
    },
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.all().queryKey }),
  })
  return (
    <div className={desk.row}>
      <label>
        <input
          type="checkbox"
          checked={chosen.length === displays.length}
          onChange={({ target }) => {
            onSelect(target.checked ? displays.map(({ id }) => id) : [])
          }}
        />
        {texts.selectAll}
      </label>
      <span className={desk.note}>{texts.selected(chosen.length)}</span>
      {chosen.length > 0 &&
        (['identify', 'reload'] as const).map((command) => (
          <button
            key={command}
            type="button"
            disabled={act.isPending}
            onClick={() => {
              act.mutate(({ id }) => commandDisplay(id, command))
            }}
          >
            {texts.commands[command]}
          </button>
        ))}
      {chosen.length > 0 && shownBoard !== undefined && (
        <>
          <BoardSelect
            label={texts.boardForSelected}
            boards={boards}
            boardId={shownBoard}
            onChange={setBoardId}
          />
          <button
            type="button"
            disabled={act.isPending}
            onClick={() => {
              act.mutate(({ id }) => changeDisplay(id, { boardId: shownBoard }))
            }}
          >
            {texts.showBoard}
          </button>
        </>
      )}
      {act.data !== undefined && <span role="status">{texts.bulkDone(act.data.done, act.data.failed)}</span>}
    </div>
  )
}
