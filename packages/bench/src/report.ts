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

/** Three digits; `none` for what could not be measured, `never` for what did not happen within its time. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'none'
  if (!Number.isFinite(value)) return value > 0 ? 'never' : 'none'
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}

export function goalOf({ bound, unit }: { readonly bound: Figure['bound']; readonly unit: string }): string {
  return bound === null ? 'info' : `${bound.is === 'at most' ? '≤' : '≥'} ${bound.value} ${unit}`
}

const outcomes = {
  ...{ pass: 'pass', fail: 'FAIL', unclear: 'UNCLEAR', info: '' },
  'not measured': 'NOT MEASURED',
} as const

function outcomeOf({ outcome, wasExtended, repetitions }: Figure): string {
  return wasExtended && outcome !== 'info' ? `${outcomes[outcome]} (of ${repetitions})` : outcomes[outcome]
}

function noteOf({ invalid, repetitions, note }: Figure): string {
  return invalid === 0 ? note : `${invalid} of ${repetitions} repetitions not valid${note && `; ${note}`}`
}

/** What failed has no values. */
const columns = (figure: Figure): string[] =>
  figure.outcome === 'not measured'
    ? [figure.section, figure.name, '', '', '', '', figure.note]
    : valueColumns(figure)

const valueColumns = (figure: Figure): string[] => [
  figure.section,
  figure.name,
  `${formatValue(figure.median)} ${figure.unit}`,
  figure.repetitions - figure.invalid <= 1 ? '' : `${formatValue(figure.low)}–${formatValue(figure.high)}`,
  goalOf(figure),
  outcomeOf(figure),
  noteOf(figure),
]

const widths = [8, 62, 11, 13, 10, 6]

/** One figure as a line for the terminal. */
export function lineOf(figure: Figure): string {
  return columns(figure)
    .map((text, index) => text.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd()
}

export const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

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
  const withGoal = figures.filter(({ outcome }) => outcome !== 'info')
  const others = figures.filter(({ outcome }) => outcome === 'info')
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
