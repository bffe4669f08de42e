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

let stopAll = (): void => undefined

/** Connects all displays at once. Resolves when all have reached the stage `until`, or when the time is up. */
function open({
  port,
  count,
  targets,
  until,
  report,
}: Extract<DisplaysOrder, { do: 'open' }>): Promise<Answer> {
  const random = randomFrom(17)
  const startedAt = sharedNow()
  const answer: Answer = { connectedMs: null, shownMs: null, freshMs: null, reconnects: 0 }
  const reached: Readonly<Record<Stage, Set<number>>> = {
    connected: new Set(),
    shown: new Set(),
    fresh: new Set(),
  }
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, giveUpAfterMs, answer)
    function stageReached(index: number, stage: Stage): void {
      reached[stage].add(index)
      if (reached[stage].size < count) return
      answer[`${stage}Ms`] ??= sharedNow() - startedAt
      if (stage !== until) return
      clearTimeout(timer)
      resolve(answer)
    }
    const clients = Array.from({ length: count }, (_, index) =>
      startDisplayClient({
        ...{ port, report, random },
        target: targets[index % targets.length] ?? '/',
        cookie: `wallboard_display=${displayToken(index)}`,
        onReached: (stage) => {
          stageReached(index, stage)
        },
        onLost: () => {
          answer.reconnects += 1
          for (const displays of Object.values(reached)) displays.delete(index)
        },
      }),
    )
    stopAll = () => {
      for (const client of clients) client.stop()
    }
  })
}

async function execute(order: DisplaysOrder): Promise<Answer> {
  if (order.do === 'open') return open(order)
  stopAll()
  return { connectedMs: null, shownMs: null, freshMs: null, reconnects: 0 }
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
process.send?.({ connectedMs: null, shownMs: null, freshMs: null, reconnects: 0 })
