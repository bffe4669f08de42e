import { missingEngine } from '@wallboard/engines'
import { startEngines, type ClusterEngines } from './cluster.ts'
import { startBalancer, type Balancer } from './network/balancer.ts'
import { createNode, type LabNode } from './processes/node.ts'
import { presentBuild, type ServerBuild } from './processes/server-build.ts'
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
  /** The build of all servers; default: that of this checkout. */
  readonly build?: ServerBuild
  /** Rows that were true until longer ago must not be shown as live. */
  readonly liveForMs?: number
}

/** Servers, their engines, a balancer and screens. */
export interface Lab {
  readonly five9: SimulatedFive9
  readonly nodes: readonly LabNode[]
  readonly balancer: Balancer
  readonly screens: readonly Screen[]
  /** Undefined in a lab without a cluster. */
  readonly engines: ClusterEngines | undefined
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
const domain = { queues: 8, agents: 40, speed: 10, startsAtPeak: true, cadenceMs: 250 } as const
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
  const { environment = {}, build = presentBuild, liveForMs = defaultLiveForMs } = options
  function closeLater<T extends { readonly close: () => unknown }>(started: T): T {
    closing.push(started.close)
    return started
  }
  closing.push(installBrowserGlobals())
  const [five9, engines] = await Promise.all([
    startSimulatedFive9(domain).then(closeLater),
    options.isCluster ? startEngines().then(closeLater) : undefined,
  ])
  const nodes = await Promise.all(
    Array.from({ length: options.nodes }, (_, index) =>
      createNode({ name: `node-${index + 1}`, five9, engines, environment }).then(closeLater),
    ),
  )
  await Promise.all(nodes.map((node) => node.start(build)))
  const balancer = closeLater(await startBalancer(nodes))
  await until(
    () => nodes.every((_, index) => balancer.isReady(index)),
    () => `not all servers are ready:\n${nodes.map((node) => node.output().slice(-2_000)).join('\n')}`,
  )
  const [first] = nodes
  if (first === undefined) throw new Error('a lab needs a node')
  const supervisor = await signIn(first.url())
  const screens: Screen[] = []
  for (let index = 0; index < options.screens; index += 1) {
    const name = `display-${index + 1}`
    const cookie = await pairDisplay(first.url(), supervisor, name)
    const screen = startScreen({
      ...{ name, role: 'display', cookie, origin: balancer.url, truth: five9.truth, liveForMs },
    })
    closing.push(screen.stop)
    screens.push(screen)
  }

  function describeScreen(screen: Screen): string {
    const ageMs = five9.truth.ageMs(Date.now(), screen.rows())
    return (
      `${screen.name} ${screen.status()}, of ${ageMs ?? 'unknown'} ms ago, version ${screen.version() ?? 'none'}, ` +
      `load ${screen.loads()}, closed with ${screen.closeCodes.join()}`
    )
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
  if (engines !== undefined && engines.violations.length > 0) throw new Error(engines.violations.join('\n'))
  return {
    ...{ five9, nodes, balancer, screens, engines, untilFresh, untilTrue },
    violations: () => [...screens.flatMap((screen) => screen.violations), ...(engines?.violations ?? [])],
    async close() {
      for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
    },
  }
}
