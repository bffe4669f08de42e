import { cellTextOf } from './cell-text.ts'

/** Draws a row into its cell. Called again whenever the row may look different, and with another row: it writes what differs. */
export type DrawCell = (id: string) => void

/**
 * Fills the empty element of a cell, once, and returns the function that draws rows into it. A table of many rows draws its
 * cells so: to render the cells of thirty other rows with React takes several times as long as to write their texts.
 */
export type CreateCell = (cell: HTMLElement) => DrawCell

/** What a cell that holds one text shows of a row. */
export interface DrawnText {
  readonly text: string
  /** On hover. */
  readonly title?: string | undefined
}

/** Creates a span in a cell. */
export function addSpan(cell: HTMLElement, className: string | undefined): HTMLSpanElement {
  const span = cell.appendChild(document.createElement('span'))
  if (className !== undefined) span.className = className
  return span
}

/** Returns a function that sets or removes a `data-` attribute where it differs. */
export function dataOf(element: HTMLElement, name: string): (value: string | undefined) => void {
  let shown = element.dataset[name]
  return (value) => {
    if (value === shown) return
    shown = value
    if (value === undefined) element.removeAttribute(`data-${name}`)
    else element.dataset[name] = value
  }
}

/** Returns a function that sets the title of an element where it differs. */
export function titleOf(element: HTMLElement): (title: string) => void {
  let shown = element.title
  return (title) => {
    if (title !== shown) element.title = shown = title
  }
}

/** Makes an element show a figure: `field` names it. */
export function showField(element: HTMLElement, className: string | undefined, field: string): void {
  if (className !== undefined) element.className = className
  element.dataset['field'] = field
}

/** This many characters of a figure fit into the narrowest column of figures. */
const maxShortLength = 5

/**
 * Returns a function that writes a figure into its cell, and marks it there as short: such a cell is not clipped. The
 * browser paints each clipped cell by itself, and puts all of them together again whenever the width of one text changes.
 */
export function figureTextOf(cell: HTMLElement): (text: string) => void {
  const [drawText, short] = [cellTextOf(cell), dataOf(cell, 'short')]
  return (text) => {
    drawText(text)
    short(text.length <= maxShortLength ? '' : undefined)
  }
}

/**
 * Returns a function that writes a text and its title.
 *
 * @param write how the text is written; that of a figure by `figureTextOf`
 */
export function drawnTextOf(element: HTMLElement, write = cellTextOf(element)): (drawn: DrawnText) => void {
  const writeTitle = titleOf(element)
  return ({ text, title = '' }) => {
    write(text)
    writeTitle(title)
  }
}

/** A cell of one text. */
export const textCell =
  (field: string, className: string | undefined, read: (id: string) => DrawnText): CreateCell =>
  (cell) => {
    showField(cell, className, field)
    const draw = drawnTextOf(cell, figureTextOf(cell))
    return (id) => {
      draw(read(id))
    }
  }
