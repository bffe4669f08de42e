import type { Board } from '@wallboard/boards'
import { boardEditor as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'

/** The settings that change most often, as fields beside the JSON. */
export function QuickSettings({ board, onChange }: { board: Board; onChange: (board: Board) => void }) {
  const { viewing } = board
  const choice = <K extends string>(
    title: string,
    labels: Readonly<Record<K, string>>,
    value: K,
    change: (value: K) => Partial<Board>,
  ) => (
    <label>
      {title}
      <select
        aria-label={title}
        value={value}
        onChange={({ target }) => {
          const found = (Object.keys(labels) as K[]).find((name) => name === target.value) // keys of the record itself
          if (found !== undefined) onChange({ ...board, ...change(found) })
        }}
      >
        {(Object.entries(labels) as [K, string][]).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
  const size = (title: string, key: keyof typeof viewing, min: number, max: number, step: number) => (
    <label>
      {title}
      <input
        type="number"
        value={viewing[key]}
        min={min}
        max={max}
        step={step}
        onChange={({ target }) => {
          const value = target.valueAsNumber
          if (value >= min && value <= max) onChange({ ...board, viewing: { ...viewing, [key]: value } })
        }}
      />
    </label>
  )
  return (
    <div className={desk.row}>
      {choice(texts.mode, texts.modes, board.mode, (mode) => ({ mode }))}
      {choice(texts.theme, texts.themes, board.theme, (theme) => ({ theme }))}
      {size(texts.distance, 'distanceM', 0.4, 20, 0.1)}
      {size(texts.diagonal, 'diagonalInches', 7, 200, 1)}
    </div>
  )
}
