import { small } from '../domains.ts'
import { startDisplayRig, type DisplayTemplate } from './display-rig.ts'
import { startDisplays, type Displays } from './displays.ts'
import { startReference, type Server } from './rig.ts'

export const mostDisplays = 2_000
const boards = 20

/** A server with paired displays, one of bare handshakes, and two load clients. */
export interface DisplayServers {
  readonly product: Server
  readonly bare: Server
  readonly clients: Displays
  readonly others: Displays
  /** A path at which a display connects. */
  readonly target: string
  readonly stop: () => Promise<void>
}

/** Starts them; no display is connected. */
export async function startDisplayServers(template: DisplayTemplate): Promise<DisplayServers> {
  const rig = await startDisplayRig(template, small, { displays: mostDisplays, boards })
  const [product, bare, clients, others] = await Promise.all([
    rig.startPlain(),
    startReference('handshakes', ''),
    startDisplays(rig),
    startDisplays(rig),
  ])
  return {
    ...{ product, bare, clients, others, target: rig.targets[0] ?? '/' },
    async stop() {
      for (const each of [clients, others]) await each.stop()
      await bare.child.stop()
      await product.child.stop()
      await rig.stop()
    },
  }
}
