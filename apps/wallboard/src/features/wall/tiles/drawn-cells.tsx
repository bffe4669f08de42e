import { currentWaitMs, numberOf } from '@wallboard/statistics'
import { useMemo, type ReactNode } from 'react'
import { formatWait } from '../../../shared/format/wait.ts'
import { useStores, type TileStore } from '../../../shared/live/live-context.tsx'
import { textOf, useDrawn } from '../../../shared/live/use-drawn.ts'
import styles from './tiles.module.css'
import { emphasise } from './use-emphasis.ts'

const countOf = (store: TileStore, field: string): string =>
  String(numberOf(store.getState().row, field) ?? '–')

/** Type shrinks before a figure is cut off: the sheet divides a tile's width by the characters of the text. */
function sizeOf(element: HTMLElement, property: string): (size: number) => void {
  let given: number | undefined
  return (size) => {
    if (size !== given) element.style.setProperty(property, String((given = size)))
  }
}

/** So many have room in every tile: fewer are no larger. */
const leastDigits = 2

/** The figure that leads a tile, emphasised when it changes; dimmed while it is zero. */
export function LeadFigure(props: {
  readonly store: TileStore
  readonly field: string
  /** Never dimmed. */
  readonly isAlwaysBusy?: boolean
}) {
  const { store, field, isAlwaysBusy = false } = props
  const sources = useMemo(() => [store], [store])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const draw = textOf(element)
      const size = sizeOf(element, '--characters')
      let wasBusy: boolean | undefined
      return () => {
        const count = numberOf(store.getState().row, field)
        const isBusy = isAlwaysBusy || (count !== undefined && count > 0)
        if (isBusy !== wasBusy) element.dataset['busy'] = String((wasBusy = isBusy))
        const text = String(count ?? '–')
        size(Math.max(leastDigits, text.length))
        if (draw(text)) emphasise(element)
      }
    },
    [store, field, isAlwaysBusy],
  )
  return <span ref={useDrawn(sources, begin)} className={styles.calls} data-field={field} />
}

/** The longest wait, which runs on by the glass's clock until its queue has gone. */
export function DrawnWait({ store }: { store: TileStore }) {
  const { glass } = useStores().statistics
  const sources = useMemo(() => [store, glass], [store, glass])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const draw = textOf(element)
      const size = sizeOf(element, '--characters')
      return () => {
        const { row, goneAt } = store.getState()
        const text = formatWait(currentWaitMs(row, goneAt ?? glass.getState().now))
        size(text.length)
        draw(text)
      }
    },
    [store, glass],
  )
  return <span ref={useDrawn(sources, begin)} className={styles.wait} data-field="currentLongestQueueTime" />
}

/**
 * A line of counts: each is drawn into the element of its own field among the children, and the line is sized for all of
 * them, with their words where it has them.
 */
export function DrawnLine(props: {
  readonly store: TileStore
  readonly className: string | undefined
  readonly fields: readonly (readonly [field: string, name: string])[]
  readonly hasWords: boolean
  readonly children: ReactNode
}) {
  const { store, className, fields, hasWords, children } = props
  const sources = useMemo(() => [store], [store])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const size = sizeOf(element, hasWords ? '--characters' : '--digits')
      const counts = fields.flatMap(([field, name]) => {
        const cell = element.querySelector(`[data-field="${field}"]`)
        return cell === null
          ? []
          : [{ field, draw: textOf(cell), others: hasWords ? ` ${name}   `.length : 0 }]
      })
      return () => {
        let length = hasWords ? -'   '.length : 0
        for (const { field, draw, others } of counts) {
          const count = countOf(store, field)
          draw(count)
          length += count.length + others
        }
        size(length)
      }
    },
    [store, fields, hasWords],
  )
  return (
    <p ref={useDrawn(sources, begin)} className={className}>
      {children}
    </p>
  )
}

/** Shares from left to right along the tile's lower edge. */
export function DrawnBar({ store, fields }: { store: TileStore; fields: readonly string[] }) {
  const sources = useMemo(() => [store], [store])
  const begin = useMemo(
    () => (element: HTMLElement) => {
      const parts = fields.map((field) => {
        const part = document.createElement('i')
        const grow = sizeOf(part, 'flex-grow')
        const draw = () => {
          grow(numberOf(store.getState().row, field) ?? 0)
        }
        return { part, draw }
      })
      element.replaceChildren(...parts.map(({ part }) => part))
      return () => {
        for (const { draw } of parts) draw()
      }
    },
    [store, fields],
  )
  return <div ref={useDrawn(sources, begin)} className={styles.bar} aria-hidden="true" />
}
