import { randomFrom } from './random.ts'
import { intervalOf, medianOf, type Interval } from './measure/paired.ts'
import type { Options } from './options.ts'
import { formatValue } from './report.ts'
import { runOnce, type RunFigure } from './runs.ts'

/** The row that must notice a planted cost: the section that measures it, and how its name begins. */
interface NoticingRow {
  readonly only: string
  readonly row: string
}

/** For each plant of planted-costs.js and of chromium.ts, the row that notices it soonest. */
export const noticingRows: Readonly<Record<string, NoticingRow>> = {
  'encode-per-client': { only: 'FANOUT.', row: 'CPU over an ideal coalescer' },
  'project-per-view': { only: 'BOARDS', row: 'CPU of 180 displays with a board each' },
  'read-table-per-display': { only: 'DISPLAYS', row: 'CPU of 1000 paired displays, all at once' },
  'block-every-ten-seconds': { only: 'STALL', row: 'longest stall of the event loop' },
  'hold-memory-per-display': { only: 'MEMORY', row: 'memory for each display' },
  'leak-per-connection': { only: 'MEMORY', row: 'memory after the reconnects of a day' },
  'page-script': { only: 'SPA', row: 'script per update over direct DOM' },
  'page-layout': { only: 'SPA', row: 'style and layout per update' },
  'page-idle': { only: 'SPA', row: 'share of the main thread without updates' },
}

/** So often is the row measured without and with the cost, in turn. */
const rounds = 2

/** What the row measured without and with the cost. */
export interface Comparison {
  readonly without: Interval & { readonly median: number }
  readonly with: Interval & { readonly median: number }
  /** True when the whole interval with the cost is above the one without it. */
  readonly isNoticed: boolean
}

/** Compares all repetitions of a row without and with a planted cost, which makes it larger. */
export function compareValues(without: readonly number[], withCost: readonly number[]): Comparison {
  const of = (values: readonly number[]) => ({
    ...intervalOf(values, randomFrom(1)),
    median: medianOf(values),
  })
  const [plain, planted] = [of(without), of(withCost)]
  return { without: plain, with: planted, isNoticed: planted.low > plain.high }
}

function valuesOf(figures: readonly RunFigure[], row: string): number[] {
  const found = figures.find(({ name }) => name.startsWith(row))
  if (found === undefined)
    throw new Error(
      figures.find(({ outcome }) => outcome === 'not measured')?.note ?? `no row begins with ${row}`,
    )
  return found.values.map((value) => value ?? NaN)
}

/** Measures the row of a plant without and with its cost, in turn. Resolves to true when the row notices it. */
export async function comparePlant(
  plant: string,
  { isQuick }: Pick<Options, 'isQuick'>,
  print: (line: string) => void,
): Promise<boolean> {
  const noticing = noticingRows[plant]
  if (noticing === undefined) throw new Error(`no plant ${plant}: ${Object.keys(noticingRows).join(', ')}.`)
  const { only, row } = noticing
  const values: { readonly without: number[]; readonly with: number[] } = { without: [], with: [] }
  for (let round = 0; round < (isQuick ? 1 : rounds); round += 1)
    for (const each of ['without', 'with'] as const) {
      const { figures } = await runOnce([
        ...['--only', only, '--quick'],
        ...(each === 'with' ? ['--plant', plant] : []),
      ])
      values[each].push(...valuesOf(figures, row))
    }
  const comparison = compareValues(values.without, values.with)
  const textOf = (each: 'without' | 'with') => {
    const { median, low, high } = comparison[each]
    return `${formatValue(median)} (${formatValue(low)}–${formatValue(high)}, ${values[each].length} values)`
  }
  const factor = formatValue(comparison.with.median / comparison.without.median)
  print(
    `| \`${plant}\` | \`${only.replace('.', '')}\`, ${row} | ${textOf('without')} | ${textOf('with')} | ${factor} × | ` +
      `${comparison.isNoticed ? 'yes' : 'no'} |`,
  )
  return comparison.isNoticed
}
