import { parseArgs } from 'node:util'
import { grown, large, small } from './domains.ts'
import { isPinned } from './measure/child.ts'
import { startChromium } from './measure/chromium.ts'
import { startScreens, warmUp } from './measure/feed-run.ts'
import type { Figure } from './measure/paired.ts'
import { startRig } from './measure/rig.ts'
import { lineOf, machineHere, markdownHead, markdownRow } from './report.ts'
import { firstNumber, timeToScreen } from './sections/glass.ts'
import { openScriptPages, scriptTime, warmScriptPages } from './sections/script-time.ts'
import { againstNaive, coalesced, onTheLine, passedThrough } from './sections/fan-out.ts'
import { grownFloors, manyScreens, soak, stopped, storm } from './sections/screens.ts'

/**
 * `npm run bench`: measures the product as built against the limit, as ratios of one run. `--quick` has two
 * repetitions, `--soak 30m` runs one long measurement instead, `--json` and `--markdown` choose the form, `--only FANOUT`
 * takes the sections that begin so.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    soak: { type: 'string' },
    only: { type: 'string' },
  },
})
if (process.platform !== 'linux') {
  process.stderr.write('The bench reads CPU time and memory from /proc: it needs Linux.\n')
  process.exit(1)
}
const minutes = options.soak === undefined ? undefined : Number(/^(\d+)m?$/.exec(options.soak)?.[1])
if (Number.isNaN(minutes)) {
  process.stderr.write('--soak wants minutes, such as --soak 30m.\n')
  process.exit(1)
}

const startedAt = performance.now()
const wants = (section: string) => minutes === undefined && section.startsWith(options.only ?? '')
const browser = await startChromium()
const machine = machineHere(browser.version())
const repetitions = options.quick ? 2 : 3
const [smallRig, largeRig, twice, fourfold] = await Promise.all([
  startRig(small, { references: ['raw', 'handshakes'] }),
  startRig(large, { references: ['naive'], sharesDeflate: true }), // for screens that ask for it
  startRig(grown(2)),
  options.quick ? undefined : startRig(grown(4)),
])
const bench = {
  small: smallRig,
  large: largeRig,
  grown: fourfold === undefined ? [twice] : [twice, fourfold],
  screens: await startScreens(),
  otherScreens: await startScreens(),
  repetitions,
}
// Servers run warm while pages open, and pages while the servers of other floors do.
const [pages] = await Promise.all([
  wants('SPA') ? openScriptPages(browser, bench.small, twice) : undefined,
  warmUp(bench.small, bench.screens, ['raw', 'product']),
  warmUp(twice, bench.otherScreens, ['product']),
])
await Promise.all([
  pages === undefined ? undefined : warmScriptPages(pages),
  warmUp(bench.large, bench.screens, ['naive', 'product']),
  fourfold === undefined ? undefined : warmUp(fourfold, bench.otherScreens, ['product']),
])
const say = (line: string) => {
  if (!options.json && !options.markdown) process.stdout.write(`${line}\n`)
}
say(
  `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}, Chromium ${machine.chromium}` +
    (isPinned ? '; what is measured has core 0' : ''),
)
process.stderr.write(`start: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s\n`)

const measurements: readonly (readonly [string, () => Promise<Figure[]>])[] = [
  ['SPA', async () => (pages === undefined ? [] : scriptTime(pages, repetitions))],
  ['GLASS', () => timeToScreen(browser, bench.small, repetitions)],
  ['FIRST', () => firstNumber(browser, bench.small, repetitions)],
  ['PASS', () => passedThrough(bench)],
  ['FANOUT', () => coalesced(bench)],
  ['BYTES', () => onTheLine(bench)],
  ['NAIVE', () => againstNaive(bench)],
  ['STORM', () => storm(bench)],
  ['LAG', () => stopped(bench)],
  ['SCALE', () => manyScreens(bench, options.quick)],
  ['GROWN', () => grownFloors(bench)],
]
const chosen: typeof measurements =
  minutes === undefined
    ? measurements.filter(([name]) => wants(name))
    : [['SOAK', () => soak(bench, minutes)]]
if (options.markdown) process.stdout.write(`${markdownHead}\n`)
const figures: Figure[] = []
for (const [name, measure] of chosen) {
  const sectionAt = performance.now()
  const measured = await measure()
  process.stderr.write(`${name}: ${((performance.now() - sectionAt) / 1_000).toFixed(0)} s\n`)
  for (const figure of measured) {
    figures.push(figure)
    say(lineOf(figure))
    if (options.markdown) process.stdout.write(`${markdownRow(figure)}\n`)
  }
}

await browser.close()
await bench.screens.stop()
await bench.otherScreens.stop()
await bench.small.stop()
await bench.large.stop()
for (const rig of bench.grown) await rig.stop()

const missed = figures.filter(({ passed }) => !passed)
const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
if (options.json) process.stdout.write(`${JSON.stringify({ machine, tookSeconds, figures }, null, 2)}\n`)
say(`${figures.length - missed.length} of ${figures.length} pass; ${tookSeconds} s`)
process.exitCode = missed.length === 0 ? 0 : 1
