import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startBench } from './bench.ts'
import { isPinned } from './measure/child.ts'
import { startChromium } from './measure/chromium.ts'
import type { Figure } from './measure/paired.ts'
import { limitSecondSeries } from './measure/spare-time.ts'
import { readOptions, type Options } from './options.ts'
import { lineOf, machineHere, machineLine, markdownOf, withGeneratedPart } from './report.ts'
import { runSeveral } from './runs.ts'
import { measureSection, type SectionTime } from './sections.ts'
import { openScriptPages, warmScriptPages } from './sections/script-time.ts'

/**
 * `npm run bench`: measures the built product against references, as ratios of one run. `--quick`: two repetitions.
 * `--soak 30m`: one long measurement instead of all others. `--only FANOUT,NAIVE`: only sections whose names begin so.
 * `--cluster`: the sections of several nodes, which need Redis and PostgreSQL. `--json`: the figures as JSON. `--markdown`:
 * writes the table into docs/performance.md. `--runs 5`: five whole runs, and how many of them each goal passed.
 * `--plant NAME`: slows the measured servers down on purpose (product-probe.js), to show that a row notices it.
 */

/** A whole run ends within five minutes: as much of them may second series take. */
const secondSeriesMs = 20_000

function write(line: string): void {
  process.stdout.write(`${line}\n`)
}

const timeText = ({ section, seconds }: SectionTime) => `${section} ${seconds.toFixed(0)}`

function writeDocument(heading: string, figures: readonly Figure[]): void {
  const path = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url))
  writeFileSync(path, withGeneratedPart(readFileSync(path, 'utf8'), markdownOf(heading, figures)))
  execFileSync('npx', ['prettier', '--write', path], { stdio: 'ignore' })
}

/** Measures all chosen sections. Resolves to true when every goal is met. */
async function runBench(options: Options): Promise<boolean> {
  const startedAt = performance.now()
  const print = options.output === 'lines' ? write : () => undefined
  const times: SectionTime[] = []
  const onTimed = (time: SectionTime) => {
    times.push(time)
    process.stderr.write(`${timeText(time)}\n`)
  }
  if (options.isQuick) limitSecondSeries(0)
  else if (options.isWhole) limitSecondSeries(secondSeriesMs)
  const browser = await startChromium()
  const machine = machineHere(browser.version())
  const repetitions = options.isQuick ? 2 : 3
  const names = options.sections.flatMap(({ rigs }) => rigs)
  const bench = await startBench(
    browser,
    new Set(names.filter((rig) => rig !== 'fourfold' || !options.isQuick)),
    repetitions,
  )
  // The servers warm up while pages open, and the pages while the servers of other domains warm up.
  const hasPages = options.sections.some(({ name }) => name === 'SPA')
  const [pages] = await Promise.all([
    hasPages ? openScriptPages(browser, bench) : undefined,
    bench.warmUpSmall(),
  ])
  await Promise.all([pages && warmScriptPages(pages), bench.warmUpOthers()])

  print(machineLine(machine) + (isPinned ? '; measured programs run on core 0' : ''))
  onTimed({ section: 'start', seconds: (performance.now() - startedAt) / 1_000 })
  const figures: Figure[] = []
  const context = { bench, browser, pages, repetitions, isQuick: options.isQuick, onTimed }
  for (const section of options.sections) {
    const measured = await measureSection(section, context)
    figures.push(...measured)
    for (const figure of measured) print(lineOf(figure))
  }
  await browser.close()
  await bench.stop()

  const goals = figures.filter(({ outcome }) => outcome !== 'info')
  const met = goals.filter(({ outcome }) => outcome === 'pass')
  const tookSeconds = Math.round((performance.now() - startedAt) / 1_000)
  const summary = `${met.length} of ${goals.length} goals met; ${tookSeconds} s`
  if (options.output === 'json') write(JSON.stringify({ machine, tookSeconds, times, figures }, null, 2))
  if (options.output === 'document')
    writeDocument(`${machineLine(machine)}; ${new Date().toISOString().slice(0, 10)}. ${summary}.`, figures)
  print(`Seconds by section: ${times.map(timeText).join(', ')}`)
  print(summary)
  return met.length === goals.length
}

try {
  if (process.platform !== 'linux')
    throw new Error('The bench reads CPU time and memory from /proc: it needs Linux.')
  const args = process.argv.slice(2)
  const options = readOptions(args)
  if (options.plant !== undefined) process.env['BENCH_PLANT'] = options.plant
  const otherArgs = args.filter((arg, at) => !arg.startsWith('--runs') && args[at - 1] !== '--runs')
  const isMet = options.runs > 1 ? await runSeveral(options.runs, otherArgs, write) : await runBench(options)
  process.exitCode = isMet ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
