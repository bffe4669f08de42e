import { useStores } from '../../live/hooks/live-context.tsx'
import type { QueueStatisticsStore } from '../../live/stores/queue-statistics-store.ts'
import { useDomBinding, type DomBinding } from '../../ui/use-dom-binding.ts'
import {
  campaignField,
  figureFields,
  reasonField,
  stateField,
  timerField,
  type AgentField,
} from './agent-fields.ts'
import { useAgents } from './agents-context.tsx'
import type { AgentsModel } from './agents-store.ts'

function bindField(
  element: HTMLElement,
  field: AgentField,
  model: AgentsModel,
  statistics: QueueStatisticsStore,
  id: string,
): DomBinding {
  const draw = field.bind(element, { model, statistics })
  return {
    sources: [model.view, statistics.status],
    draw() {
      draw(id)
    },
  }
}

/** Creates the component of a figure outside of the table of agents. */
function fieldCell(field: AgentField) {
  return function FieldCell({ id }: { readonly id: string }) {
    const { statistics } = useStores()
    return (
      <span
        data-field={field.field}
        className={field.className}
        ref={useDomBinding(bindField, field, useAgents(), statistics, id)}
      />
    )
  }
}

/** A figure is one component for the life of the page: another one would mount it again. */
export const StateCell = fieldCell(stateField)
export const TimerCell = fieldCell(timerField)
export const ReasonCell = fieldCell(reasonField)
export const CampaignCell = fieldCell(campaignField)
export const FigureCells = {
  handled: fieldCell(figureFields.handled),
  handleTime: fieldCell(figureFields.handleTime),
  wrap: fieldCell(figureFields.wrap),
  occupancy: fieldCell(figureFields.occupancy),
  notOnBreak: fieldCell(figureFields.notOnBreak),
}
