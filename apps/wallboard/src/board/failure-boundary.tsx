import { Component, type ReactNode } from 'react'
import { board } from '../i18n/index.ts'
import { PartNotLoaded } from '../ui/load-part.ts'
import { reloadFailedPage } from '../ui/page-reload.ts'

interface FailureBoundaryProps {
  readonly children: ReactNode
  /** Shown in place of failed children, with the reason in words. */
  readonly fallback: (reason: string) => ReactNode
}

interface FailureBoundaryState {
  /** Set while the children have failed. */
  readonly reason: string | undefined
}

const retryAfterMs = 10_000

/**
 * Confines a failure to one part of the wall, reports it there, and renders the part again after a pause. React keeps a part
 * whose script did not load as failed: the page is reloaded for it.
 */
export class FailureBoundary extends Component<FailureBoundaryProps, FailureBoundaryState> {
  declare private retryTimer: ReturnType<typeof setTimeout> | undefined

  /** Not class fields: for Chromium 79 a field needs helper functions, in the first load of each display. */
  constructor(props: FailureBoundaryProps) {
    super(props)
    this.state = { reason: undefined }
  }

  static getDerivedStateFromError(error: unknown) {
    if (error instanceof PartNotLoaded) return { reason: board.tileNotLoaded }
    return { reason: error instanceof Error ? error.message : String(error) }
  }

  override componentDidCatch(error: unknown) {
    if (error instanceof PartNotLoaded) reloadFailedPage()
    this.retryTimer = setTimeout(() => {
      this.setState({ reason: undefined })
    }, retryAfterMs)
  }

  override componentWillUnmount() {
    clearTimeout(this.retryTimer)
  }

  override render() {
    const { reason } = this.state
    return reason === undefined ? this.props.children : this.props.fallback(reason)
  }
}
