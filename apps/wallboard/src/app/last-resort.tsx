import { Component, type ReactNode } from 'react'

const reloadAfterMs = 15_000

/** The whole page failed. It says so instead of going blank, and starts afresh by itself: nobody touches a wall. */
export class LastResort extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    window.setTimeout(() => {
      location.reload()
    }, reloadAfterMs)
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <main className="last-resort" data-link="down" role="alert">
        This screen failed and shows no figures. It starts again by itself in {reloadAfterMs / 1_000} seconds.
      </main>
    )
  }
}
