import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Figure } from './measure/paired.ts'

/** The properties of the machine that influence absolute values. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGiB: number
  readonly node: string
  readonly chromium: string
}

export function machineHere(chromium: string): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    chromium,
  }
}

function format(value: number): string {
  if (!Number.isFinite(value)) return 'none'
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

function goalOf({ bound, unit }: Figure): string {
  return bound === null ? 'info' : `${bound.is === 'at most' ? '≤' : '≥'} ${bound.value} ${unit}`
}

const outcomes = { pass: 'pass', fail: 'FAIL', unclear: 'UNCLEAR', info: '' } as const

function outcomeOf({ outcome, wasRepeated }: Figure): string {
  return wasRepeated && outcome !== 'info' ? `${outcomes[outcome]} (two series)` : outcomes[outcome]
}

const columns = (figure: Figure): string[] => [
  figure.section,
  figure.name,
  `${format(figure.median)} ${figure.unit}`,
  figure.repetitions === 1 ? '' : `${format(figure.low)}–${format(figure.high)}`,
  goalOf(figure),
  outcomeOf(figure),
  figure.note,
]

const widths = [8, 62, 11, 13, 10, 6]

/** One figure as a line for the terminal. */
export function lineOf(figure: Figure): string {
  return columns(figure)
    .map((text, index) => text.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd()
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** The head of the table in docs/performance.md. */
export const markdownHead = [
  row(['Section', 'What', 'Median', 'Spread', 'Goal', 'Outcome', 'Absolute']),
  row(['---', '---', '--:', '--:', '--:', '---', '---']),
].join('\n')

/** One figure as a row of that table. */
export const markdownRow = (figure: Figure): string => row(columns(figure))
