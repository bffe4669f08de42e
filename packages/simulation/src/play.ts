/** The program that is bundled: plays seeds, and says what they came to. See `tool/main.ts`. */
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
    /** Ends with the first seed that fails, and does not shrink it. */
    hunt: { type: 'boolean', default: false },
    /** Tells what happens, with the shrunk faults. */
    story: { type: 'boolean', default: false },
    /** Plays each seed twice and compares the traces. */
    twice: { type: 'boolean', default: false },
    /** Tells what the trace of each seed hashes to. */
    hashes: { type: 'boolean', default: false },
  },
})
/** More failing seeds than this are counted and not shrunk. */
const mostReported = 5
const tell = (line: string) => process.stdout.write(`${line}\n`)

installGlobals()
watchRejections()
const from = Number(values.from)
const seeds = Number(values.seeds)
const began = real.now()
let failed = 0
let steps = 0
let simulatedMs = 0
let played = 0
const others: number[] = []
for (let seed = from; seed < from + seeds; seed += 1) {
  const plan = planOf(seed)
  const outcome = await runPlan(plan)
  played += 1
  steps += outcome.steps
  simulatedMs += outcome.simulatedMs
  if (values.hashes) tell(`seed ${seed}: ${outcome.traceHash.toString(16)}`)
  if (values.twice) {
    const again = await runPlan(plan)
    if (again.traceHash !== outcome.traceHash) {
      failed += 1
      tell(`seed ${seed}: I12 broken: a second run took another course`)
    }
  }
  if (outcome.violation === undefined) continue
  failed += 1
  if (values.hunt) {
    tell(`caught by seed ${seed}: ${outcome.violation.invariant}: ${outcome.violation.message}`)
    break
  }
  if (failed > mostReported) {
    others.push(seed)
    continue
  }
  const small = await shrunk(plan, outcome.violation.invariant)
  tell(reportOf(plan, small, (await runPlan(small)).violation ?? outcome.violation))
  if (values.story) await runPlan(small, tell)
}
if (others.length > 0)
  tell(`${others.length} more seeds fail: ${others.slice(0, 20).join(', ')}${others.length > 20 ? ' …' : ''}`)
const tookMs = real.now() - began
tell(
  `${played} seeds, ${failed} failed; ${Math.round(steps / played)} steps and ${Math.round(simulatedMs / played / 1_000)} s each, ` +
    `${(tookMs / played).toFixed(1)} ms a seed, ${(tookMs / 1_000).toFixed(1)} s in all`,
)
process.exitCode = failed === 0 ? 0 : 1
