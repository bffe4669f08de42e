import { parseArgs } from 'node:util'
import { grown, large, small } from './domains.ts'
import { isPinned } from './measure/child.ts'
import { pairDisplay, startChromium, type Display } from './measure/chromium.ts'
import { startScreens, warmUp } from './measure/feed-run.ts'
import type { Figure } from './measure/paired.ts'
import { startRig } from './measure/rig.ts'
import { lineOf, machineHere, markdownHead, markdownRow } from './report.ts'
import { firstNumber, timeToGlass } from './sections/glass.ts'
import { scriptTime } from './sections/script-time.ts'
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
const browser = await startChromium()
const machine = machineHere(browser.version())
const repetitions = options.quick ? 2 : 3
const bench = {
  small: await startRig(small),
  large: await startRig(large, { sharesDeflate: true }), // for screens that ask for it
  screens: await startScreens(),
  repetitions,
}
await warmUp(bench.small, bench.screens, ['raw', 'product'])
await warmUp(bench.large, bench.screens, ['naive', 'product'])
const say = (line: string) => {
  if (!options.json && !options.markdown) process.stdout.write(`${line}\n`)
}
say(
  `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}, Chromium ${machine.chromium}` +
    (isPinned ? '; what is measured has core 0' : ''),
)

let paired: Promise<Display> | undefined
/** One screen of the small floor for all that is measured on it: the longer it runs, the more it is like those on walls. */
const display = () => (paired ??= pairDisplay(browser, bench.small))

/** The last that is measured on it: a screen that stayed would cost the server a view of its own. */
async function scriptOfDisplay(): Promise<Figure[]> {
  const shown = await display()
  const figures = await scriptTime(browser, shown, bench.small, repetitions)
  await shown.context.close()
  return figures
}

const measurements: readonly (readonly [string, () => Promise<Figure[]>])[] = [
  ['GLASS', async () => timeToGlass(await display(), bench.small, repetitions)],
  ['SPA', scriptOfDisplay],
  ['FIRST', () => firstNumber(browser, bench.small, repetitions)],
  ['PASS', () => passedThrough(bench)],
  ['FANOUT', () => coalesced(bench)],
  ['BYTES', () => onTheLine(bench)],
  ['NAIVE', () => againstNaive(bench)],
  ['STORM', () => storm(bench)],
  ['LAG', () => stopped(bench)],
  ['SCALE', () => manyScreens(bench, options.quick)],
  ['GROWN', () => grownFloors(browser, bench, options.quick ? [grown(2)] : [grown(2), grown(4)])],
]
const chosen: typeof measurements =
  minutes === undefined
    ? measurements.filter(([name]) => name.startsWith(options.only ?? ''))
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
await bench.small.stop()
await bench.large.stop()

const missed = figures.filter(({ passed }) => !passed)
const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
if (options.json) process.stdout.write(`${JSON.stringify({ machine, tookSeconds, figures }, null, 2)}\n`)
say(`${figures.length - missed.length} of ${figures.length} pass; ${tookSeconds} s`)
process.exitCode = missed.length === 0 ? 0 : 1
