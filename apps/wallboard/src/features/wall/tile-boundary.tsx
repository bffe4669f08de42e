import { Component, type ReactNode } from 'react'
import styles from './queue-tile-card.module.css'

/** A tile that fails says so in its own place and leaves the others alone. */
export class TileBoundary extends Component<
  { readonly children: ReactNode },
  { readonly hasFailed: boolean }
> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? (
      <article className={styles.tile}>This tile failed</article>
    ) : (
      this.props.children
    )
  }
}
