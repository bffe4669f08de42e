import { Component, type ReactNode } from 'react'
import { pageFailed } from '../i18n/index.ts'
import { reloadFailedPage } from './page-reload.ts'

interface RootErrorState {
  readonly hasFailed: boolean
  /** Until the reload; undefined until the failure has been counted. */
  readonly pauseMs?: number
}

/** Shows a message in place of a page that failed, and reloads it: a display has no keyboard. */
export class RootErrorBoundary extends Component<{ readonly children: ReactNode }, RootErrorState> {
  /** Not a class field: for Chromium 79 a field needs helper functions, in the first load of each display. */
  constructor(props: { readonly children: ReactNode }) {
    super(props)
    this.state = { hasFailed: false }
  }

  static getDerivedStateFromError(): RootErrorState {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    this.setState({ pauseMs: reloadFailedPage() })
  }

  override render() {
    const { hasFailed, pauseMs } = this.state
    if (!hasFailed) return this.props.children
    return (
      <main className="page-message" data-link="down" role="alert">
        {pageFailed(pauseMs === undefined ? undefined : pauseMs / 1_000)}
      </main>
    )
  }
}
