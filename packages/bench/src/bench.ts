import type { Browser } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { grown, large, small } from './domains.ts'
import type { Child } from './measure/child.ts'
import { createTemplate, type DisplayTemplate } from './measure/display-rig.ts'
import { startScreens, warmUp } from './measure/feed-run.ts'
import { startRig, type Rig } from './measure/rig.ts'

const starters = {
  small: () => startRig(small, { references: ['raw', 'ideal', 'handshakes'] }),
  large: () => startRig(large, { references: ['ideal', 'naive'], sharesDeflate: true }), // only for screens that accept it
  twice: () => startRig(grown(2)),
  fourfold: () => startRig(grown(4)),
} as const

/** `twice` and `fourfold`: the small domain at a multiple of its size, with the same changes. */
export type RigName = keyof typeof starters

/** The rigs and load clients that sections share. */
export interface Bench {
  /** @throws Error when the bench was started without this rig */
  readonly small: Rig
  /** @throws Error when the bench was started without this rig */
  readonly large: Rig
  /** The grown rigs that the bench was started with. */
  readonly grown: readonly Rig[]
  readonly screens: Child
  /** A second load client. */
  readonly otherScreens: Child
  readonly repetitions: number
  /** One paired display, from which rigs with many are made; created once. */
  readonly template: () => Promise<DisplayTemplate>
}

/** Starts the rigs with these names. A rig warms up before it is measured: a server runs for months. */
export async function startBench(
  browser: Browser,
  names: ReadonlySet<RigName>,
  repetitions: number,
): Promise<
  Bench & {
    readonly warmUpSmall: () => Promise<void>
    readonly warmUpOthers: () => Promise<void>
    readonly stop: () => Promise<void>
  }
> {
  const rigs = new Map<RigName, Rig>(
    await Promise.all([...names].map(async (name) => [name, await starters[name]()] as const)),
  )
  const [screens, otherScreens] = [await startScreens(), await startScreens()]
  function rig(name: RigName): Rig {
    const found = rigs.get(name)
    if (found === undefined) throw new Error(`the bench was started without the rig ${name}`)
    return found
  }
  let template: Promise<DisplayTemplate> | undefined
  async function warm(name: RigName, clients: Child, targets: Parameters<typeof warmUp>[2]): Promise<void> {
    if (names.has(name)) await warmUp(rig(name), clients, targets)
  }
  return {
    get small() {
      return rig('small')
    },
    get large() {
      return rig('large')
    },
    grown: (['twice', 'fourfold'] as const).flatMap((name) => rigs.get(name) ?? []),
    ...{ screens, otherScreens, repetitions },
    template: () => (template ??= createTemplate(browser)),
    async warmUpSmall() {
      await Promise.all([
        warm('small', screens, ['raw', 'product']),
        warm('twice', otherScreens, ['product']),
      ])
    },
    async warmUpOthers() {
      await Promise.all([
        warm('large', screens, ['naive', 'product']),
        warm('fourfold', otherScreens, ['product']),
      ])
    },
    async stop() {
      for (const child of [screens, otherScreens]) await child.stop()
      for (const each of rigs.values()) await each.stop()
      if (template !== undefined) await rm((await template).dataDir, { recursive: true, force: true })
    },
  }
}
