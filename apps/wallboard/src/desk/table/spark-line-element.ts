import type { SparkPaths } from './spark-line-state.ts'
import { svgElement } from './svg-element.ts'

/** Adds a spark line to an element, and returns the function that draws its paths. Without a band there is no path of it. */
export function addSparkLine(
  parent: HTMLElement,
  classes: { readonly spark: string | undefined; readonly band: string | undefined },
): (paths: SparkPaths) => void {
  const box = { viewBox: '0 0 100 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' }
  const svg = parent.appendChild(svgElement('svg', { class: classes.spark ?? '', ...box }))
  const line = svg.appendChild(svgElement('path', {}))
  let bandPath: SVGPathElement | undefined
  let shown: SparkPaths = { line: '', band: '' }

  function drawBand(d: string): void {
    if (d === '') {
      bandPath?.remove()
      bandPath = undefined
      return
    }
    bandPath ??= svg.insertBefore(svgElement('path', { class: classes.band ?? '', 'data-band': '' }), line)
    bandPath.setAttribute('d', d)
  }

  return (paths) => {
    if (paths.line !== shown.line) line.setAttribute('d', paths.line)
    if (paths.band !== shown.band) drawBand(paths.band)
    shown = paths
  }
}
