import { basePath } from '../../api/address.ts'
import { cellTextOf } from './cell-text.ts'
import { titleOf } from './drawn-cell.ts'

/** Shows a page of the desk. */
export type OpenPage = (href: string) => void

/** The browser opens the link itself: in another tab, or as a download. */
const isForBrowser = ({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button !== 0 || altKey || ctrlKey || metaKey || shiftKey

/**
 * Adds the link of a row to its page, and returns the function that draws it: `path` is that of the page, without a leading
 * slash. It is no tab stop: the row is.
 */
export function addRowLink(
  parent: HTMLElement,
  className: string | undefined,
  open: OpenPage,
): (path: string, text: string, title: string) => void {
  const link = parent.appendChild(document.createElement('a'))
  if (className !== undefined) link.className = className
  link.tabIndex = -1
  const base = basePath()
  let [shown, href] = ['', '']
  link.addEventListener('click', (event) => {
    if (isForBrowser(event)) return
    event.preventDefault()
    open(href)
  })
  const [drawText, drawTitle] = [cellTextOf(link), titleOf(link)]
  return (path, text, title) => {
    if (path !== shown) {
      shown = path
      link.href = href = `${base}${path}`
    }
    drawText(text)
    drawTitle(title)
  }
}
