/**
 * Returns a function that writes a text into an element of a row. The element may have shown another row before: a text
 * that stays the same is neither written nor laid out again.
 */
export function cellTextOf(element: Element): (text: string) => void {
  const { firstChild } = element
  const isReused = firstChild instanceof Text && element.childNodes.length === 1
  const node = isReused ? firstChild : new Text()
  if (!isReused) {
    element.textContent = ''
    element.appendChild(node)
  }
  let shown = node.data
  return (text) => {
    if (text !== shown) node.data = shown = text
  }
}
