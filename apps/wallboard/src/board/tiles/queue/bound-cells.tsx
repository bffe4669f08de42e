import type { AcdStatusField } from '@wallboard/five9/identifiers'
import { currentWaitMs, readNumber } from '@wallboard/statistics'
import type { ReactNode } from 'react'
import { board } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { formatWait, waitLength } from '../../../ui/format/wait.ts'
import { useStores, type StatusStore, type TileStore } from '../../../live/hooks/live-context.tsx'
import { textNodeOf, useDomBinding, type DomBinding } from '../../../ui/use-dom-binding.ts'
import type { TileDensity } from '../../layout/space-requirements.ts'
import { useWallEnvironment, type ReducedMotion } from '../../wall-environment-context.tsx'
import { lineSize } from '../line-size.ts'
import type { IconName } from '../tile-icons.tsx'
import styles from '../tiles.module.css'
import { createFlash } from '../use-emphasis.ts'

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
  reducedMotion: ReducedMotion,
): DomBinding {
  const draw = textNodeOf(element)
  const size = sizeOf(element, '--characters')
  const flash = createFlash(element, reducedMotion)
  let wasBusy: boolean | undefined
  return {
    sources: [store],
    draw() {
      const count = readNumber(store.getState().row, field)
      const isBusy = isAlwaysBusy || (count !== undefined && count > 0)
      if (isBusy !== wasBusy) element.dataset['busy'] = String((wasBusy = isBusy))
      const text = formatFigure(count, 'count')
      size(Math.max(minDigits, text.length))
      if (draw(text)) flash()
    },
  }
}

/** The main figure of a tile. Flashes when it changes; dimmed while it is zero, unless it is always busy. */
export function LeadFigure(props: {
  readonly store: TileStore
  readonly field: AcdStatusField
  readonly isAlwaysBusy?: boolean
}) {
  const { store, field, isAlwaysBusy = false } = props
  const { reducedMotion } = useWallEnvironment()
  return (
    <span
      ref={useDomBinding(bindLead, store, field, isAlwaysBusy, reducedMotion)}
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

type Fields = readonly (readonly [field: AcdStatusField, icon: IconName])[]

function bindLine(element: HTMLElement, store: TileStore, fields: Fields, density: TileDensity): DomBinding {
  const cells = fields.flatMap(([field, icon]) => {
    const cell = element.querySelector(`[data-field="${field}"]`)
    return cell === null ? [] : [{ field, name: board.icons[icon], draw: textNodeOf(cell) }]
  })
  const names = cells.map(({ name }) => name)
  const sizes = new Map<string, (size: number) => void>()
  return {
    sources: [store],
    draw() {
      const counts = cells.map(({ field, draw }) => {
        const count = countOf(store, field)
        draw(count)
        return count
      })
      for (const [property, value] of lineSize(density, counts, names)) {
        let size = sizes.get(property)
        if (size === undefined) sizes.set(property, (size = sizeOf(element, property)))
        size(value)
      }
    },
  }
}

/** A line of counts: each is drawn into the child element of its field, and the line is sized for all of them. */
export function BoundLine(props: {
  readonly store: TileStore
  readonly className: string | undefined
  readonly fields: Fields
  readonly density: TileDensity
  readonly children: ReactNode
}) {
  const { store, className, fields, density, children } = props
  return (
    <p ref={useDomBinding(bindLine, store, fields, density)} className={className}>
      {children}
    </p>
  )
}

function bindBar(element: HTMLElement, store: TileStore, fields: readonly AcdStatusField[]): DomBinding {
  const parts = fields.map((field) => {
    const part = document.createElement('i')
    return { part, field, grow: sizeOf(part, 'flex-grow') }
  })
  element.textContent = ''
  element.append(...parts.map(({ part }) => part))
  return {
    sources: [store],
    draw() {
      for (const { field, grow } of parts) grow(readNumber(store.getState().row, field) ?? 0)
    },
  }
}

/** Shares from left to right along the tile's lower edge. */
export function BoundBar({ store, fields }: { store: TileStore; fields: readonly AcdStatusField[] }) {
  return <div ref={useDomBinding(bindBar, store, fields)} className={styles.bar} aria-hidden="true" />
}
