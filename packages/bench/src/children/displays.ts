import { startDisplayClient, type Stage } from './display-client.ts'
import { displayToken, DisplaysOrder, sharedNow } from './orders.ts'
import { randomFrom } from '../random.ts'

/** All paired displays in one process, so that they connect at the same moment. */

const giveUpAfterMs = 30_000

interface Answer {
  connectedMs: number | null
  shownMs: number | null
  freshMs: number | null
  reconnects: number
}
const newAnswer = (): Answer => ({ connectedMs: null, shownMs: null, freshMs: null, reconnects: 0 })

/** What is measured at present. */
interface Measurement {
  readonly startedAt: number
  readonly until: Stage
  readonly answer: Answer
  /** Displays that must lose their connection before anything counts. */
  readonly mustLose: Set<number>
  readonly end: () => void
}

let stopAll = (): void => undefined
let measurement: Measurement | undefined
let displays = 0
const reached: Readonly<Record<Stage, Set<number>>> = {
  connected: new Set(),
  shown: new Set(),
  fresh: new Set(),
}

/** Resolves when all displays have reached the stage, or when the time is up. */
function measure(until: Stage, mustLose: ReadonlySet<number>): Promise<Answer> {
  return new Promise((resolve) => {
    const answer = newAnswer()
    const end = () => {
      clearTimeout(timer)
      measurement = undefined
      resolve(answer)
    }
    const timer = setTimeout(end, giveUpAfterMs)
    measurement = { startedAt: sharedNow(), until, answer, mustLose: new Set(mustLose), end }
  })
}

function stageReached(index: number, stage: Stage): void {
  reached[stage].add(index)
  if (measurement === undefined || measurement.mustLose.size > 0 || reached[stage].size < displays) return
  measurement.answer[`${stage}Ms`] ??= sharedNow() - measurement.startedAt
  if (stage === measurement.until) measurement.end()
}

function connectionLost(index: number): void {
  for (const each of Object.values(reached)) each.delete(index)
  if (measurement === undefined) return
  measurement.answer.reconnects += 1
  measurement.mustLose.delete(index)
}

/** Connects all displays at once. */
function open(order: Extract<DisplaysOrder, { do: 'open' }>): Promise<Answer> {
  const { port, count, targets, report } = order
  const random = randomFrom(17)
  displays = count
  for (const each of Object.values(reached)) each.clear()
  const measured = measure(order.until, new Set())
  const clients = Array.from({ length: count }, (_, index) =>
    startDisplayClient({
      ...{ port, report, random },
      target: targets[index % targets.length] ?? '/',
      cookie: `wallboard_display=${displayToken(index)}`,
      onReached: (stage) => {
        stageReached(index, stage)
      },
      onLost: () => {
        connectionLost(index)
      },
    }),
  )
  stopAll = () => {
    for (const client of clients) client.stop()
  }
  return measured
}

async function execute(order: DisplaysOrder): Promise<Answer> {
  switch (order.do) {
    case 'open':
      return open(order)
    case 'fresh-again':
      return measure('fresh', new Set(Array.from({ length: displays }, (_, index) => index)))
    case 'close':
      stopAll()
      return newAnswer()
  }
}

process.on('message', (message: unknown) => {
  execute(DisplaysOrder.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.(newAnswer())
