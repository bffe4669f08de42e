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

export const machineLine = ({ cores, cpu, memoryGiB, node, chromium }: Machine): string =>
  `${cores} cores of ${cpu}, ${memoryGiB} GiB, Node ${node}, Chromium ${chromium}`

/** Three digits; `none` for what could not be measured. */
export function formatValue(value: number): string {
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
  `${formatValue(figure.median)} ${figure.unit}`,
  figure.repetitions === 1 ? '' : `${formatValue(figure.low)}–${formatValue(figure.high)}`,
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

function tableOf(figures: readonly Figure[]): string {
  const head = [
    row(['Section', 'What', 'Median', 'Spread', 'Goal', 'Outcome', 'Absolute']),
    row(['---', '---', '--:', '--:', '--:', '---', '---']),
  ]
  return [...head, ...figures.map((figure) => row(columns(figure)))].join('\n')
}

const marker = { begin: '<!-- bench: begin -->', end: '<!-- bench: end -->' }

/** The generated part of docs/performance.md: goals first, then rows without a goal. */
export function markdownOf(heading: string, figures: readonly Figure[]): string {
  const withGoal = figures.filter(({ bound }) => bound !== null)
  const others = figures.filter(({ bound }) => bound === null)
  const parts = [heading, tableOf(withGoal)]
  if (others.length > 0) parts.push('Rows without a goal:', tableOf(others))
  return parts.join('\n\n')
}

/**
 * Replaces the generated part of a document.
 * @throws Error when the document has no markers
 */
export function withGeneratedPart(document: string, generated: string): string {
  const [before, rest] = document.split(marker.begin, 2)
  const after = rest?.split(marker.end, 2)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/performance.md has no lines ${marker.begin} and ${marker.end}.`)
  return `${before}${marker.begin}\n\n${generated}\n\n${marker.end}${after}`
}
