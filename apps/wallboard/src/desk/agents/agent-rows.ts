import { agentsPage as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { addSpan, dataOf, showField, drawnTextOf, type CreateCell } from '../table/drawn-cell.ts'
import type { DrawnRows } from '../table/row-drawings.ts'
import { addRowLink, type OpenPage } from '../table/row-link.ts'
import type { AgentField, AgentStores } from './agent-fields.ts'
import { queuesText } from './agent-text.ts'
import styles from './agents-page.module.css'

/** The rows of agents: each has its id, and a mark at its edge while the agent is stuck. */
export function createAgentRows({ model, statistics }: AgentStores): DrawnRows {
  return {
    ofAll: [model.view, statistics.status],
    ofRow: () => [],
    createRow(row) {
      const [agent, flag, level] = [dataOf(row, 'agent'), dataOf(row, 'flag'), dataOf(row, 'level')]
      return (id) => {
        const kind = model.view.getState().flags.get(id)?.kind
        agent(id)
        flag(kind)
        level(kind && 'warn')
      }
    },
  }
}

/** A cell with one figure. */
export const fieldCell =
  ({ field, className, bind }: AgentField, stores: AgentStores): CreateCell =>
  (cell) => {
    showField(cell, className, field)
    return bind(cell, stores)
  }

/** The agent's name as a link to its page, behind the sign of a stuck agent. */
export const nameCell =
  ({ model }: AgentStores, open: OpenPage): CreateCell =>
  (cell) => {
    const mark = addSpan(cell, styles.mark)
    const sign = document.createElement('span')
    sign.setAttribute('role', 'img')
    sign.setAttribute('aria-label', texts.flagged)
    sign.textContent = '▲'
    const drawLink = addRowLink(cell, styles.name, open)
    return (id) => {
      const { records, flags } = model.view.getState()
      const name = records.get(id)?.name ?? id
      const isFlagged = flags.has(id)
      if (isFlagged !== sign.isConnected) {
        if (isFlagged) mark.appendChild(sign)
        else sign.remove()
      }
      drawLink(`agents/${encodeURIComponent(id)}`, shownName(name), name)
    }
  }

/** The agent's first queue, with all of them on hover. */
export const queuesCell =
  ({ model, statistics }: AgentStores): CreateCell =>
  (cell) => {
    const draw = drawnTextOf(cell)
    let shown: { readonly ids: readonly string[] | undefined; readonly names: object } | undefined
    return (id) => {
      const ids = model.view.getState().records.get(id)?.queueIds
      const queueNames = statistics.queueNames()
      if (shown !== undefined && shown.ids === ids && shown.names === queueNames) return
      shown = { ids, names: queueNames }
      const names = (ids ?? []).map((queueId) => shownName(queueNames.get(queueId) ?? queueId))
      draw({ text: queuesText(names), title: names.join(', ') })
    }
  }
