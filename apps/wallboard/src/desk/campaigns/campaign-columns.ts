import type { CampaignRecord } from '@wallboard/statistics/campaign-table'
import { campaignsPage } from '../../i18n/index.ts'
import type { RenderedColumn, SortValue } from '../table/desk-column.ts'
import {
  figureCell,
  LastCallCell,
  NameCell,
  RatioCell,
  ServiceLevelCell,
  SinceCell,
  StateCell,
} from './campaign-cells.tsx'
import type { CampaignsModel } from './campaigns-store.ts'

const { columns: texts } = campaignsPage

/** A cell is one component for the life of the page: another one would mount all cells again. */
const cells = {
  calls: figureCell({ field: 'totalCallsCount', unit: 'count', valueOf: ({ calls }) => calls }),
  answered: figureCell({ field: 'connectedCallsCount', unit: 'count', valueOf: ({ answered }) => answered }),
  abandoned: figureCell({
    field: 'abandonedCallsCount',
    unit: 'count',
    valueOf: ({ abandoned }) => abandoned,
  }),
  abandonRate: figureCell({
    field: 'abandonCallRate',
    unit: 'share',
    valueOf: ({ abandonRate }) => abandonRate,
  }),
  asa: figureCell({ field: 'averageSpeedOfAnswer', unit: 'ms', valueOf: ({ asaMs }) => asaMs }),
  aht: figureCell({ field: 'averageHandleTime', unit: 'ms', valueOf: ({ ahtMs }) => ahtMs }),
  ready: figureCell({
    field: 'readyForCallAgentsCount',
    unit: 'count',
    valueOf: ({ dialer }) => dialer?.ready,
  }),
  dialled: figureCell({
    field: 'dialingAttemptsCount',
    unit: 'count',
    valueOf: ({ dialer }) => dialer?.dialled,
  }),
  contacted: figureCell({
    field: 'contactedCallsCount',
    unit: 'count',
    valueOf: ({ dialer }) => dialer?.contacted,
  }),
  left: figureCell({ field: 'availableRecordsCount', unit: 'count', valueOf: ({ dialer }) => dialer?.left }),
}

type ValueOf = (record: CampaignRecord) => SortValue

/** The columns of both tables, which sort by the campaigns of a model. */
export function createCampaignColumns(model: CampaignsModel): {
  readonly inbound: readonly RenderedColumn[]
  readonly outbound: readonly RenderedColumn[]
} {
  const sortBy = (valueOf: ValueOf) => (id: string) => {
    const record = model.view.getState().campaigns.get(id)?.record
    return record === undefined ? undefined : valueOf(record)
  }
  const figure = (
    id: keyof typeof cells,
    width: number,
    valueOf: ValueOf,
    yields?: number,
  ): RenderedColumn => ({
    ...{ id, width, ...texts[id], Cell: cells[id], ...(yields === undefined ? {} : { yields }) },
    ...{ align: 'end', sortValue: sortBy(valueOf) },
  })
  const first: readonly RenderedColumn[] = [
    {
      ...{ id: 'campaign', ...texts.campaign, align: 'start', isRowHeader: true, Cell: NameCell },
      sortValue: sortBy(({ name }) => name),
    },
    {
      ...{ id: 'state', ...texts.state, align: 'start', width: 96, Cell: StateCell },
      sortValue: sortBy(({ state }) => state),
    },
    {
      ...{ id: 'since', ...texts.since, align: 'end', width: 88, yields: 5, Cell: SinceCell },
      sortValue: sortBy(({ stateSince }) => (stateSince === undefined ? undefined : -stateSince)),
    },
  ]
  const lastCall: RenderedColumn = {
    ...{ id: 'lastCall', ...texts.lastCall, align: 'end', width: 88, yields: 1, Cell: LastCallCell },
    sortValue: (id) => {
      const campaign = model.view.getState().campaigns.get(id)
      const at = campaign?.lastCallAt ?? campaign?.record.changedAt
      return at === undefined ? undefined : -at
    },
  }
  return {
    inbound: [
      ...first,
      figure('calls', 80, ({ calls }) => calls),
      figure('answered', 88, ({ answered }) => answered, 6),
      figure('abandoned', 92, ({ abandoned }) => abandoned, 4),
      figure('abandonRate', 72, ({ abandonRate }) => abandonRate),
      {
        ...{ id: 'serviceLevel', ...texts.serviceLevel, align: 'end', width: 104, Cell: ServiceLevelCell },
        sortValue: sortBy(({ sentServiceLevel }) => sentServiceLevel),
      },
      figure('asa', 72, ({ asaMs }) => asaMs),
      figure('aht', 72, ({ ahtMs }) => ahtMs, 3),
      lastCall,
    ],
    outbound: [
      ...first,
      figure('ready', 72, ({ dialer }) => dialer?.ready),
      figure('dialled', 80, ({ dialer }) => dialer?.dialled, 2),
      figure('contacted', 88, ({ dialer }) => dialer?.contacted, 3),
      figure('abandoned', 92, ({ abandoned }) => abandoned, 4),
      figure('abandonRate', 72, ({ abandonRate }) => abandonRate),
      figure('left', 80, ({ dialer }) => dialer?.left),
      {
        ...{ id: 'ratio', ...texts.ratio, align: 'end', width: 112, Cell: RatioCell },
        sortValue: sortBy(({ dialer }) => dialer?.ratio),
      },
      figure('aht', 72, ({ ahtMs }) => ahtMs, 6),
      lastCall,
    ],
  }
}
