import { isPinned } from './measure/child.ts'
import { notMeasuredFigure, type Figure } from './measure/paired.ts'
import { figureOf, runOnce } from './runs.ts'
import type { Beside, SectionTime } from './sections.ts'

/** False where processes cannot be confined to a core: then nothing is measured beside anything else. */
export const canMeasureBeside = isPinned

/** Measures sections in a process of its own. A process that fails is a row that says so for each of them. */
export async function measureBeside(
  { core, isIdle, sections }: Beside,
  isQuick: boolean,
): Promise<{ readonly figures: readonly Figure[]; readonly times: readonly SectionTime[] }> {
  const only = sections.map(({ name }) => `${name}.`).join(',')
  const confined = ['/usr/bin/taskset', '-c', `${core}`, ...(isIdle ? ['/usr/bin/chrt', '--idle', '0'] : [])]
  try {
    const { figures, times } = await runOnce(
      ['--spare', '0', '--only', only, ...(isQuick ? ['--quick'] : [])],
      confined,
    )
    return { figures: figures.map(figureOf), times }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { figures: sections.map(({ name }) => notMeasuredFigure(name, reason.slice(0, 200))), times: [] }
  }
}
