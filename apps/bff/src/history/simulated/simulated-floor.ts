import { createFloor } from '@wallboard/simulator/floor'

/*
 * The contact centre that a drill simulates. The only file of the product that imports the simulator: a drill needs calls
 * and agents that never were, and the floor is a model without a server.
 */

/** How much traffic the agents of a simulated day get. */
export type SimulatedTraffic = 'quiet' | 'normal' | 'busy'

/** Traffic relative to the capacity of the agents. */
const loadOf: Readonly<Record<SimulatedTraffic, number>> = { quiet: 0.4, normal: 0.7, busy: 1.2 }

/** A row as the floor builds it: an unchanged row is the same object. */
export type FloorRow = Readonly<Record<string, unknown>> & { readonly id: string }

/** A simulated contact centre with ids of its own. */
export interface SimulatedFloor {
  /** Runs on to an instant of the floor's clock, epoch milliseconds. */
  readonly advanceTo: (at: number) => void
  readonly rows: (dataSources: ReadonlySet<string>) => ReadonlyMap<string, readonly FloorRow[]>
  readonly queueIds: readonly string[]
  readonly inboundCampaignIds: readonly string[]
  readonly outboundCampaignIds: readonly string[]
  readonly agents: readonly {
    readonly id: string
    readonly name: string
    readonly queueIds: readonly string[]
  }[]
  readonly reasons: readonly { readonly id: string; readonly name: string }[]
}

/** @param plan.startAt of the floor's clock: it is already busy then */
export function startSimulatedFloor(plan: {
  readonly seed: number
  readonly queues: number
  readonly agents: number
  readonly traffic: SimulatedTraffic
  readonly startAt: number
}): SimulatedFloor {
  const { seed, queues, agents, traffic, startAt } = plan
  const floor = createFloor({ seed, queues, agents, load: loadOf[traffic], startAt })
  const campaignIds = (wanted: 'INBOUND' | 'OUTBOUND') =>
    floor.campaigns().flatMap(({ id, type }) => (type === wanted ? [id] : []))
  return {
    advanceTo: floor.advanceTo,
    rows: (dataSources) => floor.rows('agents', dataSources),
    queueIds: floor.queues().map(({ id }) => id),
    inboundCampaignIds: campaignIds('INBOUND'),
    outboundCampaignIds: campaignIds('OUTBOUND'),
    agents: floor.users().map(({ id, fullName, activeSkillIds }) => ({
      ...{ id, name: fullName, queueIds: activeSkillIds },
    })),
    reasons: floor.reasonCodes().map(({ id, name }) => ({ id, name })),
  }
}
