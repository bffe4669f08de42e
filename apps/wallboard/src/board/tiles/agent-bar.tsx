import styles from './tiles.module.css'

/**
 * The inline style of a bar: where the shares of ready and of on call end. The style sheet paints all shares as one
 * background; an element for each share would be laid out with every update.
 */
export function shareStyle([ready = 0, onCall = 0, notReady = 0]: readonly number[]): string {
  const all = (ready + onCall + notReady) / 100
  return all > 0 ? `--ready:${ready / all}%;--on-call:${(ready + onCall) / all}%` : ''
}

/** Shares of ready, on call and not ready, from left to right along the tile's lower edge. */
export function AgentBar({ shares }: { shares: readonly number[] }) {
  return (
    <div
      ref={(element) => {
        if (element !== null) element.style.cssText = shareStyle(shares)
      }}
      className={styles.bar}
      aria-hidden="true"
    />
  )
}
