import type { BoardSummary } from '@wallboard/boards/rest'

interface BoardSelectProps {
  readonly label: string
  readonly boards: readonly BoardSummary[]
  readonly boardId: string
  readonly onChange: (boardId: string) => void
}

/** Selects one of the domain's boards. */
export function BoardSelect({ label, boards, boardId, onChange }: BoardSelectProps) {
  return (
    <select
      aria-label={label}
      value={boardId}
      onChange={({ target }) => {
        onChange(target.value)
      }}
    >
      {boards.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
