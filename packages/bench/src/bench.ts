import type { Browser } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { grown, large, small, wide } from './domains.ts'
import type { Child } from './measure/child.ts'
import { createTemplate, DisplayTemplate } from './measure/display-rig.ts'
import { startDisplayServers, type DisplayServers } from './measure/display-servers.ts'
import { startScreens, warmUp } from './measure/feed-run.ts'
import { startShared } from './measure/releases.ts'
import { startRig, type Rig } from './measure/rig.ts'

const starters = {
  small: () => startRig(small, { references: ['raw', 'ideal', 'handshakes'] }),
  large: () => startRig(large, { references: ['ideal', 'naive'], sharesDeflate: true }), // only for screens that accept it
  wide: () => startRig(wide),
  twice: () => startRig(grown(2)),
  fourfold: () => startRig(grown(4)),
} as const

/** `twice` and `fourfold`: the small domain at a multiple of its size, with the same changes. */
export type RigName = keyof typeof starters

/** What of each rig is warmed up. */
const warmedUp: Readonly<Record<RigName, Parameters<typeof warmUp>[2]>> = {
  small: ['raw', 'product'],
  large: ['naive', 'product'],
  wide: [],
  twice: ['product'],
  fourfold: ['product'],
}

/** The rigs and load clients that sections share. */
export interface Bench {
  /** @throws Error when the bench was started without this rig */
  readonly small: Rig
  /** @throws Error when the bench was started without this rig */
  readonly large: Rig
  /** @throws Error when the bench was started without this rig */
  readonly wide: Rig
  /** The grown rigs that the bench was started with. */
  readonly grown: readonly Rig[]
  readonly screens: Child
  /** A second load client. */
  readonly otherScreens: Child
  readonly repetitions: number
  /** One paired display, from which rigs with many are made: created once, and shared with what is measured beside. */
  readonly template: () => Promise<DisplayTemplate>
  /** Uses the servers of paired displays, which sections share. Those that an error has left in any state are replaced. */
  readonly withDisplayServers: <T>(use: (servers: DisplayServers) => Promise<T>) => Promise<T>
  readonly endDisplayServers: () => Promise<void>
}

/** A bench with what starts and ends it. */
export interface StartedBench extends Bench {
  /** Starts more rigs. */
  readonly start: (names: readonly RigName[]) => Promise<void>
  /** Warms rigs up, all at once: a server runs for months. */
  readonly warmUp: (names: readonly RigName[]) => Promise<void>
  /** Ends rigs that no later section needs. */
  readonly end: (names: readonly RigName[]) => Promise<void>
  /** Replaces rigs and load clients that a failed section has used. */
  readonly renew: (names: readonly RigName[]) => Promise<void>
  readonly stop: () => Promise<void>
}

/** The environment variable with the template of the bench that has started this one, as JSON. */
const templateVariable = 'BENCH_TEMPLATE'

/** Starts the rigs with these names. */
export async function startBench(
  browser: Browser,
  names: readonly RigName[],
  repetitions: number,
): Promise<StartedBench> {
  const rigs = new Map<RigName, Rig>()
  async function start(started: readonly RigName[]): Promise<void> {
    await Promise.all(
      started.map(async (name) => {
        rigs.set(name, await starters[name]())
      }),
    )
  }
  const startClients = async () => {
    const [screens, otherScreens] = await Promise.all([startScreens(), startScreens()])
    return { screens, otherScreens }
  }
  let [clients] = await Promise.all([startClients(), start(names)])
  function rig(name: RigName): Rig {
    const found = rigs.get(name)
    if (found === undefined) throw new Error(`the bench was started without the rig ${name}`)
    return found
  }
  const given = process.env[templateVariable]
  let template = given === undefined ? undefined : Promise.resolve(DisplayTemplate.parse(JSON.parse(given)))

  async function createSharedTemplate(): Promise<DisplayTemplate> {
    const created = await createTemplate(browser)
    process.env[templateVariable] = JSON.stringify(created)
    return created
  }

  const createTemplateOnce = () => (template ??= startShared(createSharedTemplate))

  let displayServers: Promise<DisplayServers> | undefined
  const startDisplayServersOnce = () =>
    (displayServers ??= startShared(async () => startDisplayServers(await createTemplateOnce())))

  async function endDisplayServers(): Promise<void> {
    const ended = displayServers
    displayServers = undefined
    await (await ended?.catch(() => undefined))?.stop()
  }

  async function withDisplayServers<T>(use: (servers: DisplayServers) => Promise<T>): Promise<T> {
    try {
      return await use(await startDisplayServersOnce())
    } catch (error) {
      await endDisplayServers()
      throw error
    }
  }

  async function warmUpRigs(warmed: readonly RigName[]): Promise<void> {
    const [first = [], second = []] = [0, 1].map((half) =>
      warmed.filter((name, index) => rigs.has(name) && index % 2 === half),
    )
    await Promise.all(
      (
        [
          [first, clients.screens],
          [second, clients.otherScreens],
        ] as const
      ).map(async ([of, client]) => {
        for (const name of of) await warmUp(rig(name), client, warmedUp[name])
      }),
    )
  }
  async function end(ended: Iterable<RigName>): Promise<void> {
    await Promise.all(
      [...ended].map(async (name) => {
        await rigs.get(name)?.stop()
        rigs.delete(name)
      }),
    )
  }
  const endClients = () => Promise.all([clients.screens.stop(), clients.otherScreens.stop()])

  return {
    get small() {
      return rig('small')
    },
    get large() {
      return rig('large')
    },
    get wide() {
      return rig('wide')
    },
    get grown() {
      return (['twice', 'fourfold'] as const).flatMap((name) => rigs.get(name) ?? [])
    },
    get screens() {
      return clients.screens
    },
    get otherScreens() {
      return clients.otherScreens
    },
    repetitions,
    template: createTemplateOnce,
    ...{ withDisplayServers, endDisplayServers },
    start,
    warmUp: warmUpRigs,
    end,
    async renew(renewed) {
      await endClients()
      clients = await startClients()
      await end(renewed)
      await start(renewed)
      await warmUpRigs(renewed)
    },
    async stop() {
      await endClients()
      await endDisplayServers()
      await end([...rigs.keys()])
      if (template !== undefined && given === undefined)
        await rm((await template).dataDir, { recursive: true, force: true })
    },
  }
}
