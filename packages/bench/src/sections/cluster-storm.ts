import type { Browser } from '@playwright/test'
import { startBalancer } from '@wallboard/cluster-lab'
import { DisplaysOpened, type DisplaysOrder } from '../children/orders.ts'
import { small } from '../domains.ts'
import { benchProgram, startChild, type Child } from '../measure/child.ts'
import { startClusterRig, type BenchNode } from '../measure/cluster-rig.ts'
import { observePage, queuesOfBoards, reconnectTarget } from '../measure/display-rig.ts'
import { manyDisplaysSql } from '../measure/many-displays.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'
import { signIn } from '../measure/rig.ts'

const displays = 1_000
const boards = 20

const ask = (child: Child, order: DisplaysOrder) => child.ask(order, DisplaysOpened)

interface Plan {
  readonly clients: Child
  readonly targets: readonly string[]
  readonly report: string
}

/** A balancer over these nodes, once it reaches all of them. */
async function balancerOver(nodes: readonly { readonly port: () => number | undefined }[]) {
  const balancer = await startBalancer(nodes)
  const untilReady = async (count: number) => {
    const indexes = Array.from({ length: count }, (_, index) => index)
    while (!indexes.every(balancer.isReady)) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { ...balancer, untilReady }
}

const openAll = ({ clients, targets, report }: Plan, port: number) =>
  ask(clients, { do: 'open', port, count: displays, targets, report, until: 'fresh' })

/** A node that runs for months has compiled its code: all displays have connected to it this many times before the storm. */
const warmUps = 3

/** Opens and closes all displays at these nodes, more often at more nodes: each serves as many displays as one alone. */
async function warmUpNodes(plan: Plan, nodes: readonly BenchNode[]): Promise<void> {
  const balancer = await balancerOver(nodes.map(({ port }) => ({ port: () => port })))
  await balancer.untilReady(nodes.length)
  for (let round = 0; round < warmUps * nodes.length; round += 1) {
    await openAll(plan, balancer.port)
    await ask(plan.clients, { do: 'close' })
  }
  await balancer.close()
}

/**
 * Opens all displays at a node, has them lose their connections, and measures until all are fresh again.
 * @param strike ends their connections
 */
async function storm(
  plan: Plan,
  at: BenchNode,
  others: readonly BenchNode[],
  strike: (reset: () => void) => Promise<void> | void,
): Promise<number> {
  let isOpen = false
  const balancer = await balancerOver([
    { port: () => at.port },
    ...others.map(({ port }) => ({ port: () => (isOpen ? port : undefined) })),
  ])
  await balancer.untilReady(1)
  await openAll(plan, balancer.port)
  isOpen = true
  await balancer.untilReady(1 + others.length)
  const again = ask(plan.clients, { do: 'fresh-again' })
  await strike(balancer.reset)
  const { freshMs } = await again
  await ask(plan.clients, { do: 'close' })
  await balancer.close()
  return freshMs
}

/** All displays of a node that is killed connect to the other nodes, over the same storm on one node. */
export async function measureClusterStorm(browser: Browser, repetitions: number): Promise<Figure[]> {
  const cluster = await startClusterRig(small)
  const { engines, queueIds } = cluster
  const pairing = await cluster.startNode('pairing', true)
  const cookie = await signIn(pairing.url)
  const { url, report } = await observePage(browser, { url: pairing.url, cookie, queueIds })
  await pairing.child.terminate()
  const queues = queuesOfBoards(queueIds, boards)
  await engines.postgres.run(engines.databaseUrl, manyDisplaysSql(displays, queues))
  const { child: clients } = await startChild(
    { name: 'the displays', path: benchProgram('displays.ts'), cores: 'others' },
    '',
    DisplaysOpened,
  )
  const plan = { clients, targets: queues.map((_, board) => reconnectTarget(url, board)), report }

  async function onOneNode(): Promise<number> {
    const node = await cluster.startNode('alone', true)
    await signIn(node.url) // waits until it is ready
    await warmUpNodes(plan, [node])
    const ms = await storm(plan, node, [], (reset) => {
      reset()
    })
    await node.child.terminate()
    return ms
  }

  async function afterKill(): Promise<number> {
    const nodes = await Promise.all(['bench-1', 'bench-2', 'bench-3'].map((name) => cluster.startNode(name)))
    for (const node of nodes) await signIn(node.url)
    const isOwner = await Promise.all(nodes.map(cluster.isOwner))
    const followers = nodes.filter((_, index) => isOwner[index] === false)
    const [killed] = followers
    if (killed === undefined) throw new Error('every node owns the feed')
    const others = nodes.filter((node) => node !== killed)
    await warmUpNodes(plan, others)
    const ms = await storm(plan, killed, others, () => killed.child.stop())
    for (const { child } of others) await child.terminate()
    return ms
  }

  await onOneNode() // the client's first storm also compiles the client
  const figures = await measureGoals(
    {
      ratio: {
        section: 'CLUSTER',
        name: `${displays} displays of a killed node fresh on two others, over the same storm on one node`,
        unit: '×',
        bound: { is: 'at most', value: 1.5 },
      },
    },
    repetitions,
    async () => {
      const one = await onOneNode()
      const killed = await afterKill()
      return {
        values: { ratio: ratioOf(killed, one) },
        note: `${(killed / 1_000).toFixed(2)} against ${(one / 1_000).toFixed(2)} s`,
      }
    },
  )
  await clients.stop()
  await cluster.stop()
  return figures
}
