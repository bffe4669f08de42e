import type { CSSProperties, ReactNode } from 'react'
import type { Place } from '../layout/packing.ts'
import { useIsOld, useTileAlert } from '../../../shared/live/live-context.tsx'
import styles from './tiles.module.css'

/** How bad a tile stands is told by a sign, a word, its place and its colours: never by colour alone. */
const signs = { warn: '▲', critical: '■' } as const

/** Where a tile stands on the grid. */
export const placeStyle = ({ column, row, columns, rows }: Place): CSSProperties => ({
  gridColumn: `${column + 1} / span ${columns}`,
  gridRow: `${row + 1} / span ${rows}`,
})

const none: readonly string[] = []

interface TileFrameProps {
  readonly place: Place
  /** Which kind of tile it is, for styles and tests. */
  readonly kind: string
  readonly name?: string | undefined
  /** The word stands beside the sign; else the tile itself has a place for it. */
  readonly hasWords?: boolean
  /** Beside the name. */
  readonly aside?: ReactNode
  readonly queueLabel?: string | undefined
  /** What its figures are made of: it is marked while one of them is old. */
  readonly dataSources?: readonly string[]
  /** It is old for another reason. */
  readonly isOld?: boolean
  readonly isGone?: boolean
  readonly children: ReactNode
}

/** The word of an alarm, for tiles whose first line has no room for it beside the sign. */
export function LevelWord({ tileKey }: { tileKey: string }) {
  const { level } = useTileAlert(tileKey)
  // The sign is named for whoever cannot see it.
  return level === 'none' ? null : (
    <span className={styles.levelWord} aria-hidden="true">
      {level}
    </span>
  )
}

/** A tile's place, its name, and how bad it stands. */
export function TileFrame(props: TileFrameProps) {
  const { place, kind, name, hasWords = true, aside, queueLabel, isGone = false, children } = props
  const isOld = useIsOld(props.dataSources ?? none) || props.isOld === true
  const { level } = useTileAlert(place.key)
  return (
    <article
      className={styles.tile}
      style={placeStyle(place)}
      data-tile={kind}
      data-level={level}
      {...(queueLabel === undefined ? {} : { 'data-queue': queueLabel })}
      {...(isGone ? { 'data-gone': '' } : {})}
      {...(isOld ? { 'data-old': '' } : {})}
    >
      {name !== undefined && (
        <div className={styles.head}>
          {queueLabel === undefined ? <PlainName name={name} /> : <Name label={queueLabel} />}
          {level !== 'none' && (
            <span className={styles.level} title={level}>
              <span role="img" aria-label={level}>
                {signs[level]}
              </span>
              {hasWords && <span aria-hidden="true"> {level}</span>}
            </span>
          )}
          {aside}
        </div>
      )}
      {children}
    </article>
  )
}

function PlainName({ name }: { name: string }) {
  return (
    <h2 className={styles.name} title={name}>
      <bdi>{name}</bdi>
    </h2>
  )
}

/** The name; of two queues that share one, the id that tells them apart is never what is cut off. */
function Name({ label }: { label: string }) {
  const [, name = label, id = ''] = /^(.*)( \(\S+\))$/s.exec(label) ?? []
  return (
    <h2 className={styles.name} title={label}>
      <bdi>{name}</bdi>
      <span>{id}</span>
    </h2>
  )
}

const sizes: CSSProperties[] = []

/**
 * Type shrinks before a figure is cut off: the sheet divides a tile's width by the characters of the text. The same object
 * for the same length, so that React has nothing to compare.
 */
export const sizedFor = ({ length }: { readonly length: number }): CSSProperties =>
  (sizes[length] ??= { '--characters': length } as CSSProperties) // React types know no custom ones
