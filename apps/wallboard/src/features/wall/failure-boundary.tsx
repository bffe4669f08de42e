import { Component, type ReactNode } from 'react'

interface FailureBoundaryProps {
  readonly children: ReactNode
  /** Shown in place of what failed. */
  readonly fallback: ReactNode
}

const tryAgainMs = 10_000

/** A part of the wall that fails says so in its own place, leaves the others alone, and is tried again. */
export class FailureBoundary extends Component<FailureBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }
  private retrying: number | undefined

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    this.retrying = window.setTimeout(() => {
      this.setState({ hasFailed: false })
    }, tryAgainMs)
  }

  override componentWillUnmount() {
    window.clearTimeout(this.retrying)
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children
  }
}
