import styles from './tiles.module.css'

/**
 * The widths of the two boxes of a bar: up to the end of on call, and above it up to the end of ready; the rest is not
 * ready. Undefined without agents. Widths cost less style than a gradient of custom properties.
 */
export function shareWidths([ready = 0, onCall = 0, notReady = 0]: readonly number[]):
  readonly [string, string] | undefined {
  const all = (ready + onCall + notReady) / 100
  return all > 0 ? [`${(ready + onCall) / all}%`, `${ready / all}%`] : undefined
}

/** Shares of ready, on call and not ready, from left to right along the tile's lower edge. */
export function AgentBar({ shares }: { shares: readonly number[] }) {
  const [toOnCall, toReady] = shareWidths(shares) ?? []
  return (
    <div className={styles.bar} aria-hidden="true" hidden={toReady === undefined}>
      <i style={{ width: toOnCall }} />
      <i style={{ width: toReady }} />
    </div>
  )
}
