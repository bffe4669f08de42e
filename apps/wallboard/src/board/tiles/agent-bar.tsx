import styles from './tiles.module.css'

/** Shares of ready, on call and not ready, from left to right along the tile's lower edge. */
export function AgentBar({ shares }: { shares: readonly number[] }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {shares.map((share, index) => (
        <i key={index} style={{ flexGrow: share }} />
      ))}
    </div>
  )
}
