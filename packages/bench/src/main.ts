import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundlesVariable, ensureSourceBundles } from '../../../.scripts/source-bundles.js'
import { startBench, type RigName } from './bench.ts'
import { canMeasureBeside, measureBeside } from './beside.ts'
import { isPinned } from './measure/child.ts'
import { startChromium } from './measure/chromium.ts'
import type { Figure } from './measure/paired.ts'
import { limitSpareTime } from './measure/spare-time.ts'
import { readOptions, sectionsOf, type Options } from './options.ts'
import { comparePlants } from './plants.ts'
import { lineOf, machineHere, machineLine, markdownOf, withGeneratedPart } from './report.ts'
import { goalsOfRuns, markdownOfRuns, runSeveral, type Run } from './runs.ts'
import { measureSection, type Group, type Section, type SectionTime } from './sections.ts'
import { openScriptPages, warmScriptPages } from './sections/script-time.ts'
import { measureInTurns } from './turns.ts'

/**
 * `npm run bench`: measures the built product against references, as ratios of one run. `--quick`: two repetitions.
 * `--soak 30m`: one long measurement instead of all others. `--only FANOUT,NAIVE`: only sections whose names begin so.
 * `--cluster`: the sections of several nodes, which need Redis and PostgreSQL. `--json`: the figures as JSON. `--markdown`:
 * writes the table into docs/performance.md. `--runs 5`: five whole runs, and in how many of them each goal passed.
 * `--plant NAME`: slows the measured servers down on purpose (planted-costs.js); with `--compare` its row is measured
 * without and with it in turn, `--rounds 5` in five rounds.
 */

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}

const timeText = ({ section, seconds }: SectionTime) => `${section} ${seconds.toFixed(0)}`
const today = () => new Date().toISOString().slice(0, 10)

function writeDocument(generated: string): void {
  const path = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url))
  writeFileSync(path, withGeneratedPart(readFileSync(path, 'utf8'), generated))
  execFileSync('npx', ['prettier', '--write', path], { stdio: 'ignore' })
}

const rigsOf = (sections: readonly Section[]): readonly RigName[] => [
  ...new Set(sections.flatMap(({ rigs }) => rigs)),
]

/** The rig that pages of SPA show. */
const isOfPages = (rig: RigName) => rig === 'small'

/** For a machine where nothing can be measured beside anything else. */
const inTurn = (groups: readonly Group[]): readonly Group[] =>
  groups.flatMap(({ sections, beside = [] }) => [
    { sections },
    ...beside.map((each) => ({ sections: each.sections })),
  ])

/** Measures all chosen sections. Resolves to true when every goal is met. */
async function runBench(options: Options): Promise<boolean> {
  process.env[bundlesVariable] = ensureSourceBundles()
  const startedAt = performance.now()
  const print = options.output === 'lines' ? write : () => undefined
  const times: SectionTime[] = []
  const onTimed = (time: SectionTime) => {
    times.push(time)
    process.stderr.write(`${timeText(time)}\n`)
  }
  limitSpareTime(options.spareMs)
  const groups = canMeasureBeside ? options.groups : inTurn(options.groups)
  const sections = groups.flatMap((group) => group.sections)
  const browser = await startChromium()
  const machine = machineHere(browser.version())
  const repetitions = options.isQuick ? 2 : 3
  const needed = rigsOf(sections).filter((rig) => rig !== 'fourfold' || !options.isQuick)
  const hasPages = sections.some(({ name }) => name === 'SPA')
  const [first, others] = hasPages
    ? [needed.filter(isOfPages), needed.filter((rig) => !isOfPages(rig))]
    : [needed, []]
  const bench = await startBench(browser, first, repetitions)
  const hasDisplays = groups.flatMap(sectionsOf).some((section) => section.hasDisplays === true)
  // Servers start and warm up while pages open, which mostly wait, and those of other domains while the pages warm up.
  const openPages = async () => {
    const pages = await openScriptPages(browser, bench)
    await warmScriptPages([pages.product, pages.direct])
    return pages
  }
  const startOthers = async () => {
    await bench.start(others)
    await bench.warmUp(['large', 'twice', 'fourfold'])
  }
  const failed: Section[] = []
  const common = {
    ...{ bench, browser, repetitions, isQuick: options.isQuick },
    onFailed: (section: Section) => failed.push(section),
  }
  const isAtStart = (section: Section) => section.isMeasuredAtStart === true
  const addTimeBeside = ({ section, seconds }: SectionTime) =>
    times.push({ section: `(${section})`, seconds })
  async function measureAtStart(): Promise<readonly Figure[]> {
    const context = { ...common, pages: undefined, turn: Promise.resolve(), onTimed: addTimeBeside }
    const measured = sections.filter(isAtStart).map((section) => measureSection(section, context))
    return (await Promise.all(measured)).flat()
  }
  // What is measured at start takes longest, so that its servers start before those of other rigs.
  const startDisplays = sections.some(isAtStart)
    ? () => bench.withDisplayServers(() => Promise.resolve())
    : () => bench.template()
  // Sections that need them say why they failed.
  const displaysStarted = hasDisplays ? startDisplays().catch(() => undefined) : undefined
  const [pages, measuredAtStart] = await Promise.all([
    hasPages ? openPages() : undefined,
    measureAtStart(),
    Promise.all([bench.warmUp(['small']), displaysStarted]).then(startOthers),
  ])

  print(machineLine(machine) + (isPinned ? '; measured programs run on core 0' : ''))
  onTimed({ section: 'start', seconds: (performance.now() - startedAt) / 1_000 })
  const figures: Figure[] = []
  const remaining = new Set(sections)
  const context = { ...common, pages, onTimed }
  const add = (measured: readonly Figure[]) => {
    figures.push(...measured)
    for (const figure of measured) print(lineOf(figure))
  }
  add(measuredAtStart)
  for (const group of groups) {
    const besides = (group.beside ?? []).map((beside) => measureBeside(beside, options.isQuick))
    for await (const { turn, figures: measured } of measureInTurns(
      group.sections.filter((section) => !isAtStart(section)),
      context,
    )) {
      add(measured)
      // What they have used may be in any state, load clients too.
      if (failed.length > 0) await bench.renew(rigsOf(failed.splice(0)))
      for (const section of turn) remaining.delete(section)
      const later = rigsOf([...remaining])
      await bench.end(rigsOf(turn).filter((rig) => !later.includes(rig)))
    }
    for (const measured of await Promise.all(besides)) {
      add(measured.figures)
      measured.times.forEach(addTimeBeside)
    }
  }
  await browser.close()
  await bench.stop()

  const goals = figures.filter(({ outcome }) => outcome !== 'info')
  const met = goals.filter(({ outcome }) => outcome === 'pass')
  const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
  const summary = `${met.length} of ${goals.length} goals met; ${tookSeconds} s`
  if (options.output === 'json') write(JSON.stringify({ machine, tookSeconds, times, figures }, null, 2))
  if (options.output === 'document')
    writeDocument(markdownOf(`${machineLine(machine)}; ${today()}. ${summary}.`, figures))
  print(`Seconds by section: ${times.map(timeText).join(', ')}`)
  print(summary)
  return met.length === goals.length
}

/** Several whole runs. The table is written after each, so that a sitting that is ended has its table. */
function runRuns({ runs: count, output, runArguments }: Options): Promise<boolean> {
  return runSeveral(count, runArguments, (runs: readonly Run[]) => {
    const table = markdownOfRuns(runs, today())
    if (output === 'document') writeDocument(table)
    else if (runs.length < count) process.stderr.write(`${table}\n`)
    if (runs.length < count) return
    if (output === 'json')
      write(JSON.stringify({ runs, goals: goalsOfRuns(runs.map(({ figures }) => figures)) }, null, 2))
    else write(table)
  })
}

function run(options: Options): Promise<boolean> {
  if (options.plant !== undefined && options.isCompared) return comparePlants(options.plant, options, write)
  if (options.plant !== undefined) process.env['BENCH_PLANT'] = options.plant
  return options.runs > 1 ? runRuns(options) : runBench(options)
}

try {
  if (process.platform !== 'linux')
    throw new Error('The bench reads CPU time and memory from /proc: it needs Linux.')
  process.exitCode = (await run(readOptions(process.argv.slice(2)))) ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
