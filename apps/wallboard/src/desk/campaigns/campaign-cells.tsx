import { Link } from '@tanstack/react-router'
import { minSampleSize, type Unit } from '@wallboard/statistics'
import type { CampaignRecord } from '@wallboard/statistics/campaign-table'
import { campaignsPage as texts } from '../../i18n/index.ts'
import { useStores, type StatusStore } from '../../live/hooks/live-context.tsx'
import { formatFigure, narrowFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import { drawnTextOf, type DrawnText } from '../table/drawn-cell.ts'
import type { DeskCellProps } from '../table/desk-column.ts'
import type { DeskRowProps } from '../table/desk-row.tsx'
import { useCampaigns, useCampaignsView } from './campaigns-context.tsx'
import { isSilent, isStopped, type CampaignsModel } from './campaigns-store.ts'
import { useFormulas } from './formulas-context.tsx'
import { serviceLevelText } from './service-level-text.ts'
import styles from './campaigns-page.module.css'

type Mark = 'stopped' | 'silent'

const useMark = (id: string): Mark | undefined =>
  useCampaignsView(({ campaigns }) => {
    const campaign = campaigns.get(id)
    if (campaign === undefined) return undefined
    if (isStopped(campaign)) return 'stopped'
    return isSilent(campaign) ? 'silent' : undefined
  })

/** The row of one campaign, with a mark at its edge when it does not run or is silent. */
export function CampaignRow({ rowId, ...attributes }: DeskRowProps) {
  const mark = useMark(rowId)
  return (
    <tr
      {...attributes}
      data-campaign={rowId}
      {...(mark === undefined ? {} : { 'data-flag': mark, 'data-level': 'warn' })}
    />
  )
}

export function NameCell({ id }: DeskCellProps) {
  const name = useCampaignsView(({ campaigns }) => campaigns.get(id)?.record.name ?? id)
  const mark = useMark(id)
  return (
    <>
      <span className={styles.mark} aria-hidden="true">
        {mark !== undefined && '▲'}
      </span>
      <Link
        to="/campaigns"
        search={(search) => ({ ...search, card: id })}
        className={styles.name}
        title={name}
        tabIndex={-1}
      >
        {shownName(name)}
      </Link>
    </>
  )
}

export function StateCell({ id }: DeskCellProps) {
  const text = useCampaignsView(({ campaigns }) => {
    const state = campaigns.get(id)?.record.state
    return state === undefined ? texts.unknownState : texts.states[state]
  })
  return <span data-field="campaignState">{text}</span>
}

type TextOf = (id: string, model: CampaignsModel, status: StatusStore) => DrawnText

/** A cell whose text the page's one clock writes. */
function clockCell(field: string, textOf: TextOf) {
  function bind(element: HTMLElement, model: CampaignsModel, status: StatusStore, id: string): DomBinding {
    const write = drawnTextOf(element)
    return {
      sources: [model.view, status],
      draw() {
        write(textOf(id, model, status))
      },
    }
  }
  return function Clock({ id }: DeskCellProps) {
    return (
      <span data-field={field} ref={useDomBinding(bind, useCampaigns(), useStores().statistics.status, id)} />
    )
  }
}

export const SinceCell = clockCell('stateSince', (id, model, status) => {
  const since = model.view.getState().campaigns.get(id)?.record.stateSince
  const { serverNow, domainOffsetMs } = status.getState()
  return narrowFigure(since === undefined ? undefined : serverNow - domainOffsetMs - since, 'ms')
})

export const LastCallCell = clockCell('lastCall', (id, model, status) => {
  const campaign = model.view.getState().campaigns.get(id)
  const { serverNow } = status.getState()
  if (campaign?.lastCallAt !== undefined) return narrowFigure(serverNow - campaign.lastCallAt, 'ms')
  const changedAt = campaign?.record.changedAt
  if (changedAt === undefined || (campaign?.record.calls ?? 0) === 0) return { text: '–' }
  const { text, title } = narrowFigure(serverNow - changedAt, 'ms')
  return { text: texts.over(text), title: title && texts.over(title) }
})

interface FigureCell {
  readonly field: string
  readonly unit: Unit
  readonly valueOf: (record: CampaignRecord) => number | undefined
}

/** Creates the cell of a figure that Five9 sends. */
export function figureCell({ field, unit, valueOf }: FigureCell) {
  function bind(element: HTMLElement, model: CampaignsModel, id: string): DomBinding {
    const write = drawnTextOf(element)
    return {
      sources: [model.view],
      draw() {
        const record = model.view.getState().campaigns.get(id)?.record
        write(narrowFigure(record && valueOf(record), unit))
      },
    }
  }
  return function Figure({ id }: DeskCellProps) {
    return <span data-field={field} ref={useDomBinding(bind, useCampaigns(), id)} />
  }
}

/** Service level by the chosen formula. Of few calls it says little, and is written faintly. */
export function ServiceLevelCell({ id }: DeskCellProps) {
  const { shown, sent } = useFormulas()
  const text = useCampaignsView(({ campaigns }) => {
    const record = campaigns.get(id)?.record
    return record === undefined ? '–' : serviceLevelText(record, shown, sent)
  })
  const isFew = useCampaignsView(({ campaigns }) => {
    const { answered = 0, abandoned = 0 } = campaigns.get(id)?.record ?? {}
    return answered + abandoned < minSampleSize
  })
  return (
    <span data-field="serviceLevelQueue" {...(isFew ? { className: styles.few, title: texts.fewCalls } : {})}>
      {text}
    </span>
  )
}

export function RatioCell({ id }: DeskCellProps) {
  const text = useCampaignsView(({ campaigns }) => {
    const dialer = campaigns.get(id)?.record.dialer
    return `${formatFigure(dialer?.ratio, 'ratio')} / ${formatFigure(dialer?.targetRatio, 'ratio')}`
  })
  return <span data-field="callsToAgentRatio">{text}</span>
}
