import { Component, type ReactNode } from 'react'

interface FailureBoundaryProps {
  readonly children: ReactNode
  /** Shown in place of what failed, with what it said of it. */
  readonly fallback: (reason: string) => ReactNode
}

interface FailureBoundaryState {
  /** Set while what it holds has failed. */
  readonly reason: string | undefined
}

const tryAgainMs = 10_000

/** A part of the wall that fails says so in its own place, leaves the others alone, and is tried again. */
export class FailureBoundary extends Component<FailureBoundaryProps, FailureBoundaryState> {
  override state: FailureBoundaryState = { reason: undefined }
  private retrying: number | undefined

  static getDerivedStateFromError(error: unknown) {
    return { reason: error instanceof Error ? error.message : 'for no known reason' }
  }

  override componentDidCatch() {
    this.retrying = window.setTimeout(() => {
      this.setState({ reason: undefined })
    }, tryAgainMs)
  }

  override componentWillUnmount() {
    window.clearTimeout(this.retrying)
  }

  override render() {
    const { reason } = this.state
    return reason === undefined ? this.props.children : this.props.fallback(reason)
  }
}
