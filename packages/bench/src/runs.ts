import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { evaluate, notMeasuredFigure, units, type Figure } from './measure/paired.ts'
import { formatValue, goalOf, machineHere, machineLine, row } from './report.ts'

/** Several whole runs in one sitting: a goal is met when it passes in at least four of five. */
const shareToPass = 0.8

/** What one run says about a goal. */
export const RunFigure = z.object({
  section: z.string(),
  name: z.string(),
  unit: z.enum(units),
  bound: z.object({ is: z.enum(['at most', 'at least']), value: z.number() }).nullable(),
  median: z.number().nullable(), // JSON has no NaN
  outcome: z.enum(['pass', 'fail', 'unclear', 'info', 'not measured']),
  /** Of all repetitions; null for one that is not valid. */
  values: z.array(z.number().nullable()),
  wasExtended: z.boolean(),
  note: z.string(),
})
export type RunFigure = z.infer<typeof RunFigure>

const Machine = z.object({
  cores: z.number(),
  cpu: z.string(),
  memoryGiB: z.number(),
  node: z.string(),
  chromium: z.string(),
})
const Run = z.object({
  machine: Machine,
  tookSeconds: z.number(),
  times: z.array(z.object({ section: z.string(), seconds: z.number() })),
  figures: z.array(RunFigure),
})
/** One whole run. */
export type Run = z.infer<typeof Run>

/** One goal over all runs. */
export interface GoalOfRuns {
  readonly section: string
  readonly name: string
  readonly goal: string
  readonly passes: number
  /** The median and the outcome of each run, in their order. */
  readonly values: readonly string[]
  readonly isMet: boolean
}

const marks = { pass: '', info: '', fail: ' ✗', unclear: ' ?', 'not measured': '' } as const

function valueText(figure: RunFigure | undefined): string {
  return figure === undefined ? '–' : `${formatValue(figure.median ?? NaN)}${marks[figure.outcome]}`
}

/** Counts, for each goal, in how many runs it passed. A run without the goal has not passed it. */
export function goalsOfRuns(runs: readonly (readonly RunFigure[])[]): GoalOfRuns[] {
  const keyOf = ({ section, name }: RunFigure) => `${section} ${name}`
  const goals = new Map(
    runs.flat().flatMap((each) => (each.bound === null ? [] : [[keyOf(each), each] as const])),
  )
  return [...goals].map(([key, figure]) => {
    const found = runs.map((figures) => figures.find((each) => keyOf(each) === key))
    const passes = found.filter((each) => each?.outcome === 'pass').length
    return {
      ...{ section: figure.section, name: figure.name, goal: goalOf(figure) },
      passes,
      values: found.map(valueText),
      isMet: passes >= runs.length * shareToPass,
    }
  })
}

/** The table of several runs in Markdown: the value of each run, and in how many each goal passed. */
export function markdownOfRuns(runs: readonly Run[], date: string): string {
  const goals = goalsOfRuns(runs.map(({ figures }) => figures))
  const met = goals.filter(({ isMet }) => isMet).length
  const numbers = runs.map((_run, index) => `${index + 1}`)
  const [first] = runs
  const failed = runs.flatMap(({ figures }, index) =>
    figures.flatMap(({ section, outcome, note }) =>
      outcome === 'not measured' ? [`- Run ${index + 1}: ${section} was not measured: ${note}`] : [],
    ),
  )
  const table = [
    row(['Section', 'What', 'Goal', ...numbers, 'Passed']),
    row(['---', '---', '--:', ...numbers.map(() => '--:'), '--:']),
    ...goals.map(({ section, name, goal, values, passes, isMet }) =>
      row([section, name, goal, ...values, isMet ? `${passes}` : `**${passes}**`]),
    ),
  ]
  const seconds = runs.map(({ tookSeconds }) => tookSeconds).join(', ')
  return [
    `${first === undefined ? '' : machineLine(first.machine)}; ${date}. ${runs.length} whole runs of ${seconds} s, one after the other. ` +
      `${met} of ${goals.length} goals passed in at least four of five.`,
    '✗: the whole interval is beyond the limit. ?: unclear, which is no pass. –: not measured. Bold: missed.',
    table.join('\n'),
    ...(failed.length > 0 ? [failed.join('\n')] : []),
  ].join('\n\n')
}

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/**
 * Runs the bench in a process of its own. Its lines go to standard error; resolves to its figures.
 * @param prefix a command that starts another one, such as one that chooses its core
 */
export function runOnce(args: readonly string[], prefix: readonly string[] = []): Promise<Run> {
  const [file = '', ...others] = [...prefix, process.execPath, '--import', 'tsx', main, '--json', ...args]
  return new Promise((resolve, reject) => {
    const child = execFile(file, others, { maxBuffer: 64 * 2 ** 20 }, (error, stdout) => {
      // The exit code is 1 when a goal was missed.
      try {
        resolve(Run.parse(JSON.parse(stdout)))
      } catch {
        reject(error ?? new Error('the run printed no figures'))
      }
    })
    const end = () => child.kill() // it ends what it has started
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    child.stderr?.pipe(process.stderr)
  })
}

/** A figure as another process has measured it. */
export function figureOf({ values, outcome, wasExtended, note, ...goal }: RunFigure): Figure {
  if (outcome === 'not measured') return notMeasuredFigure(goal.section, note)
  const { section, name, unit, bound } = goal
  const measured = values.map((value) => value ?? NaN)
  return evaluate({ section, name, unit, bound }, measured, note, wasExtended)
}

/** A run that ended with an error: none of its goals is met, and the others are measured all the same. */
function runWithout(error: unknown): Run {
  const reason = error instanceof Error ? error.message : String(error)
  const figure = { ...notMeasuredFigure('the whole run', reason.slice(0, 200)), median: null, values: [] }
  return { machine: machineHere('unknown'), tookSeconds: 0, times: [], figures: [figure] }
}

/**
 * Runs the bench several times. `onRuns` is called after each run with all runs so far, so that a sitting that is ended has
 * its table. Resolves to true when every goal passed in at least four of five runs.
 */
export async function runSeveral(
  count: number,
  args: readonly string[],
  onRuns: (runs: readonly Run[]) => void,
): Promise<boolean> {
  const runs: Run[] = []
  for (let run = 1; run <= count; run += 1) {
    process.stderr.write(`Run ${run} of ${count}\n`)
    runs.push(await runOnce(args).catch(runWithout))
    onRuns(runs)
  }
  const isMeasured = runs.every(({ figures }) => figures.every(({ outcome }) => outcome !== 'not measured'))
  return isMeasured && goalsOfRuns(runs.map(({ figures }) => figures)).every(({ isMet }) => isMet)
}
