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

type Opening = Extract<DisplaysOrder, { do: 'open' }>

/** This many displays reconnect at the same time while connections churn. */
const churnAtOnce = 100

let clients: ReturnType<typeof startDisplayClient>[] = []
let opening: Opening | undefined
let measurement: Measurement | undefined
/** Called for each display that has its board and a snapshot. */
let onShown = (_index: number): void => undefined
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
  if (stage === 'shown') onShown(index)
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

const random = randomFrom(17)

function startClient({ port, report, targets }: Opening, index: number): (typeof clients)[number] {
  return startDisplayClient({
    ...{ port, report, random },
    target: targets[index % targets.length] ?? '/',
    cookie: `wallboard_display=${displayToken(index)}`,
    onReached: (stage) => {
      stageReached(index, stage)
    },
    onLost: () => {
      connectionLost(index)
    },
  })
}

/** Connects all displays that are not open, at once. */
function open(order: Opening): Promise<Answer> {
  displays = order.count
  opening = order
  const measured = measure(order.until, new Set())
  for (let index = clients.length; index < order.count; index += 1) clients.push(startClient(order, index))
  return measured
}

/** @throws Error when no displays are open */
function churn(reconnects: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const order = opening
    if (order === undefined || clients.length === 0) {
      reject(new Error('connections can only churn when displays are open'))
      return
    }
    let begun = 0
    let ended = 0
    const reconnecting = new Set<number>()
    function reconnectNext(from: Opening): void {
      if (begun === reconnects) return
      const index = begun % clients.length
      begun += 1
      clients[index]?.stop()
      for (const each of Object.values(reached)) each.delete(index)
      reconnecting.add(index)
      clients[index] = startClient(from, index)
    }
    onShown = (index) => {
      if (!reconnecting.delete(index)) return
      ended += 1
      if (ended < reconnects) reconnectNext(order)
      else {
        onShown = () => undefined
        resolve(newAnswer())
      }
    }
    for (let at = 0; at < churnAtOnce; at += 1) reconnectNext(order)
  })
}

function close(): void {
  for (const client of clients) client.stop()
  clients = []
  opening = undefined
  for (const each of Object.values(reached)) each.clear()
}

async function execute(order: DisplaysOrder): Promise<Answer> {
  switch (order.do) {
    case 'open':
      return open(order)
    case 'fresh-again':
      return measure('fresh', new Set(Array.from({ length: displays }, (_, index) => index)))
    case 'churn':
      return churn(order.reconnects)
    case 'close':
      close()
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
