import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Figure } from './measure/paired.ts'

/** The machine, as far as it bears on the absolute figures. */
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

function verdictOf({ bound, passed, wasRepeated }: Figure): string {
  if (bound === null) return ''
  const verdict = passed ? 'pass' : 'FAIL'
  return wasRepeated ? `${verdict} (second series)` : verdict
}

const columns = (figure: Figure): string[] => [
  figure.section,
  figure.name,
  `${format(figure.median)} ${figure.unit}`,
  figure.repetitions === 1 ? '' : `${format(figure.low)}–${format(figure.high)}`,
  goalOf(figure),
  verdictOf(figure),
  figure.note,
]

const widths = [8, 62, 11, 13, 10, 6]

/** One figure as a line of a terminal. */
export function lineOf(figure: Figure): string {
  return columns(figure)
    .map((text, index) => text.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd()
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** The head of the table of docs/performance.md. */
export const markdownHead = [
  row(['Section', 'What', 'Median', 'Spread', 'Goal', 'Verdict', 'Absolute']),
  row(['---', '---', '--:', '--:', '--:', '---', '---']),
].join('\n')

/** One figure as a row of it. */
export const markdownRow = (figure: Figure): string => row(columns(figure))
