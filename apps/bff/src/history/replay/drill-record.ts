import { simulatedTraffic } from '@wallboard/relay/rest/replays'
import { z } from 'zod'

const Named = z.object({ id: z.string(), name: z.string() })

/** What a drill plays, as far as each node needs it to play the same. */
export const DrillPlan = z.discriminatedUnion('kind', [
  /** The recording of this user's feed. `isPersonal`: it is not of the service account. */
  z.object({ kind: z.literal('recording'), org: z.string(), username: z.string(), isPersonal: z.boolean() }),
  /** An invented day: with one seed, it is the same on every node. */
  z.object({
    kind: z.literal('simulation'),
    domain: z.object({
      queues: z.array(Named),
      campaigns: z.array(Named.extend({ type: z.optional(z.nullable(z.string())) })),
    }),
    agents: z.int(),
    traffic: z.enum(simulatedTraffic),
    seed: z.int(),
  }),
])
export type DrillPlan = z.infer<typeof DrillPlan>

/** A running drill as its node shares it. Instants are epoch milliseconds of the clock that all nodes share. */
export const DrillRecord = z.object({
  org: z.string(),
  /** Who started it. */
  by: z.string(),
  since: z.number(),
  /** It ends at this instant at the latest. */
  until: z.number(),
  displayIds: z.array(z.string()),
  plan: DrillPlan,
  /** The instant of the past, or of the simulated day, at which it started. */
  at: z.number(),
  /** Seconds of the drill in a second. */
  speed: z.number(),
})
export type DrillRecord = z.infer<typeof DrillRecord>

/** A drill, on whichever node it was started. */
export interface Drill extends DrillRecord {
  readonly id: string
}

export const isSimulated = ({ plan }: Pick<DrillRecord, 'plan'>): boolean => plan.kind === 'simulation'

const isNewer = (a: Drill, b: Drill) => a.since > b.since || (a.since === b.since && a.id > b.id)

/** By display: the drill that it shows. Of two drills it is the one that was started last, on every node. */
export function drillsByDisplay(drills: Iterable<Drill>): ReadonlyMap<string, Drill> {
  const shown = new Map<string, Drill>()
  for (const drill of drills)
    for (const id of drill.displayIds) {
      const other = shown.get(id)
      if (other === undefined || isNewer(drill, other)) shown.set(id, drill)
    }
  return shown
}
