import { parseArgs } from 'node:util'
import { startBench, type RigName } from './bench.ts'
import { isPinned } from './measure/child.ts'
import { startChromium } from './measure/chromium.ts'
import type { Figure } from './measure/paired.ts'
import { lineOf, machineHere, markdownHead, markdownRow } from './report.ts'
import { measureOneNode } from './sections/before-cluster.ts'
import { measureClusterStorm } from './sections/cluster-storm.ts'
import { measureFollower } from './sections/cluster.ts'
import { measureAlerts } from './sections/alerts.ts'
import { measureDesk } from './sections/desk.ts'
import { measureHistory } from './sections/history.ts'
import { measureHistoryFanOut } from './sections/history-fan-out.ts'
import { measureHistoryReplay } from './sections/history-replay.ts'
import { measureDisplayStorm } from './sections/display-storm.ts'
import { measureFirstFigure, measureTimeToScreen } from './sections/time-to-screen.ts'
import { openScriptPages, measureScript, warmScriptPages } from './sections/script-time.ts'
import { measureBytes, measureFanOut, measureNaive, measurePassThrough } from './sections/fan-out.ts'
import { measureGrowth, measureLag, measureScale, measureSoak, measureStorm } from './sections/screens.ts'

/**
 * `npm run bench`: measures the built product against references, as ratios of one run. `--quick`: two repetitions.
 * `--soak 30m`: one long measurement instead of all others. `--json`, `--markdown`: the form of the output.
 * `--only FANOUT`: only sections whose name begins with FANOUT. `--cluster`: the sections of several nodes, which need Redis
 * and PostgreSQL, instead of all others.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    soak: { type: 'string' },
    only: { type: 'string', default: '' },
    cluster: { type: 'boolean', default: false },
  },
})
function exitWith(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
if (process.platform !== 'linux') exitWith('The bench reads CPU time and memory from /proc: it needs Linux.')
const minutes = options.soak === undefined ? undefined : Number(/^(\d+)m?$/.exec(options.soak)?.[1])
if (Number.isNaN(minutes)) exitWith('--soak needs a number of minutes, such as --soak 30m.')

const startedAt = performance.now()
const browser = await startChromium()
const machine = machineHere(browser.version())
const repetitions = options.quick ? 2 : 3

interface Section {
  readonly name: string
  readonly rigs: readonly RigName[]
  readonly measure: () => Promise<Figure[]>
}
const sections: readonly Section[] = [
  {
    name: 'SPA',
    rigs: ['small', 'twice'],
    measure: async () => (pages ? measureScript(pages, repetitions) : []),
  },
  { name: 'PAINT', rigs: ['small'], measure: () => measureTimeToScreen(browser, bench.small, repetitions) },
  { name: 'FIRST', rigs: ['small'], measure: () => measureFirstFigure(browser, bench.small, repetitions) },
  { name: 'PASS', rigs: ['small'], measure: () => measurePassThrough(bench) },
  { name: 'FANOUT', rigs: ['small'], measure: () => measureFanOut(bench) },
  { name: 'BYTES', rigs: ['large'], measure: () => measureBytes(bench) },
  { name: 'NAIVE', rigs: ['large'], measure: () => measureNaive(bench) },
  { name: 'STORM', rigs: ['small'], measure: () => measureStorm(bench) },
  { name: 'STORM-DISPLAYS', rigs: [], measure: () => measureDisplayStorm(browser, repetitions) },
  { name: 'DESK', rigs: [], measure: () => measureDesk(browser, repetitions) },
  { name: 'HISTORY', rigs: [], measure: () => measureHistory(repetitions) },
  { name: 'HISTORY-FANOUT', rigs: [], measure: () => measureHistoryFanOut(bench) },
  { name: 'HISTORY-REPLAY', rigs: [], measure: () => measureHistoryReplay(repetitions) },
  { name: 'ALERTS', rigs: [], measure: () => measureAlerts(repetitions) },
  { name: 'LAG', rigs: ['small'], measure: () => measureLag(bench) },
  { name: 'SCALE', rigs: ['large'], measure: () => measureScale(bench, options.quick) },
  { name: 'GROWN', rigs: ['small', 'twice', 'fourfold'], measure: () => measureGrowth(bench) },
]
const clusterSections: readonly Section[] = [
  { name: 'CLUSTER-FOLLOWER', rigs: [], measure: () => measureFollower(repetitions) },
  { name: 'CLUSTER-STORM', rigs: [], measure: () => measureClusterStorm(browser, repetitions) },
  { name: 'CLUSTER-ONE', rigs: [], measure: () => measureOneNode(repetitions) },
]
const chosen: readonly Section[] =
  minutes === undefined
    ? (options.cluster ? clusterSections : sections).filter(({ name }) => name.startsWith(options.only))
    : [{ name: 'SOAK', rigs: ['large'], measure: () => measureSoak(bench, minutes) }]
if (chosen.length === 0)
  exitWith(`No section begins with ${options.only}: ${sections.map(({ name }) => name).join(', ')}.`)

const bench = await startBench(
  new Set(chosen.flatMap(({ rigs }) => rigs).filter((rig) => rig !== 'fourfold' || !options.quick)),
  repetitions,
)
// The servers warm up while pages open, and the pages while the servers of other domains warm up.
const [pages] = await Promise.all([
  chosen.some(({ name }) => name === 'SPA') ? openScriptPages(browser, bench) : undefined,
  bench.warmUpSmall(),
])
await Promise.all([pages && warmScriptPages(pages), bench.warmUpOthers()])

const print = (line: string) => {
  if (!options.json && !options.markdown) process.stdout.write(`${line}\n`)
}
const logDuration = (what: string, since: number) => {
  process.stderr.write(`${what}: ${((performance.now() - since) / 1_000).toFixed(0)} s\n`)
}
print(
  `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}, Chromium ${machine.chromium}` +
    (isPinned ? '; measured programs run on core 0' : ''),
)
logDuration('start', startedAt)
if (options.markdown) process.stdout.write(`${markdownHead}\n`)
const figures: Figure[] = []
for (const { name, measure } of chosen) {
  const sectionAt = performance.now()
  const measured = await measure()
  logDuration(name, sectionAt)
  for (const figure of measured) {
    figures.push(figure)
    print(lineOf(figure))
    if (options.markdown) process.stdout.write(`${markdownRow(figure)}\n`)
  }
}
await browser.close()
await bench.stop()

const goals = figures.filter(({ outcome }) => outcome !== 'info')
const met = goals.filter(({ outcome }) => outcome === 'pass')
const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
if (options.json) process.stdout.write(`${JSON.stringify({ machine, tookSeconds, figures }, null, 2)}\n`)
print(`${met.length} of ${goals.length} goals met; ${tookSeconds} s`)
process.exitCode = met.length === goals.length ? 0 : 1
