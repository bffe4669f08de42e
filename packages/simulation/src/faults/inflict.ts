import type { World } from '../world.ts'
import { isScreenFault, isServerFault, isUpstreamFault, type Fault } from './fault.ts'
import { inflictOnScreen } from './screen-faults.ts'
import { inflictOnServer } from './server-faults.ts'
import { inflictUpstream } from './upstream-faults.ts'

/** Makes a fault happen now. */
export function inflict(world: World, fault: Fault): void {
  if (isUpstreamFault(fault)) inflictUpstream(world, fault)
  if (isServerFault(fault)) inflictOnServer(world, fault)
  if (isScreenFault(fault)) inflictOnScreen(world, fault)
}
