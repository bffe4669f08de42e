import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { currentWaitMs, readNumber } from '@wallboard/statistics'
import type { ReactNode } from 'react'
import { formatFigure } from '../../../ui/format/figure.ts'
import { formatWait, waitLength } from '../../../ui/format/wait.ts'
import { useStores, type StatusStore, type TileStore } from '../../../live/hooks/live-context.tsx'
import { textNodeOf, useDomBinding, type DomBinding } from '../../../ui/use-dom-binding.ts'
import type { TileDensity } from '../../layout/space-requirements.ts'
import { useWallEnvironment } from '../../wall-environment-context.tsx'
import { shareWidths } from '../agent-bar.tsx'
import { agentLine } from '../line-size.ts'
import styles from '../tiles.module.css'

const countOf = (store: TileStore, field: AcdStatusField): string =>
  formatFigure(readNumber(store.getState().row, field), 'count')

/** Text shrinks before it is cut off: the style sheet divides a tile's width by its characters. */
function sizeOf(element: HTMLElement, property: string): (size: number) => void {
  let current: number | undefined
  return (size) => {
    if (size !== current) element.style.setProperty(property, String((current = size)))
  }
}

/** Every tile has room for these lengths: shorter texts are no larger, and change nothing. */
const minDigits = 2
const minWaitLength = 5

function bindLead(
  element: HTMLElement,
  store: TileStore,
  field: AcdStatusField,
  isAlwaysBusy: boolean,
  emphasise: (element: Element) => void,
): DomBinding {
  const draw = textNodeOf(element)
  const size = sizeOf(element, '--characters')
  let wasBusy: boolean | undefined
  return {
    sources: [store],
    draw() {
      const count = readNumber(store.getState().row, field)
      const isBusy = isAlwaysBusy || (count !== undefined && count > 0)
      if (isBusy !== wasBusy) element.dataset['busy'] = String((wasBusy = isBusy))
      const text = formatFigure(count, 'count')
      size(Math.max(minDigits, text.length))
      if (draw(text)) emphasise(element)
    },
  }
}

/** The main figure of a tile. Emphasised when it changes; dimmed while it is zero, unless it is always busy. */
export function LeadFigure(props: {
  readonly store: TileStore
  readonly field: AcdStatusField
  readonly isAlwaysBusy?: boolean
}) {
  const { store, field, isAlwaysBusy = false } = props
  const { emphasise } = useWallEnvironment()
  return (
    <span
      ref={useDomBinding(bindLead, store, field, isAlwaysBusy, emphasise)}
      className={styles.calls}
      data-field={field}
    />
  )
}

function bindWait(element: HTMLElement, store: TileStore, status: StatusStore): DomBinding {
  const draw = textNodeOf(element)
  const size = sizeOf(element, '--characters')
  return {
    sources: [store, status],
    draw() {
      const { row, removedAt } = store.getState()
      const text = formatWait(currentWaitMs(row, removedAt ?? status.getState().now))
      size(Math.max(minWaitLength, waitLength(text)))
      draw(text)
    },
  }
}

/** The longest wait. It runs by the screen's clock until its queue is removed. */
export function BoundWait({ store }: { store: TileStore }) {
  const { status } = useStores().statistics
  return (
    <span
      ref={useDomBinding(bindWait, store, status)}
      className={styles.wait}
      data-field="currentLongestQueueTime"
    />
  )
}

export const agentCounts = [
  'agentsInQueue',
  'agentsLoggedIn',
  'agentsOnCall',
  'agentsNotReadyForCalls',
] as const

function bindAgents(element: HTMLElement, store: TileStore, density: TileDensity, room: number): DomBinding {
  const cells = agentCounts.map((field) => {
    const cell = element.querySelector(`[data-field="${field}"]`)
    return cell === null ? undefined : textNodeOf(cell)
  })
  let drawn = ''
  let shown: Readonly<Record<string, string | number>> = {}
  return {
    sources: [store],
    draw() {
      const texts = agentCounts.map((field, index) => {
        const text = countOf(store, field)
        cells[index]?.(text)
        return text
      })
      const isKnown = readNumber(store.getState().row, 'agentsLoggedIn') !== undefined
      const key = `${texts.map(({ length }) => length).join()}${isKnown}`
      if (key === drawn) return // the size of a line depends on the number of its digits
      drawn = key
      const [inQueue, loggedIn, onCall = '', notReady = ''] = texts
      const ready = cells[0] && inQueue
      const line = agentLine(
        density,
        { ready, signedIn: isKnown ? loggedIn : undefined, onCall, notReady },
        room,
      )
      const before = shown
      shown = { ...line.size, ...line.attributes }
      for (const [name, value] of Object.entries(shown)) {
        if (before[name] === value) continue // a write computes styles again, also one of the same value
        if (name.startsWith('--')) element.style.setProperty(name, String(value))
        else element.setAttribute(name, String(value))
      }
    },
  }
}

/** A line of agents: each count is drawn into the child element of its field, and the line is sized for all of them. */
export function BoundAgents(props: {
  readonly store: TileStore
  readonly density: TileDensity
  /** The width inside the tile's padding, in em of a note. */
  readonly room: number
  readonly children: ReactNode
}) {
  const { store, density, room, children } = props
  return (
    <p ref={useDomBinding(bindAgents, store, density, room)} className={styles[density]}>
      {children}
    </p>
  )
}

function bindBar(element: HTMLElement, store: TileStore, fields: readonly AcdStatusField[]): DomBinding {
  const boxes = [...element.querySelectorAll('i')]
  const drawn: (string | undefined)[] = []
  return {
    sources: [store],
    draw() {
      const { row } = store.getState()
      const widths = shareWidths(fields.map((field) => readNumber(row, field) ?? 0))
      const isHidden = widths === undefined
      if (element.hidden !== isHidden) element.hidden = isHidden
      boxes.forEach(({ style }, index) => {
        const width = widths?.[index]
        if (width !== undefined && width !== drawn[index]) style.width = drawn[index] = width
      })
    },
  }
}

/** Shares from left to right along the tile's lower edge. */
export function BoundBar({ store, fields }: { store: TileStore; fields: readonly AcdStatusField[] }) {
  return (
    <div ref={useDomBinding(bindBar, store, fields)} className={styles.bar} aria-hidden="true">
      <i />
      <i />
    </div>
  )
}
