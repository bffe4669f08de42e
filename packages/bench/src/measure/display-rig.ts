import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, WebSocket } from '@playwright/test'
import { z } from 'zod'
import { Paired, ServerLoad, type PairingOrder, type ProbeOrder } from '../children/orders.ts'
import { small, type Domain } from '../domains.ts'
import { benchProgram, startChild, type Child } from './child.ts'
import { pairDisplay, tiles } from './chromium.ts'
import { newDataDir, signIn, startProduct, startUpstream, type Server } from './rig.ts'

/** The product with a probe in its process. */
export interface ProbedServer extends Server {
  /** Forgets what the probe has measured. */
  readonly begin: () => Promise<void>
  /** What the probe has measured since `begin`. */
  readonly load: () => Promise<ServerLoad>
}

/** One paired display with its board, as the product has written them, from which databases with many are made. */
export const DisplayTemplate = z.object({
  /** The product's directory, which no server has open. */
  dataDir: z.string(),
  /** The address at which the page of the display connects. */
  url: z.string(),
  /** The text of the report that the page sends. */
  report: z.string(),
})
export type DisplayTemplate = z.infer<typeof DisplayTemplate>

/** A product whose database holds many paired displays, and which can be stopped and started again. */
export interface DisplayRig {
  readonly upstream: Child
  /** Paths at which the display page connects again after a restart, one for each board. */
  readonly targets: readonly string[]
  /** The text of the report that the display page sends. */
  readonly report: string
  /**
   * Starts the product on the database with a probe in its process; resolves when it listens. Stop it with `terminate`.
   * @param isStartMeasured true: it starts on the core of measured programs alone
   */
  readonly startProbed: (isStartMeasured: boolean) => Promise<ProbedServer>
  /** Starts the product as it is. */
  readonly startPlain: () => Promise<Server & { readonly url: string }>
  readonly stop: () => Promise<void>
}

const reportWithinMs = 15_000
const ReportMessage = z.object({ type: z.literal('report') })

/** What a real page does on its live connection: where it connects, and the report that it sends. */
export async function observePage(
  browser: Browser,
  signedIn: Parameters<typeof pairDisplay>[1],
): Promise<{ readonly url: string; readonly report: string }> {
  const sockets: WebSocket[] = []
  let report: string | undefined
  const { context } = await pairDisplay(browser, signedIn, (page) => {
    page.on('websocket', (socket) => {
      sockets.push(socket)
      socket.on('framesent', ({ payload }) => {
        if (typeof payload === 'string' && ReportMessage.safeParse(JSON.parse(payload)).success)
          report = payload
      })
    })
  })
  const endsAt = performance.now() + reportWithinMs
  while (report === undefined && performance.now() < endsAt) await pause(100)
  await context.close()
  const [socket] = sockets
  if (socket === undefined || report === undefined)
    throw new Error('the page of the display has not reported over its live connection')
  return { url: socket.url(), report }
}

const Subscription = z.looseObject({ version: z.number() })

/** The value of a parameter of the address; the one that holds the subscription gets the position to resume at. */
function withResume(value: string, board: number): string {
  if (!value.startsWith('{')) return value
  const subscription = Subscription.parse(JSON.parse(value))
  return JSON.stringify({ ...subscription, resume: { epoch: `before.${board}`, seq: 1_000 } })
}

/** The address of a reconnect: the page asks to resume at its position, which a restarted server does not know. */
export function reconnectTarget(url: string, board: number): string {
  const { pathname, searchParams } = new URL(url)
  const parameters = [...searchParams].map(
    ([name, value]) => `${name}=${encodeURIComponent(withResume(value, board))}`,
  )
  return `${pathname}?${parameters.join('&')}`
}

async function pairAll(order: PairingOrder): Promise<void> {
  const { child } = await startChild(
    { name: 'the pairing of displays', path: benchProgram('pair-displays.ts'), cores: 'others' },
    JSON.stringify(order),
    Paired,
  )
  await child.stop()
}

function probed(child: Child): Pick<ProbedServer, 'begin' | 'load'> {
  const ask = (order: ProbeOrder) => child.ask(order, ServerLoad)
  return {
    async begin() {
      await ask({ do: 'probe-begin' })
    },
    load: () => ask({ do: 'probe-read' }),
  }
}

/** For each board the queues that it shows. */
export const queuesOfBoards = (queueIds: readonly string[], boards: number): string[][] =>
  Array.from({ length: boards }, (_, board) =>
    queueIds.slice(board % Math.max(1, queueIds.length - tiles)).slice(0, tiles),
  )

/** Pairs one display as people do, with a real page, and stops the product. */
export async function createTemplate(browser: Browser): Promise<DisplayTemplate> {
  const upstream = await startUpstream(small)
  const { loginUrl, queueIds } = upstream.ready
  const dataDir = await newDataDir()
  const product = await startProduct({ loginUrl, dataDir })
  const cookie = await signIn(product.url)
  const { url, report } = await observePage(browser, { url: product.url, cookie, queueIds })
  await product.child.terminate()
  await upstream.child.stop()
  return { dataDir, url, report }
}

/** Copies the display of the template in a database of its own. Display `i` shows board `i` modulo the boards. */
export async function startDisplayRig(
  template: DisplayTemplate,
  domain: Domain,
  count: { readonly displays: number; readonly boards: number },
): Promise<DisplayRig> {
  const { report } = template
  const dataDir = await newDataDir()
  const [upstream] = await Promise.all([
    startUpstream(domain),
    cp(template.dataDir, dataDir, { recursive: true }),
  ])
  const { loginUrl, queueIds } = upstream.ready
  const boards = queuesOfBoards(queueIds, count.boards)
  await pairAll({ database: join(dataDir, 'wallboard.db'), displays: count.displays, boards })
  return {
    upstream: upstream.child,
    targets: boards.map((_queues, board) => reconnectTarget(template.url, board)),
    report,
    async startProbed(isStartMeasured) {
      const server = await startProduct({
        ...{ loginUrl, dataDir, imports: [benchProgram('product-probe.js')], isStartMeasured },
      })
      return { ...server, ...probed(server.child) }
    },
    startPlain: () => startProduct({ loginUrl, dataDir }),
    async stop() {
      await upstream.child.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
