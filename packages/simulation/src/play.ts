/** The bundled program: plays seeds and prints the results. See `tool/main.ts`. */
import { parseArgs } from 'node:util'
import { planOf } from './faults/plan.ts'
import { installGlobals, real } from './runtime/globals.ts'
import { reportOf } from './runner/report.ts'
import { runPlan, watchRejections } from './runner/run-seed.ts'
import { shrunk } from './runner/shrink.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    /** Stops at the first seed that fails, without shrinking it. */
    hunt: { type: 'boolean', default: false },
    /** Prints what happens with the shrunk faults. */
    story: { type: 'boolean', default: false },
    /** Plays each seed twice and compares the traces. */
    twice: { type: 'boolean', default: false },
    /** Prints the hash of each seed's trace. */
    hashes: { type: 'boolean', default: false },
  },
})
/** Further failing seeds are only counted. */
const maxReported = 5
const print = (line: string) => process.stdout.write(`${line}\n`)

installGlobals()
watchRejections()
const from = Number(values.from)
const seeds = Number(values.seeds)
const startedAt = real.now()
let failed = 0
let steps = 0
let simulatedMs = 0
let played = 0
const unreported: number[] = []
for (let seed = from; seed < from + seeds; seed += 1) {
  const plan = planOf(seed)
  const outcome = await runPlan(plan)
  played += 1
  steps += outcome.steps
  simulatedMs += outcome.simulatedMs
  if (values.hashes) print(`seed ${seed}: ${outcome.traceHash.toString(16)}`)
  if (values.twice) {
    const again = await runPlan(plan)
    if (again.traceHash !== outcome.traceHash) {
      failed += 1
      print(`seed ${seed}: I12 broken: a second run had another trace`)
    }
  }
  if (outcome.violation === undefined) continue
  failed += 1
  if (values.hunt) {
    print(`caught by seed ${seed}: ${outcome.violation.invariant}: ${outcome.violation.message}`)
    break
  }
  if (failed > maxReported) {
    unreported.push(seed)
    continue
  }
  const small = await shrunk(plan, outcome.violation.invariant)
  print(reportOf(plan, small, (await runPlan(small)).violation ?? outcome.violation))
  if (values.story) await runPlan(small, print)
}
if (unreported.length > 0)
  print(
    `${unreported.length} more seeds fail: ${unreported.slice(0, 20).join(', ')}${unreported.length > 20 ? ' …' : ''}`,
  )
const tookMs = real.now() - startedAt
print(
  `${played} seeds, ${failed} failed; ${Math.round(steps / played)} steps and ${Math.round(simulatedMs / played / 1_000)} s each, ` +
    `${(tookMs / played).toFixed(1)} ms a seed, ${(tookMs / 1_000).toFixed(1)} s in total`,
)
process.exitCode = failed === 0 ? 0 : 1
