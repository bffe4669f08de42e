import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { recoveryText, rowOf, summariesBy, summaryTable } from '../src/results/case-summary.ts'
import { lastRecords, parseRecords, type RunRecord } from '../src/results/run-record.ts'

/* The records of `npm run cluster-faults`, and what is made of them: .cache/cluster-faults and docs/reliability.md. */

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const folder = fromRoot('.cache/cluster-faults')
const log = `${folder}/runs.jsonl`
const page = fromRoot('docs/reliability.md')

/** What an earlier process recorded. */
const earlier = (): readonly RunRecord[] =>
  existsSync(log) ? lastRecords(parseRecords(readFileSync(log, 'utf8'))) : []

/** With `CLUSTER_RESUME=1` runs that have passed are left out, whatever was tested then. */
const isResumed = process.env['CLUSTER_RESUME'] === '1'
const passedEarlier = isResumed ? earlier().filter(({ failure }) => failure === undefined) : []

/** Why a run is left out: it has passed earlier. Undefined when it has to be made. */
export function reasonToSkip(title: string, run: number): string | undefined {
  const known = passedEarlier.find((record) => record.title === title && record.run === run)
  return known && `passed at ${known.at} on ${known.commit}; without CLUSTER_RESUME=1 it runs again`
}

/** The seed of all random instants: that of the environment, or another one in each process. */
export const seed = process.env['CLUSTER_SEED'] ?? String(Math.floor(Math.random() * 1e9))

const presentCommit = () => execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()

/** Appends a run to the log. */
export function recordRun(
  { title }: { readonly title: string },
  run: number,
  result: Pick<RunRecord, 'measured' | 'failure'>,
): void {
  mkdirSync(folder, { recursive: true })
  const at = new Date().toISOString()
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10
  const record: RunRecord = { title, run, seed, commit: presentCommit(), at, load, ...result }
  appendFileSync(log, `${JSON.stringify(record)}\n`)
}

const tableStart = '<!-- runs of npm run cluster-faults -->'
const tableEnd = '<!-- end of runs -->'

/** The page with the measured column of each row, and with the table of all cases. */
function written(text: string, records: readonly RunRecord[]): string {
  const byRow = new Map(summariesBy(rowOf, records).map((summary) => [summary.title, summary]))
  const rows = text.replace(
    /^\|\s*(C\d+)\s*\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm,
    (line, row: string, fault: string, effect: string, _measured: string, tests: string) => {
      const summary = byRow.get(row)
      return summary === undefined
        ? line
        : `| ${row} |${fault}|${effect}| ${recoveryText(summary)} |${tests}|`
    },
  )
  const table = summaryTable(summariesBy((title) => title, records))
  const [before = '', rest = ''] = rows.split(tableStart)
  const [, after = ''] = rest.split(tableEnd)
  return `${before}${tableStart}\n\n${table}\n\n${tableEnd}${after}`
}

/**
 * Writes summary.json and summary.md of all recorded runs beside the log, and prints the table; with `UPDATE_DOCS=1` also
 * writes docs/reliability.md.
 */
export async function writeSummaries(): Promise<void> {
  const records = earlier()
  if (records.length === 0) return
  const summaries = summariesBy((title) => title, records)
  const options = { ...(await resolveConfig(page)), parser: 'markdown' }
  const table = await format(summaryTable(summaries), options)
  writeFileSync(`${folder}/summary.json`, `${JSON.stringify(summaries, undefined, 2)}\n`)
  writeFileSync(`${folder}/summary.md`, table)
  process.stdout.write(`${table}Written to ${folder}; the runs are in ${log}.\n`)
  if (process.env['UPDATE_DOCS'] !== '1') return
  writeFileSync(page, await format(written(readFileSync(page, 'utf8'), records), options))
}
