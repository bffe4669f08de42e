import { createSimulator } from '@wallboard/simulator'
import { z } from 'zod'
import type { BusyDomainReady } from './orders.ts'

/** A simulated Five9 whose floor moves: a contact centre in a busy hour. */

const Argument = z.object({
  queues: z.number(),
  agents: z.number(),
  load: z.number(),
  username: z.string(),
  password: z.string(),
})

const simulator = await createSimulator({
  seed: 11,
  startsAtPeak: true,
  ...Argument.parse(JSON.parse(process.argv[2] ?? '{}')),
})
process.on('disconnect', () => process.exit(0))
const ready: BusyDomainReady = { loginUrl: simulator.loginUrl }
process.send?.(ready)
