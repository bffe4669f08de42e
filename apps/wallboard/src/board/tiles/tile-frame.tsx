import type { CSSProperties, ReactNode } from 'react'
import { shownName } from '../../ui/format/shown-name.ts'
import { useIsOld, useTileAlert } from '../../live/hooks/live-context.tsx'
import type { NameFit } from '../layout/name-fit.ts'
import { isNarrow } from '../layout/notes-below.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { LevelSign } from './level-sign.tsx'
import styles from './tiles.module.css'
import { useNameFit } from './use-name-fit.ts'

/** Where a tile stands on the grid, and the pixels that it has inside its padding. */
export const placeStyle = ({ column, row, columns, rows, innerWidth, innerHeight }: TileRoom) =>
  ({
    gridColumn: `${column + 1} / span ${columns}`,
    gridRow: `${row + 1} / span ${rows}`,
    '--inner-width': `${innerWidth}px`,
    '--inner-height': `${innerHeight}px`,
  }) as CSSProperties // React types know no custom ones

const none: readonly string[] = []

interface TileFrameProps {
  readonly place: TileRoom
  /** Which kind of tile it is, for styles and tests. */
  readonly kind: string
  readonly name?: string | undefined
  /** Em of a note that stand below the tile's figure; undefined for a tile without a figure: its name has one line. */
  readonly notes?: number | undefined
  /** The tile has a place for the sign of its alarm itself; else it stands beside the name. */
  readonly hasOwnSign?: boolean
  /** Beside the name. */
  readonly aside?: ReactNode
  /** The width of that, in CSS pixels. */
  readonly asideWidth?: number
  readonly queueLabel?: string | undefined
  /** What its figures are made of: it is marked while one of them is old. */
  readonly dataSources?: readonly string[]
  /** It is old for another reason. */
  readonly isOld?: boolean
  readonly isGone?: boolean
  readonly children: ReactNode
}

/** The width of sign and word of an alarm, and of the sign alone, in em of the label, with the space before them. */
const signWithWord = 5.4
const signAlone = 1.4

/** A tile's place, its name, and how bad it stands. */
export function TileFrame(props: TileFrameProps) {
  const { place, kind, notes, hasOwnSign = false, aside, asideWidth = 0, queueLabel, isGone = false } = props
  const isOld = useIsOld(props.dataSources ?? none) || props.isOld === true
  const { level } = useTileAlert(place.key)
  const isUrgent = level !== 'none'
  const hasSign = isUrgent && !hasOwnSign
  const name = props.name === undefined ? undefined : shownName(props.name)
  const withWord = useNameFit(name, place, {
    notes,
    asideWidth: asideWidth + (hasSign ? signWithWord * place.sizes.label : 0),
    isUrgent: isUrgent && hasOwnSign,
  })
  const withSign = useNameFit(name, place, {
    notes,
    asideWidth: asideWidth + (hasSign ? signAlone * place.sizes.label : 0),
    isUrgent: isUrgent && hasOwnSign,
  })
  const hasWord = withWord?.isWhole === true
  const fit = hasWord ? withWord : withSign
  const figure = fit?.figure === undefined ? {} : { '--figure-size': `${fit.figure}px` }
  return (
    <article
      className={styles.tile}
      style={{ ...placeStyle(place), ...figure }}
      data-tile={kind}
      data-level={level}
      {...(queueLabel === undefined ? {} : { 'data-queue': queueLabel })}
      {...(isGone ? { 'data-gone': '' } : {})}
      {...(isOld ? { 'data-old': '' } : {})}
      {...(isNarrow(place) ? { 'data-narrow': '' } : {})}
      {...(fit?.hidesNotes === true ? { 'data-tight': '' } : {})}
    >
      {name !== undefined && fit !== undefined && (
        <div className={styles.head}>
          <Name name={name} hasId={queueLabel !== undefined} fit={fit} />
          {hasSign && <LevelSign level={level} hasWord={hasWord} />}
          {!fit.hidesAside && aside}
        </div>
      )}
      {props.children}
    </article>
  )
}

/** What tells two names apart: the id of queues that share one, and a short last word of a name that is cut off. */
const idAtEnd = /^(.*)( \(\S+\))$/
const shortWordAtEnd = /^(.*\S)( \S{1,6})$/

/** The name; what tells it from another one is never what is cut off. */
function Name({ name: whole, hasId, fit }: { name: string; hasId: boolean; fit: NameFit }) {
  const [, name = whole, id = ''] =
    (hasId ? (idAtEnd.exec(whole) ?? (fit.isWhole ? null : shortWordAtEnd.exec(whole))) : null) ?? []
  return (
    <h2
      className={styles.name}
      style={{ fontSize: fit.fontSize }}
      title={whole}
      data-lines={fit.lines}
      {...(fit.isWhole ? {} : { 'data-cut': '' })}
    >
      <bdi>{name}</bdi>
      {id !== '' && <span>{id}</span>}
    </h2>
  )
}

const sizes = new Map<number, CSSProperties>()

/**
 * Type shrinks before a figure is cut off: the sheet divides a tile's width by the characters of the text. The same object
 * for the same length, so that React has nothing to compare.
 */
export function sizedFor({ length }: { readonly length: number }): CSSProperties {
  const known = sizes.get(length)
  if (known !== undefined) return known
  const size = { '--characters': length } as CSSProperties // React types know no custom properties
  sizes.set(length, size)
  return size
}
