import { Component, type ReactNode } from 'react'
import { nextRestartPauseMs } from './restart-pause.ts'

interface LastResortState {
  readonly hasFailed: boolean
  /** Known once the failure is counted. */
  readonly pauseMs?: number
}

/** The whole page failed. It says so instead of going blank, and starts afresh by itself: nobody touches a wall. */
export class RootErrorBoundary extends Component<{ readonly children: ReactNode }, LastResortState> {
  override state: LastResortState = { hasFailed: false }

  static getDerivedStateFromError(): LastResortState {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    const pauseMs = nextRestartPauseMs(Date.now())
    this.setState({ pauseMs })
    window.setTimeout(() => {
      location.reload()
    }, pauseMs)
  }

  override render() {
    const { hasFailed, pauseMs } = this.state
    if (!hasFailed) return this.props.children
    return (
      <main className="page-message" data-link="down" role="alert">
        This screen failed and shows no figures. It starts again by itself
        {pauseMs === undefined ? '' : ` in ${pauseMs / 1_000} seconds`}.
      </main>
    )
  }
}
