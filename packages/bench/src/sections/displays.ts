import { setTimeout as pause } from 'node:timers/promises'
import { mostDisplays, type DisplayServers } from '../measure/display-servers.ts'
import type { Displays } from '../measure/displays.ts'
import { startLeastServer } from '../measure/least-display-server.ts'
import { evaluate, measureGoals, slopeOf, type Figure, ratioOf } from '../measure/paired.ts'
import { cpuMsOf } from '../measure/processes.ts'
import type { Server } from '../measure/rig.ts'

/** Displays at a server that runs, and at bare handshakes: storms, memory for each, and memory after a day. */

const [displays, twice] = [1_000, mostDisplays] as const
/** Time for the server to notice that connections have ended. */
const settleMs = 250

type Stage = 'connected' | 'shown'

/** Ends all connections, and gives the server time to notice. */
async function disconnect(clients: Displays): Promise<void> {
  await clients.close()
  await pause(settleMs)
}

/** All displays connect at once. Returns CPU time of the server and time until the last has what it needs. */
async function storm(clients: Displays, { child, port }: Server, count: number, until: Stage) {
  const cpuBefore = await cpuMsOf(child.pid)
  const opened = await clients.open(port, count, until)
  const cpuMs = (await cpuMsOf(child.pid)) - cpuBefore
  await disconnect(clients)
  const ms = opened[`${until}Ms`]
  return ms === Infinity ? { cpuMs: NaN, ms } : { cpuMs, ms } // not all got there: the CPU time says nothing
}

const stormGoal = (name: string, value: number) =>
  ({ section: 'STORM', name, unit: '×', bound: { is: 'at most', value } }) as const
const stormInformation = (name: string) => ({ section: 'STORM', name, unit: '×', bound: null }) as const

async function measureStorms(
  clients: Displays,
  { product, bare }: Readonly<Record<'product' | 'bare', Server>>,
  target: string,
  repetitions: number,
): Promise<Figure[]> {
  // So that the processes have the memory that this many sockets need, and the hot code is compiled.
  await storm(clients, bare, twice, 'connected')
  await storm(clients, product, twice, 'shown')
  const figures = await measureGoals(
    {
      cpu: stormGoal(`CPU of ${displays} paired displays, all at once, over bare handshakes`, 2),
      wall: stormGoal('the same in time', 2),
      twiceCpu: stormGoal(`CPU of ${twice} displays over ${displays}`, 2.2),
      twiceWall: stormGoal('the same in time until all are shown', 2.2),
    },
    2 * repetitions + 1, // each storm takes less than half a second, and they vary by as much
    async () => {
      const reference = await storm(clients, bare, displays, 'connected')
      const single = await storm(clients, product, displays, 'shown')
      const double = await storm(clients, product, twice, 'shown')
      return {
        values: {
          cpu: ratioOf(single.cpuMs, reference.cpuMs),
          wall: ratioOf(single.ms, reference.ms),
          twiceCpu: ratioOf(double.cpuMs, single.cpuMs),
          twiceWall: ratioOf(double.ms, single.ms),
        },
        note:
          `${single.cpuMs.toFixed(0)} against ${reference.cpuMs.toFixed(0)} ms CPU, ` +
          `${single.ms.toFixed(0)} against ${reference.ms.toFixed(0)} ms; ${twice}: ${double.ms.toFixed(0)} ms`,
      }
    },
  )
  const least = await startLeastServer(product, target, twice)
  await storm(clients, least, displays, 'shown')
  const floors = await measureGoals(
    {
      floor: stormInformation(
        'CPU of the least server that knows each display and sends it the same bytes, over bare handshakes',
      ),
      overFloor: stormInformation(`CPU of ${displays} paired displays over this least server`),
    },
    repetitions,
    async () => {
      const reference = await storm(clients, bare, displays, 'connected')
      const floor = await storm(clients, least, displays, 'shown')
      const single = await storm(clients, product, displays, 'shown')
      return {
        values: {
          floor: ratioOf(floor.cpuMs, reference.cpuMs),
          overFloor: ratioOf(single.cpuMs, floor.cpuMs),
        },
        note: `${floor.cpuMs.toFixed(0)} against ${reference.cpuMs.toFixed(0)} ms CPU`,
      }
    },
  )
  await least.child.stop()
  return [...figures, ...floors]
}

const [first, between] = [500, 1_250] as const
const warmUps = 3

/** @throws Error when not all of them get there */
async function openAll(clients: Displays, { port }: Server, count: number, until: Stage): Promise<void> {
  const opened = await clients.open(port, count, until)
  if (opened[`${until}Ms`] === Infinity) throw new Error(`${count} displays: not all of them were ${until}`)
}

/**
 * KiB of JavaScript and buffers for each display: the slope over the number of displays. The first have connected before, so
 * that their code is compiled: it would count as memory of the others.
 */
async function memoryOfDisplay(clients: Displays, server: Server, until: Stage): Promise<number> {
  for (let at = 0; at < warmUps; at += 1) {
    await openAll(clients, server, first, until)
    await disconnect(clients)
  }
  const points: [number, number][] = []
  for (const count of [first, between, twice]) {
    await openAll(clients, server, count, until)
    points.push([count, await server.child.usedKiB()])
  }
  await disconnect(clients)
  return slopeOf(points)
}

/** KiB of Node's objects for each socket of bare handshakes, which are the same in each server. */
async function nativeOfSocket(clients: Displays, bare: Server): Promise<number> {
  const before = await bare.child.nativeKiB()
  await openAll(clients, bare, first, 'connected')
  const open = await bare.child.nativeKiB()
  await clients.close()
  return (open - before) / first
}

async function measureMemory(
  [clients, others]: readonly [Displays, Displays],
  { product, bare }: Readonly<Record<'product' | 'bare', Server>>,
  target: string,
): Promise<Figure[]> {
  const least = await startLeastServer(product, target, twice)
  const ofReferences = async () => ({
    ofBare: await memoryOfDisplay(others, bare, 'connected'),
    // Of the bare server alone: a heap snapshot of the product takes ten seconds.
    ofSocket: await nativeOfSocket(others, bare),
    ofLeast: await memoryOfDisplay(others, least, 'shown'),
  })
  const [ofProduct, { ofBare, ofSocket, ofLeast }] = await Promise.all([
    memoryOfDisplay(clients, product, 'shown'),
    ofReferences(),
  ])
  await least.child.stop()
  const row = { section: 'MEMORY', unit: '×' } as const
  const note =
    `${ofProduct.toFixed(2)} against ${ofBare.toFixed(2)} KiB of JavaScript and buffers, the floor ${ofLeast.toFixed(2)}; ` +
    `Node's objects for a socket ${ofSocket.toFixed(2)}`
  // Less memory with more displays is no measurement.
  const overBare = (used: number) => [used > 0 ? ratioOf(used + ofSocket, ofBare + ofSocket) : NaN]
  return [
    evaluate(
      {
        ...row,
        name: 'memory for each display over a bare ws socket',
        bound: { is: 'at most', value: 1.3 },
      },
      overBare(ofProduct),
      note,
    ),
    evaluate(
      {
        ...row,
        name: 'the floor of that: the least server that knows each display and what it has painted',
        bound: null,
      },
      overBare(ofLeast),
      note,
    ),
  ]
}

/** A display loses its connection this often in a day: restarts, radio, switches. */
const reconnectsOfDay = 8 * displays
const reconnectsOfHour = Math.round(reconnectsOfDay / 24)

async function measureDay(clients: Displays, product: Server): Promise<Figure[]> {
  await clients.open(product.port, displays, 'shown')
  await clients.churn(reconnectsOfHour)
  const afterHour = await product.child.usedKiB()
  await clients.churn(reconnectsOfDay - reconnectsOfHour)
  const afterDay = await product.child.usedKiB()
  await clients.close()
  return [
    evaluate(
      {
        section: 'MEMORY',
        name: `memory after the reconnects of a day over those of an hour: ${displays} displays`,
        unit: '×',
        bound: { is: 'at most', value: 1.05 },
      },
      [ratioOf(afterDay, afterHour)],
      `${(afterDay / 1_024).toFixed(0)} MiB after ${reconnectsOfDay} reconnects`,
    ),
  ]
}

/** Storms of displays at a warm server. */
export const measureDisplays = (
  { product, bare, clients, target }: DisplayServers,
  repetitions: number,
): Promise<Figure[]> => measureStorms(clients, { product, bare }, target, repetitions)

/** Memory: other work on the cores does not change it. */
export const measureDisplayMemory = async ({
  product,
  bare,
  clients,
  others,
  target,
}: DisplayServers): Promise<Figure[]> => [
  ...(await measureMemory([clients, others], { product, bare }, target)),
  ...(await measureDay(clients, product)),
]
