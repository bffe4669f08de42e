import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { agentsPage as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { useRowOrder } from '../table/use-row-order.ts'
import { useWidth } from '../table/use-width.ts'
import { useAgentsView } from './agents-context.tsx'
import { ReasonCell, StateCell, TimerCell } from './agent-cells.tsx'
import styles from './agents-page.module.css'

/** CSS pixels. */
const cardWidth = 248
const rowHeight = 64

/** How many cards fit beside each other in an element, a few before it is measured. */
function useColumns() {
  const scroller = useRef<HTMLDivElement>(null)
  const width = useWidth(scroller)
  const columns = width === Infinity ? 4 : Math.max(1, Math.floor(width / cardWidth))
  return { scroller, columns }
}

interface AgentsGridProps {
  readonly members: readonly string[]
  readonly order: (ids: readonly string[]) => readonly string[]
  readonly isOld: boolean
}

/** Agents as cards: only those in sight are in the document. */
export function AgentsGrid({ members, order, isOld }: AgentsGridProps) {
  const { scroller, columns } = useColumns()
  const { ids, held } = useRowOrder(members, '', order)
  const rows = Math.ceil(ids.length / columns)
  // oxlint-disable-next-line react/incompatible-library -- its functions stay in this component
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  })
  return (
    <div
      ref={scroller}
      className={styles.grid}
      {...(isOld ? { 'data-old': '' } : {})}
      onPointerEnter={({ pointerType }) => {
        held(pointerType !== 'touch')
      }}
      onPointerLeave={() => {
        held(false)
      }}
    >
      <div role="list" aria-label={texts.label} style={{ position: 'relative', height: rows * rowHeight }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} role="presentation" className={styles.gridRow} style={{ top: start }}>
            {Array.from({ length: columns }, (_, column) => {
              const id = ids[index * columns + column]
              return id === undefined ? (
                <span key={column} className={styles.card} style={{ visibility: 'hidden' }} />
              ) : (
                <AgentCard key={id} id={id} />
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

function AgentCard({ id }: { readonly id: string }) {
  const name = useAgentsView(({ records }) => records.get(id)?.name ?? id)
  const kind = useAgentsView(({ flags }) => flags.get(id)?.kind)
  return (
    <div
      role="listitem"
      className={styles.card}
      data-agent={id}
      {...(kind === undefined ? {} : { 'data-flag': kind })}
    >
      <p>
        <Link to="/agents/$agentId" params={{ agentId: id }} className={styles.name} title={name}>
          {shownName(name)}
        </Link>
        <TimerCell id={id} />
      </p>
      <p>
        <StateCell id={id} />
        <ReasonCell id={id} />
      </p>
    </div>
  )
}
