import type { Level } from '@wallboard/statistics'
import { board } from '../../i18n/index.ts'
import styles from './desk-table.module.css'
import { setAttributes, svgElement } from './svg-element.ts'

/** A sign for each level of an alert: levels differ by sign and place, never by colour alone. */
const signs = { warn: 'M8 1 16 15H0z', critical: 'M1 1h14v14H1z' } as const

const markAttributes = (level: keyof typeof signs) =>
  ({
    ...{ viewBox: '0 0 16 16', role: 'img' },
    ...{ 'data-mark': level, 'aria-label': board.levels[level] },
  }) as const

/** The sign of a level before the name of a row, labelled for screen readers. */
export function LevelMark({ level }: { readonly level: keyof typeof signs }) {
  return (
    <svg className={styles.mark} {...markAttributes(level)}>
      <path d={signs[level]} />
    </svg>
  )
}

/** Returns a function that draws the sign of a level into an empty element of a row; `none` has none. */
export function levelMarkOf(parent: HTMLElement): (level: Level) => void {
  let mark: { readonly svg: SVGSVGElement; readonly path: SVGPathElement } | undefined
  let shown: Level = 'none'
  return (level) => {
    if (level === shown) return
    shown = level
    if (level === 'none') {
      mark?.svg.removeAttribute('data-mark')
      return
    }
    mark ??= addMark(parent)
    setAttributes(mark.svg, markAttributes(level))
    mark.path.setAttribute('d', signs[level])
  }
}

function addMark(parent: HTMLElement) {
  const svg = parent.appendChild(svgElement('svg', { class: styles.mark ?? '' }))
  return { svg, path: svg.appendChild(svgElement('path', {})) }
}
