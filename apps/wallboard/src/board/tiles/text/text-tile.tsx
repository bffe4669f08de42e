import type { TileOf } from '@wallboard/boards'
import { TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

export function TextTile({ tile: { text }, place }: TileProps<TileOf<'text'>>) {
  return (
    <TileFrame place={place} kind="text">
      <p className={styles.text} dir="auto">
        {text}
      </p>
    </TileFrame>
  )
}
