import { campaignFigure } from '../campaign-figure.ts'
import { dialerStateOf, type DialerState } from '../dialer-state.ts'
import { readNumber, type Row } from '../row.ts'
import type { ShareScale } from '../share-scale.ts'

/** The rows of campaigns by data source, and their names. */
export interface CampaignSources {
  readonly states: ReadonlyMap<string, Row>
  readonly inbound: ReadonlyMap<string, Row>
  readonly outbound: ReadonlyMap<string, Row>
  readonly dialer: ReadonlyMap<string, Row>
  readonly campaigns: readonly {
    readonly id: string
    readonly name: string
    readonly type?: string | null | undefined
  }[]
  readonly shareScale: ShareScale
}

/** One campaign as the desk shows it. Durations are milliseconds, shares 0 to 1; undefined is unknown. */
export interface CampaignRecord {
  readonly id: string
  readonly name: string
  readonly kind: 'inbound' | 'outbound'
  readonly state: DialerState | undefined
  /** Start of the state by Five9's clock. */
  readonly stateSince: number | undefined
  readonly calls: number | undefined
  readonly answered: number | undefined
  readonly abandoned: number | undefined
  readonly abandonRate: number | undefined
  /** The service level as Five9 sends it: its formula is not documented. */
  readonly sentServiceLevel: number | undefined
  readonly asaMs: number | undefined
  readonly ahtMs: number | undefined
  readonly dialer: DialerFigures | undefined
  /** When the statistics of the campaign last changed, by the server's clock: no call came after it. */
  readonly changedAt: number | undefined
}

/** What the dialer of an outbound campaign does while it runs. */
export interface DialerFigures {
  readonly ready: number | undefined
  readonly dialled: number | undefined
  readonly contacted: number | undefined
  readonly left: number | undefined
  readonly ratio: number | undefined
  readonly targetRatio: number | undefined
}

function stateSinceOf(row: Row | undefined): number | undefined {
  const value = readNumber(row, 'stateSince')
  return value !== undefined && value > 0 ? value : undefined
}

function dialerFigures(row: Row | undefined): DialerFigures | undefined {
  if (row === undefined) return undefined
  return {
    ready: readNumber(row, 'readyForCallAgentsCount'),
    dialled: readNumber(row, 'dialingAttemptsCount'),
    contacted: readNumber(row, 'contactedCallsCount'),
    left: readNumber(row, 'availableRecordsCount'),
    ratio: readNumber(row, 'callsToAgentRatio'),
    targetRatio: readNumber(row, 'callsToAgentTargetRatio'),
  }
}

function recordOf(
  id: string,
  kind: CampaignRecord['kind'],
  name: string,
  from: CampaignSources,
): CampaignRecord {
  const state = from.states.get(id)
  const dialer = from.dialer.get(id)
  const statistics = (kind === 'inbound' ? from.inbound : from.outbound).get(id)
  const figure = (metric: Parameters<typeof campaignFigure>[1]) =>
    campaignFigure(statistics, metric, from.shareScale)
  return {
    ...{ id, name, kind },
    state: dialerStateOf(state) ?? dialerStateOf(dialer),
    stateSince: stateSinceOf(state),
    calls: figure('totalCallsCount'),
    answered: figure('connectedCallsCount'),
    abandoned: figure('abandonedCallsCount'),
    abandonRate: figure('abandonCallRate'),
    sentServiceLevel: figure('serviceLevelQueue'),
    asaMs: figure('averageSpeedOfAnswer'),
    ahtMs: figure('averageHandleTime'),
    dialer: dialerFigures(dialer),
    changedAt: statistics?.asOf,
  }
}

/** All campaigns that have a name or a row. The kind follows from Five9's type, else from the data source that has a row. */
export function campaignRecords(from: CampaignSources): readonly CampaignRecord[] {
  const names = new Map(from.campaigns.map(({ id, name }) => [id, name]))
  const types = new Map(from.campaigns.map(({ id, type }) => [id, type]))
  const ids = new Set([
    ...names.keys(),
    ...from.states.keys(),
    ...from.inbound.keys(),
    ...from.outbound.keys(),
  ])
  return Array.from(ids, (id) => {
    const type = types.get(id)
    const hasOutbound = from.outbound.has(id) || from.dialer.has(id)
    const isInbound = type === 'INBOUND' || (typeof type !== 'string' && !hasOutbound)
    return recordOf(id, isInbound ? 'inbound' : 'outbound', names.get(id) ?? id, from)
  })
}
