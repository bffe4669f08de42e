import type { TrendPoint } from '../../live/stores/trend-store.ts'
import styles from './spark-line.module.css'
import { sparkPaths, type SparkBandPoint } from './spark-line-state.ts'

interface SparkLineProps {
  readonly points: readonly TrendPoint[]
  /** What is usual; undefined where it is not known. */
  readonly band?: readonly SparkBandPoint[] | undefined
  readonly className?: string | undefined
}

/** The last half-hour of a figure against what is usual. Beside a figure that says the same in words. */
export function SparkLine({ points, band, className }: SparkLineProps) {
  const paths = sparkPaths(points, band)
  return (
    <svg
      className={`${styles.spark} ${className ?? ''}`}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {paths.band !== '' && <path className={styles.band} d={paths.band} data-band="" />}
      <path className={styles.line} d={paths.line} />
    </svg>
  )
}
