import { lazy, Suspense, type ComponentType, type CSSProperties, type ReactNode } from 'react'
import { shownName } from '../../ui/format/shown-name.ts'
import { useIsOld, useTileAlert } from '../../live/hooks/live-context.tsx'
import { isNarrow } from '../layout/notes-below.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import type { CutNameProps } from './cut-name.tsx'
import { LevelSign } from './level-sign.tsx'
import styles from './tiles.module.css'
import { useNameFit } from './use-name-fit.ts'

/** A tile's size inside the padding. */
export const roomStyle = ({ innerWidth, innerHeight }: TileRoom) =>
  ({
    '--inner-width': `${innerWidth}px`,
    '--inner-height': `${innerHeight}px`,
  }) as CSSProperties // React's types lack custom properties

const noSources: readonly string[] = []

interface TileFrameProps {
  readonly place: TileRoom
  /** The kind of tile, for styles and tests. */
  readonly kind: string
  readonly name?: string | undefined
  /** The height below the tile's figure, in em of a note; undefined for a tile without a figure: its name has one line. */
  readonly notes?: number | undefined
  /** The tile itself shows the sign of its alert; otherwise the frame shows it beside the name. */
  readonly hasOwnSign?: boolean
  /** What is shown beside the name. */
  readonly aside?: ReactNode
  /** Its width in CSS pixels. */
  readonly asideWidth?: number
  readonly queueLabel?: string | undefined
  /** The data sources of its figures: the tile is marked while one of them is old. */
  readonly dataSources?: readonly string[]
  /** The tile is old for another reason. */
  readonly isOld?: boolean
  /** Five9 removed the tile's queue. */
  readonly isRemoved?: boolean
  readonly children: ReactNode
}

/** Widths in em of the label, with the space before: sign and word of an alert, and the sign alone. */
const signWithWord = 5.4
const signAlone = 1.4

/** A tile's surface, name and alert level. */
export function TileFrame(props: TileFrameProps) {
  const {
    place,
    kind,
    notes,
    hasOwnSign = false,
    aside,
    asideWidth = 0,
    queueLabel,
    isRemoved = false,
  } = props
  const isOld = useIsOld(props.dataSources ?? noSources) || props.isOld === true
  const { level, isAcknowledged } = useTileAlert(place.key)
  const isUrgent = level !== 'none'
  const hasSign = isUrgent && !hasOwnSign
  const name = props.name === undefined ? undefined : shownName(props.name)
  const beside = (signWidth: number) => ({
    notes,
    asideWidth: asideWidth + (hasSign ? signWidth * place.sizes.label : 0),
    isUrgent: isUrgent && hasOwnSign,
  })
  const withWord = useNameFit(name, place, beside(signWithWord))
  const withSign = useNameFit(name, place, beside(signAlone))
  const hasWord = withWord?.isWhole === true
  const fit = hasWord ? withWord : withSign
  const figure = fit?.figure === undefined ? {} : { '--figure-size': `${fit.figure}px` }
  return (
    <article
      className={styles.tile}
      style={{ ...roomStyle(place), ...figure }}
      data-tile={kind}
      data-level={level}
      data-queue={queueLabel}
      data-removed={isRemoved ? '' : undefined}
      data-acknowledged={isAcknowledged === true ? '' : undefined}
      data-old={isOld ? '' : undefined}
      data-narrow={isNarrow(place) ? '' : undefined}
      data-tight={fit?.hidesNotes === true ? '' : undefined}
    >
      {name !== undefined && fit !== undefined && (
        <div className={styles.head}>
          <Name {...{ name, fit, queueLabel, width: place.innerWidth - (fit.hidesAside ? 0 : asideWidth) }} />
          {hasSign && <LevelSign {...{ level, isAcknowledged, hasWord }} />}
          {!fit.hidesAside && aside}
        </div>
      )}
      {props.children}
    </article>
  )
}

const WholeName = ({ name }: Pick<CutNameProps, 'name'>) => <bdi>{name}</bdi>

/** Few names are truncated: loaded when one is. Until then, and without it, its end is missing. */
const CutName = lazy(() =>
  import('./cut-name.tsx').then(
    (module): { default: ComponentType<CutNameProps> } => ({ default: module.CutName }),
    () => ({ default: WholeName }),
  ),
)

/** The name. A truncated one does not look like that of another queue. */
const Name = (props: CutNameProps) => {
  const { name, fit } = props
  const whole = <WholeName name={name} />
  return (
    <h2
      className={styles.name}
      style={{ fontSize: fit.fontSize }}
      title={name}
      data-lines={fit.lines}
      data-cut={fit.isWhole ? undefined : ''}
    >
      {fit.isWhole ? (
        whole
      ) : (
        <Suspense fallback={whole}>
          <CutName {...props} />
        </Suspense>
      )}
    </h2>
  )
}

/** The style of a text that shrinks before it is cut off: the style sheet divides a tile's width by its characters. */
export const sizedFor = ({ length }: { readonly length: number }) =>
  ({ '--characters': length }) as CSSProperties // React's types lack custom properties
