import { missingEngine, startPostgres, startRedis, type Postgres, type RedisServer } from '@wallboard/engines'
import { startBalancer, type Balancer } from './network/balancer.ts'
import { createNode, type LabNode } from './processes/node.ts'
import type { Patch } from './processes/built-server.ts'
import { startSimulatedFive9, type SimulatedFive9 } from './processes/simulated-five9.ts'
import { installBrowserGlobals } from './screens/browser-globals.ts'
import { pairDisplay, signIn } from './screens/pair-display.ts'
import { startScreen, type Screen } from './screens/screen.ts'

export interface LabOptions {
  readonly nodes: number
  /** Whether the servers share Redis and PostgreSQL; one server needs neither. */
  readonly isCluster: boolean
  readonly screens: number
  /** Environment variables of all servers. */
  readonly environment?: Readonly<Record<string, string>>
  /** Changes of the servers' build, for planted faults. */
  readonly patches?: readonly Patch[]
  /** Rows that were true until longer ago must not be shown as live. */
  readonly liveForMs?: number
}

/** Servers, their engines, a balancer and screens. */
export interface Lab {
  readonly five9: SimulatedFive9
  readonly nodes: readonly LabNode[]
  readonly balancer: Balancer
  readonly screens: readonly Screen[]
  readonly redis: RedisServer | undefined
  readonly postgres: Postgres | undefined
  /**
   * Waits until every screen has been fresh for three seconds: live, with rows that were true at most 2.5 s ago.
   * @param since the instant of a fault (epoch milliseconds)
   * @returns how long after that instant the last screen became fresh for good, in milliseconds
   * @throws Error with what the screens show, when the time is up
   */
  readonly untilFresh: (since: number, withinMs?: number) => Promise<number>
  /** Stops the floor, waits until every screen shows exactly its last state as live, and continues it. */
  readonly untilTrue: (withinMs?: number) => Promise<void>
  /** Everything that was wrong on any screen. */
  readonly violations: () => readonly string[]
  readonly close: () => Promise<void>
}

/** What a screen shows as live may have been confirmed 15 s ago; the rest is the pace of frames, on a busy machine. */
const defaultLiveForMs = 17_000
const steadyForMs = 3_000
const pollEveryMs = 50
const defaultWithinMs = 60_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until a condition holds. @throws Error with the explanation when the time is up */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  explain: () => string,
  withinMs = defaultWithinMs,
): Promise<void> {
  const startedAt = performance.now()
  while (!(await isTrue())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`after ${withinMs} ms: ${explain()}`)
    await pause(pollEveryMs)
  }
}

/** Why a lab cannot run here: the sentence about the missing engine; undefined when it can. */
export const missingForCluster = (): string | undefined => missingEngine('redis') ?? missingEngine('postgres')

/**
 * Starts a lab: all servers run, and every screen shows fresh figures. `closing` collects the steps that end it, also
 * while it starts.
 */
export async function startLab(options: LabOptions, closing: (() => unknown)[]): Promise<Lab> {
  const { environment = {}, patches = [], liveForMs = defaultLiveForMs } = options
  function closeLater<T extends { readonly close: () => unknown }>(started: T): T {
    closing.push(started.close)
    return started
  }
  closing.push(installBrowserGlobals())
  const [five9, redis, postgres] = await Promise.all([
    startSimulatedFive9({ queues: 8, agents: 40, speed: 10, startsAtPeak: true, cadenceMs: 250 }).then(
      closeLater,
    ),
    options.isCluster ? startRedis() : undefined,
    options.isCluster ? startPostgres() : undefined,
  ])
  if (redis !== undefined) closing.push(() => redis.stop())
  if (postgres !== undefined) closing.push(() => postgres.stop())
  const engines =
    redis === undefined || postgres === undefined
      ? undefined
      : { redisUrl: redis.url, databaseUrl: await postgres.newDatabase() }
  const nodes = await Promise.all(
    Array.from({ length: options.nodes }, (_, index) =>
      createNode({ name: `node-${index + 1}`, five9, engines, environment }).then(closeLater),
    ),
  )
  await Promise.all(nodes.map((node) => node.start(patches)))
  const balancer = closeLater(await startBalancer(nodes))
  await until(
    () => nodes.every((_, index) => balancer.isReady(index)),
    () => `not all servers are ready:\n${nodes.map((node) => node.output().slice(-2_000)).join('\n')}`,
  )
  const supervisor = await signIn(balancer.url)
  const screens: Screen[] = []
  for (let index = 0; index < options.screens; index += 1) {
    const name = `display-${index + 1}`
    const cookie = await pairDisplay(balancer.url, supervisor, name)
    const screen = startScreen({
      ...{ name, role: 'display', cookie, origin: balancer.url, truth: five9.truth, liveForMs },
    })
    closing.push(screen.stop)
    screens.push(screen)
  }

  function describeScreen({ name, status, reasons, rows }: Screen): string {
    const ageMs = five9.truth.ageMs(Date.now(), rows())
    return `${name} ${status()}, of ${ageMs ?? 'unknown'} ms ago, connections ended: ${reasons().join()}`
  }
  const describeScreens = () => screens.map(describeScreen).join('\n')

  async function untilFresh(since: number, withinMs?: number): Promise<number> {
    const freshSince = () => screens.map(({ shown }) => shown.freshSince() ?? Infinity)
    await until(() => Math.max(since, ...freshSince()) + steadyForMs < Date.now(), describeScreens, withinMs)
    return Math.max(0, Math.max(...freshSince()) - since)
  }

  async function untilTrue(withinMs?: number): Promise<void> {
    await five9.pause()
    const different = () =>
      screens.filter((screen) => !screen.isLive() || screen.rows() !== five9.truth.current())
    const explain = () =>
      `${describeScreens()}\n${different()[0]?.rows() ?? ''}\nis not the truth\n${five9.truth.current()}`
    await until(() => different().length === 0, explain, withinMs)
    five9.resume()
  }

  await untilFresh(Date.now())
  return {
    ...{ five9, nodes, balancer, screens, redis, postgres, untilFresh, untilTrue },
    violations: () => screens.flatMap((screen) => screen.violations),
    async close() {
      for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
    },
  }
}
