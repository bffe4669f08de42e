/** The bundled program that plays recorded days and prints the results. See `tests/recorded-days.test.ts`. */
import { parseArgs } from 'node:util'
import { dayPlanOf } from './history/day-plan.ts'
import { runDay } from './history/run-day.ts'
import { watchRejections } from './runner/run-seed.ts'
import { installGlobals, real } from './runtime/globals.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    hours: { type: 'string', default: '24' },
    'faults-per-hour': { type: 'string', default: '3' },
    /** Prints each fault when it happens. */
    story: { type: 'boolean', default: false },
  },
})
const print = (line: string) => process.stdout.write(`${line}\n`)

installGlobals()
watchRejections()
const [from, seeds, hours] = [Number(values.from), Number(values.seeds), Number(values.hours)]
let failed = 0
for (let seed = from; seed < from + seeds; seed += 1) {
  const startedAt = real.now()
  const plan = dayPlanOf(seed, hours, Number(values['faults-per-hour']))
  const story = (fault: unknown) => {
    if (values.story) print(JSON.stringify(fault))
  }
  const { violation, checked, noted, written } = await runDay(plan, story)
  const took = `${((real.now() - startedAt) / 1_000).toFixed(1)} s`
  if (violation !== undefined || checked === undefined) {
    failed += 1
    print(
      `seed ${seed}, ${hours} h: ${violation?.invariant ?? ''} broken: ${violation?.message ?? ''} (${took})`,
    )
    continue
  }
  const { moments, minutes, liveMs, coveredMs, kinds } = checked
  print(
    `seed ${seed}, ${hours} h, ${plan.faults.length} faults: ${moments} states and ${minutes} minutes compared, ` +
      `${written} of ${noted} moments written, ${((100 * liveMs) / coveredMs).toFixed(1)} % live, ` +
      `spans ${JSON.stringify(kinds)} (${took})`,
  )
}
process.exitCode = failed === 0 ? 0 : 1
