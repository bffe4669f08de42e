import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { deskTable } from '../../i18n/index.ts'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { afterResult } from './after-result.ts'
import { useBodyRow, type RowContent } from './body-rows.tsx'
import { activeRowAfter, movedRow, moveOfKey } from './row-focus-state.ts'
import { placedRows } from './placed-rows.ts'
import { createRowKeys } from './row-keys.ts'

/** CSS pixels; the style sheet has the same height. */
const rowHeight = 32
/** The header stays in sight above the rows. */
const headerHeight = 32
/** They are drawn out of sight, above and below, with each change of theirs: enough for a frame of scrolling. */
const overscanRows = 2
/** This many rows are all in the document, where the browser's own search finds them. */
const maxWholeRows = 60

interface TableBodyProps {
  readonly content: RowContent
  readonly ids: readonly string[]
  readonly scroller: RefObject<HTMLDivElement | null>
  /** A row has the focus, or the pointer is over the rows. */
  readonly onHeld: (isHeld: boolean) => void
  readonly onOpen: ((id: string) => void) | undefined
  readonly onFocusRow: ((id: string | undefined) => void) | undefined
}

/**
 * Whether all rows are in the document. Those out of sight of a table that became short, by a filter, are created once the
 * rows in sight have been seen.
 */
function useIsWhole(count: number): boolean {
  const isShort = count <= maxWholeRows
  const [isWhole, setWhole] = useState(isShort)
  if (isWhole && !isShort) setWhole(false)
  const isLate = isShort && !isWhole
  useEffect(
    () =>
      isLate
        ? afterResult(() => {
            setWhole(true)
          })
        : undefined,
    [isLate],
  )
  return isWhole && isShort
}

/** The rows to draw: all of a short table, or else those in sight and the active row. Hidden rows stay as they are. */
function useDrawnRows(
  ids: readonly string[],
  active: number,
  scroller: TableBodyProps['scroller'],
  isHidden: boolean,
) {
  const isWhole = useIsWhole(ids.length)
  const rangeExtractor = useCallback(
    (range: Range) => {
      // The virtualizer counts a row in the place of the header, which stays in sight: the last one is below the table.
      const shown = defaultRangeExtractor({ ...range, endIndex: range.endIndex - 1 })
      // A row that has the focus must not leave the document.
      return active < 0 || shown.includes(active) ? shown : [...shown, active].sort((a, b) => a - b)
    },
    [active],
  )
  // oxlint-disable-next-line react/incompatible-library -- its functions stay in this hook and in event handlers
  const virtualizer = useVirtualizer({
    count: isWhole ? 0 : ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscanRows,
    scrollPaddingStart: headerHeight,
    rangeExtractor,
  })
  const inSight = isWhole
    ? ids.map((_, index) => index)
    : virtualizer.getVirtualItems().map(({ index }) => index)
  /** Hidden rows have no height: by their place none would be in sight. */
  const [kept, setKept] = useState<readonly number[]>()
  if (isHidden && kept === undefined) setKept(inSight)
  if (!isHidden && kept !== undefined) setKept(undefined)
  const drawn = isHidden ? (kept ?? inSight) : inSight
  return { drawn, scrollTo: isWhole ? undefined : virtualizer.scrollToIndex }
}

/** The active row: the table's one tab stop. It stays the same row when the order changes. */
function useActiveRow(ids: readonly string[]) {
  const [chosen, setChosen] = useState<string>()
  const [before, setBefore] = useState(ids)
  if (before !== ids) {
    setBefore(ids)
    setChosen(activeRowAfter(before, ids, chosen))
  }
  return { active: chosen ?? ids[0], chosen, setActive: setChosen }
}

/**
 * The rows to draw, and whether they are hidden: without any, the last ones stay in the document, so that their elements
 * are there for the rows that come next.
 */
function useKeptRows(ids: readonly string[]) {
  const [last, setLast] = useState(ids)
  const isEmpty = ids.length === 0
  if (!isEmpty && last !== ids) setLast(ids)
  return { ids: isEmpty ? last : ids, isHidden: isEmpty }
}

/** Without a focus in a table, the keys of its rows enter the first table of the page. */
const enteringKeys = ['j', 'k', 'ArrowDown', 'ArrowUp'].map((keys) => ({
  keys,
  label: deskTable.enter,
  run: () => {
    document.querySelector<HTMLElement>('[data-row-id][tabindex="0"]')?.focus()
  },
}))

export function TableBody(props: TableBodyProps) {
  const { content, scroller, onHeld, onOpen, onFocusRow } = props
  const bodyRow = useBodyRow(content)
  const { ids, isHidden } = useKeptRows(props.ids)
  const body = useRef<HTMLTableSectionElement>(null)
  /** The focus is in the rows, and follows the active row. */
  const hasFocus = useRef(false)
  const isPointed = useRef(false)
  const { active, chosen, setActive } = useActiveRow(ids)
  const { drawn, scrollTo } = useDrawnRows(
    ids,
    active === undefined ? -1 : ids.indexOf(active),
    scroller,
    isHidden,
  )

  const [keys] = useState(createRowKeys)
  const keyOf = keys.assign(
    drawn.map((index) => ids[index] ?? ''),
    // To draw another row takes less than to move its element. A row that was active before may have the focus.
    content.type === 'drawn' ? { rows: ids, pinned: chosen } : undefined,
  )

  useLayoutEffect(() => {
    if (!hasFocus.current) return
    const row = body.current?.querySelector<HTMLElement>('tr[tabindex="0"]')
    if (row?.contains(document.activeElement) === false) row.focus()
  }, [active, ids])

  usePageKeys(enteringKeys)

  const hold = () => {
    onHeld(hasFocus.current || isPointed.current)
  }

  function focusChanged(event: FocusEvent<HTMLElement>, isIn: boolean): void {
    const row = isIn ? rowOf(event.target) : undefined
    // A removed row loses the focus without a related target, and so does the page when its window is left.
    const isRemoved = !isIn && event.relatedTarget === null && !event.target.isConnected
    if (isRemoved) return
    hasFocus.current = isIn
    if (row !== undefined) setActive(row)
    onFocusRow?.(row)
    hold()
  }

  function keyPressed(event: KeyboardEvent<HTMLElement>): void {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return
    const move = moveOfKey(event.key)
    if (event.key === 'Enter' && event.target instanceof HTMLTableRowElement && active !== undefined)
      onOpen?.(active)
    else if (event.key === 'Escape' && document.activeElement instanceof HTMLElement)
      document.activeElement.blur()
    else if (move === 'previous' && active === ids[0])
      body.current?.closest('table')?.tHead?.querySelector('button')?.focus()
    else if (move !== undefined) {
      const next = movedRow(ids, active, move)
      setActive(next)
      if (next !== undefined) scrollTo?.(ids.indexOf(next))
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <tbody
      ref={body}
      hidden={isHidden}
      onKeyDown={keyPressed}
      onFocus={(event) => {
        focusChanged(event, true)
      }}
      onBlur={(event) => {
        focusChanged(event, false)
      }}
      onPointerEnter={({ pointerType }) => {
        isPointed.current = pointerType !== 'touch'
        hold()
      }}
      onPointerLeave={() => {
        isPointed.current = false
        hold()
      }}
      onDoubleClick={({ target }) => {
        const id = rowOf(target)
        if (id !== undefined) onOpen?.(id)
      }}
    >
      {placedRows(drawn, ids.length).map((placed, place) =>
        'skipped' in placed ? (
          <tr key={`skipped-${place}`} aria-hidden="true">
            <td colSpan={content.columns.length} style={{ height: placed.skipped * rowHeight }} />
          </tr>
        ) : (
          bodyRow({
            key: keyOf.get(ids[placed.index] ?? '') ?? -1,
            id: ids[placed.index] ?? '',
            index: placed.index,
            isActive: ids[placed.index] === active,
          })
        ),
      )}
    </tbody>
  )
}

/** The id of the row that an element is in. */
function rowOf(target: EventTarget): string | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('tr[data-row-id]') : null
  return row?.dataset['rowId']
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
