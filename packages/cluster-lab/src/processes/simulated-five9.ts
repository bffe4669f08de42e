import { fileURLToPath } from 'node:url'
import { createTruthHistory, type TruthHistory } from '../checks/truth-history.ts'
import { startProgram } from './child-program.ts'
import { Five9Ready, Five9Report, type Five9Options } from './five9-messages.ts'

/** The simulated Five9 domain of a lab, in a process of its own. */
export interface SimulatedFive9 {
  readonly port: number
  readonly loginUrl: string
  readonly truth: TruthHistory
  /**
   * Watches the event sockets from now on. The result returns the longest time for which more than one was open since, in
   * milliseconds.
   */
  readonly watchSockets: () => () => number
  /** Stops the floor's clock; resolves when the last changes are reported. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  readonly close: () => Promise<void>
}

const program = fileURLToPath(new URL('five9-program.ts', import.meta.url))
const runSource = fileURLToPath(new URL('../../../../.scripts/run-source.js', import.meta.url))

export async function startSimulatedFive9(options: Five9Options): Promise<SimulatedFive9> {
  const truth = createTruthHistory()
  /** Times at which more than one socket was open; the last one may last. */
  const twoSockets: { readonly from: number; until: number }[] = []
  let pauses: (() => void)[] = []

  function endTwoSockets(at: number): void {
    const last = twoSockets.at(-1)
    if (last?.until === Infinity) last.until = at
  }

  function received(message: unknown): void {
    const report = Five9Report.parse(message)
    switch (report.type) {
      case 'truth':
        truth.report(report.at, report.rows)
        return
      case 'sockets':
        if (report.count <= 1) endTwoSockets(report.at)
        else if (twoSockets.at(-1)?.until !== Infinity) twoSockets.push({ from: report.at, until: Infinity })
        return
      case 'paused':
        for (const done of pauses) done()
        pauses = []
    }
  }

  const { program: child, ready } = await startProgram(
    [runSource, program, JSON.stringify(options)],
    {},
    Five9Ready,
    received,
  )
  return {
    ...ready,
    truth,
    watchSockets() {
      const since = Date.now()
      return () =>
        Math.max(
          0,
          ...twoSockets.map(({ from, until }) => Math.min(until, Date.now()) - Math.max(from, since)),
        )
    },
    pause: () =>
      new Promise((resolve) => {
        pauses.push(resolve)
        child.send({ do: 'pause' })
      }),
    resume: () => {
      child.send({ do: 'resume' })
    },
    close: child.kill,
  }
}
