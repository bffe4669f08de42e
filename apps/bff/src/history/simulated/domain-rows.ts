import { DataSource } from '@wallboard/five9/identifiers'
import type { FloorRow, SimulatedFloor } from './simulated-floor.ts'

/** The queues and campaigns of a domain, whose boards a drill shows. */
export interface SimulatedDomain {
  readonly queues: readonly { readonly id: string; readonly name: string }[]
  readonly campaigns: readonly {
    readonly id: string
    readonly name: string
    readonly type?: string | null | undefined
  }[]
}

/** The ids of the domain that an id of the floor is shown under. */
type DomainIds = ReadonlyMap<string, readonly string[]>

/** Each id of the domain gets one of the floor: in order, and again from the first where the floor has fewer. */
function domainIds(floorIds: readonly string[], ids: readonly string[]): DomainIds {
  const shown = new Map<string, string[]>(floorIds.map((id) => [id, []]))
  for (const [index, id] of ids.entries()) shown.get(floorIds[index % floorIds.length] ?? '')?.push(id)
  return shown
}

const isOutbound = ({ type }: SimulatedDomain['campaigns'][number]): boolean =>
  type === 'OUTBOUND' || type === 'AUTODIAL'

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** Totals rows have no subject. */
const isTotals = (id: string): boolean => id === '0' || id === ''

/** Gives rows of a simulated floor the ids of a domain, so that the domain's boards show them. */
export interface DomainRows {
  /** The rows of a data source. The same row of the floor gives the same rows. */
  readonly of: (dataSource: string, rows: readonly FloorRow[]) => readonly FloorRow[]
  /** The queues of the domain for queues of the floor. */
  readonly queueIds: (floorIds: readonly string[]) => readonly string[]
}

export function createDomainRows(domain: SimulatedDomain, floor: SimulatedFloor): DomainRows {
  const ofType = (wanted: boolean) =>
    domain.campaigns.flatMap((campaign) => (isOutbound(campaign) === wanted ? [campaign.id] : []))
  const queues = domainIds(
    floor.queueIds,
    domain.queues.map(({ id }) => id),
  )
  const campaigns: DomainIds = new Map([
    ...domainIds(floor.inboundCampaignIds, ofType(false)),
    ...domainIds(floor.outboundCampaignIds, ofType(true)),
  ])
  const shown = new WeakMap<FloorRow, readonly FloorRow[]>()

  function idsOf(dataSource: string, id: string): readonly string[] {
    if (isTotals(id)) return [id]
    if (dataSource === DataSource.AcdStatus) return queues.get(id) ?? []
    return dataSource === DataSource.AgentState ? [id] : (campaigns.get(id) ?? [])
  }

  /** No customer, who would be an invented one, and nothing nested: no board shows it. */
  function shownRows(dataSource: string, row: FloorRow): readonly FloorRow[] {
    const fields = Object.entries(row).filter(([name, value]) => name !== 'customer' && isScalar(value))
    const { campaignId } = row
    const campaign =
      typeof campaignId === 'string' ? { campaignId: campaigns.get(campaignId)?.[0] ?? null } : {}
    return idsOf(dataSource, row.id).map((id) => ({ ...Object.fromEntries(fields), ...campaign, id }))
  }

  return {
    of: (dataSource, rows) =>
      rows.flatMap((row) => {
        const known = shown.get(row) ?? shownRows(dataSource, row)
        shown.set(row, known)
        return known
      }),
    queueIds: (floorIds) => floorIds.flatMap((id) => queues.get(id) ?? []),
  }
}
