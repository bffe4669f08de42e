import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

/* The column of measured times in docs/reliability.md. */

const page = fileURLToPath(new URL('../../../docs/reliability.md', import.meta.url))
const recovered = new Map<string, number[]>()

/** The row that the title of a test names: C3 for `[cluster 3]`. */
const rowOf = (title: string): string => `C${/\[cluster (\d+)\]/.exec(title)?.[1] ?? ''}`

/** Notes how long the screens needed until they were fresh. */
export function measured(title: string, recoveredMs: number): void {
  recovered.set(rowOf(title), [...(recovered.get(rowOf(title)) ?? []), recoveredMs])
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1)

function summary(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const longest = sorted.at(-1) ?? 0
  const runs = times.length === 1 ? 'one run' : `${times.length} runs`
  if (longest === 0) return `no screen was affected (${runs})`
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return `${seconds(median)} s, at most ${seconds(longest)} s (${runs})`
}

/** Writes what was measured into the table, with `UPDATE_DOCS=1`. */
export async function writeMeasuredTimes(): Promise<void> {
  if (process.env['UPDATE_DOCS'] !== '1' || recovered.size === 0) return
  const text = readFileSync(page, 'utf8').replace(
    /^\|\s*(C\d+)\s*\|([^|]*)\|([^|]*)\|([^|]*)\|/gm,
    (line, row: string, fault: string, effect: string) => {
      const times = recovered.get(row)
      return times === undefined ? line : `| ${row} |${fault}|${effect}| ${summary(times)} |`
    },
  )
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }))
}
