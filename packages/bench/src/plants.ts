import { randomFrom } from './random.ts'
import { intervalOf, medianOf, type Interval } from './measure/paired.ts'
import type { Options } from './options.ts'
import { formatValue } from './report.ts'
import { runOnce, type RunFigure } from './runs.ts'

/** The row that must notice a planted cost: the section that measures it, and how its name begins. */
interface NoticingRow {
  readonly only: string
  readonly row: string
  /** The plant makes repetitions invalid for a reason with these words, and no value worse. */
  readonly invalidBecause?: string
}

/** For each plant of planted-costs.js, chromium.ts and upstream.ts, the rows that must notice it. */
export const noticingRows: Readonly<Record<string, readonly NoticingRow[]>> = {
  'old-stamps': [{ only: 'FANOUT.', row: 'CPU over an ideal coalescer', invalidBecause: 'full statistics' }],
  'spend-tenth-of-core': [{ only: 'FANOUT-LARGE', row: 'share of one core' }],
  'encode-per-client': [{ only: 'FANOUT.', row: 'CPU over an ideal coalescer' }],
  'slow-writes': [{ only: 'FANOUT-LARGE', row: 'p99 to the last screen over the flush interval' }],
  'parse-frames-again': [{ only: 'NAIVE', row: 'CPU per frame, naive over product' }],
  'project-per-view': [{ only: 'BOARDS', row: 'CPU of 180 displays with a board each' }],
  'spend-per-connection': [{ only: 'STORM.', row: '1000 people’s screens' }],
  'read-table-per-display': [{ only: 'DISPLAYS', row: 'CPU of 1000 paired displays, all at once' }],
  'start-late': [{ only: 'STORM-RESTART', row: 'cold start' }],
  'block-every-ten-seconds': [{ only: 'STALL', row: 'longest stall of the event loop' }],
  'hold-memory-per-display': [{ only: 'MEMORY', row: 'memory for each display' }],
  'leak-per-connection': [{ only: 'MEMORY', row: 'memory after the reconnects of a day' }],
  'page-script': [
    { only: 'SPA.', row: 'main thread per update' },
    { only: 'SPA.', row: 'script per update over direct DOM' },
    { only: 'LARGE-BOARDS', row: 'main thread per update over direct DOM, 60 tiles' },
    { only: 'LARGE-BOARDS', row: 'main thread per update over direct DOM, 200 tiles' },
    { only: 'LARGE-BOARDS', row: 'main thread per update of a board of' },
  ],
  'page-per-queue': [{ only: 'SPA-GROWN', row: 'script per update, S×2 over S' }],
  'page-layout': [{ only: 'SPA.', row: 'style and layout per update' }],
  'page-idle': [{ only: 'SPA.', row: 'share of the main thread without updates' }],
  'page-start': [{ only: 'FIRST.', row: 'navigation to first figure' }],
}

/** What the row measured without and with the cost. */
export interface Comparison {
  readonly without: Interval & { readonly median: number }
  readonly with: Interval & { readonly median: number }
  /** True when the whole interval with the cost is worse than the one without it. */
  readonly isNoticed: boolean
}

/**
 * Compares all repetitions of a row without and with a planted cost.
 * @param worse where values go that are worse
 */
export function compareValues(
  without: readonly number[],
  withCost: readonly number[],
  worse: 'up' | 'down' = 'up',
): Comparison {
  const of = (values: readonly number[]) => ({
    ...intervalOf(values, randomFrom(1)),
    median: medianOf(values),
  })
  const [plain, planted] = [of(without), of(withCost)]
  const isWorse = worse === 'up' ? planted.low > plain.high : planted.high < plain.low
  return { without: plain, with: planted, isNoticed: isWorse }
}

type Values = Pick<RunFigure, 'values' | 'bound' | 'note'>

/** A row that was not measured has no valid value: then nothing is noticed. */
const figureIn = (figures: readonly RunFigure[], row: string): Values =>
  figures.find(({ name }) => name.startsWith(row)) ?? { values: [null], bound: null, note: '' }

function lineOf(plant: string, { only, row }: NoticingRow, comparison: Comparison, repetitions: number) {
  const textOf = (each: 'without' | 'with') => {
    const { median, low, high } = comparison[each]
    return `${formatValue(median)} (${formatValue(low)}–${formatValue(high)}, ${repetitions} values)`
  }
  const factor = formatValue(comparison.with.median / comparison.without.median)
  return (
    `| \`${plant}\` | \`${only.replace('.', '')}\`, ${row} | ${textOf('without')} | ${textOf('with')} | ${factor} × | ` +
    `${comparison.isNoticed ? 'yes' : 'no'} |`
  )
}

/**
 * Measures the rows of plants without and with each cost, in turn. Plants of the same rows share what is measured without.
 * Resolves to true when all rows notice it.
 * @param plants names, separated by commas
 */
export async function comparePlants(
  plants: string,
  { rounds }: Pick<Options, 'rounds'>,
  print: (line: string) => void,
): Promise<boolean> {
  const rows = plants.split(',').flatMap((plant) => {
    const noticing = noticingRows[plant]
    if (noticing === undefined) throw new Error(`no plant ${plant}: ${Object.keys(noticingRows).join(', ')}.`)
    return noticing.map((each) => ({
      plant,
      ...each,
      without: [] as number[],
      with: [] as number[],
      notes: { without: '', with: '' },
    }))
  })
  const directions = new Map<(typeof rows)[number], 'up' | 'down'>()
  const sectionsOf = (of: typeof rows) => [...new Set(of.map(({ only }) => only))].join(',')
  async function measure(of: typeof rows, plant?: string): Promise<void> {
    const { figures } = await runOnce([
      ...['--only', sectionsOf(of), '--quick'],
      ...(plant === undefined ? [] : ['--plant', plant]),
    ])
    for (const each of of) {
      const { values, bound, note } = figureIn(figures, each.row)
      each.notes[plant === undefined ? 'without' : 'with'] += note
      directions.set(each, bound?.is === 'at least' ? 'down' : 'up')
      each[plant === undefined ? 'without' : 'with'].push(...values.map((value) => value ?? NaN))
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    await measure(rows)
    for (const plant of new Set(rows.map((each) => each.plant)))
      await measure(
        rows.filter((each) => each.plant === plant),
        plant,
      )
  }
  const compared = rows.map((each) => {
    const compared = compareValues(each.without, each.with, directions.get(each))
    const { invalidBecause: reason, notes } = each
    const isNoticed =
      reason === undefined
        ? compared.isNoticed
        : notes.with.includes(reason) && !notes.without.includes(reason)
    const comparison = { ...compared, isNoticed }
    print(lineOf(each.plant, each, comparison, each.without.length))
    return comparison
  })
  return compared.every(({ isNoticed }) => isNoticed)
}
