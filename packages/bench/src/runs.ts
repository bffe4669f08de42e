import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { formatValue } from './report.ts'

/** Several whole runs in one sitting: a goal is met when it passes in at least four of five. */
const shareToPass = 0.8

/** What one run says about a goal. */
export const RunFigure = z.object({
  section: z.string(),
  name: z.string(),
  unit: z.string(),
  median: z.number().nullable(), // JSON has no NaN
  outcome: z.enum(['pass', 'fail', 'unclear', 'info']),
})
export type RunFigure = z.infer<typeof RunFigure>
const Run = z.object({ tookSeconds: z.number(), figures: z.array(RunFigure) })

/** One goal over all runs. */
export interface GoalOfRuns {
  readonly name: string
  readonly passes: number
  /** The medians, in the order of the runs. */
  readonly values: readonly string[]
  readonly isMet: boolean
}

/** Counts, for each goal, in how many runs it passed. A run without the goal has not passed it. */
export function goalsOfRuns(runs: readonly (readonly RunFigure[])[]): GoalOfRuns[] {
  const nameOf = ({ section, name }: RunFigure) => `${section} ${name}`
  const names = new Set(runs.flat().flatMap((each) => (each.outcome === 'info' ? [] : [nameOf(each)])))
  return [...names].map((name) => {
    const found = runs.map((figures) => figures.find((each) => nameOf(each) === name))
    const passes = found.filter((each) => each?.outcome === 'pass').length
    return {
      name,
      passes,
      values: found.map((each) =>
        each === undefined ? 'none' : `${formatValue(each.median ?? NaN)} ${each.unit}`,
      ),
      isMet: passes >= runs.length * shareToPass,
    }
  })
}

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** Runs the bench in a process of its own. Its lines go to standard error; resolves to its figures. */
function runOnce(args: readonly string[]): Promise<z.infer<typeof Run>> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--import', 'tsx', main, '--json', ...args],
      { maxBuffer: 64 * 2 ** 20 },
      (error, stdout) => {
        // The exit code is 1 when a goal was missed.
        try {
          resolve(Run.parse(JSON.parse(stdout)))
        } catch {
          reject(error ?? new Error('the run printed no figures'))
        }
      },
    )
    child.stderr?.pipe(process.stderr)
  })
}

/** Runs the bench several times. Resolves to true when every goal passed in at least four of five runs. */
export async function runSeveral(
  count: number,
  args: readonly string[],
  print: (line: string) => void,
): Promise<boolean> {
  const runs: RunFigure[][] = []
  for (let run = 1; run <= count; run += 1) {
    const { tookSeconds, figures } = await runOnce(args)
    runs.push(figures)
    print(`Run ${run} of ${count}, ${tookSeconds} s`)
    for (const { section, name, median, unit, outcome } of figures)
      print(`  ${outcome.padEnd(7)} ${section} ${name}: ${formatValue(median ?? NaN)} ${unit}`)
  }
  const goals = goalsOfRuns(runs)
  print(`Goals by runs passed, of ${count}`)
  for (const { name, passes, values, isMet } of goals)
    print(`  ${passes}${isMet ? '    ' : ' NOT'} ${name}: ${values.join(', ')}`)
  return goals.every(({ isMet }) => isMet)
}
