import { fileURLToPath } from 'node:url'
import { createTruthHistory, type TruthHistory } from '../checks/truth-history.ts'
import { startProgram } from './child-program.ts'
import { Five9Ready, Five9Report, type Five9Options } from './five9-messages.ts'

/** The simulated Five9 domain of a lab, in a process of its own. */
export interface SimulatedFive9 {
  readonly port: number
  readonly loginUrl: string
  readonly truth: TruthHistory
  /** The longest time for which more than one event socket was open, in milliseconds. */
  readonly longestTwoSocketsMs: () => number
  /** Stops the floor's clock; resolves when the last changes are reported. */
  readonly pause: () => Promise<void>
  readonly resume: () => void
  readonly close: () => Promise<void>
}

const program = fileURLToPath(new URL('five9-program.ts', import.meta.url))

export async function startSimulatedFive9(options: Five9Options): Promise<SimulatedFive9> {
  const truth = createTruthHistory()
  let twoSince: number | undefined
  let longestMs = 0
  let pauses: (() => void)[] = []

  function received(message: unknown): void {
    const report = Five9Report.parse(message)
    switch (report.type) {
      case 'truth':
        truth.report(report.at, report.rows)
        return
      case 'sockets':
        if (twoSince !== undefined) longestMs = Math.max(longestMs, report.at - twoSince)
        twoSince = report.count > 1 ? (twoSince ?? report.at) : undefined
        return
      case 'paused':
        for (const done of pauses) done()
        pauses = []
    }
  }

  const { program: child, ready } = await startProgram(
    ['--import', 'tsx', program, JSON.stringify(options)],
    {},
    Five9Ready,
    received,
  )
  return {
    ...ready,
    truth,
    longestTwoSocketsMs: () =>
      twoSince === undefined ? longestMs : Math.max(longestMs, Date.now() - twoSince),
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
