/** Sets attributes of an element. */
export function setAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
}

/** Creates an element of SVG with attributes. */
export function svgElement<Name extends 'svg' | 'path'>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name)
  setAttributes(element, attributes)
  return element
}
