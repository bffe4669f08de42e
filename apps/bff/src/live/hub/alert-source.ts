import type { AlertOnScreen, ViewSpec } from '@wallboard/relay'
import { frameOf, type Frame } from './frame.ts'

/** Who is sent alerts: a person at a desk, or a display with a board. */
export type AlertAudience = { readonly kind: 'desk' } | { readonly kind: 'board'; readonly boardId: string }

/** The alerts of one feed, as the hub sends them. */
export interface AlertSource {
  /** What an audience with a view may see: the same list until it changes. */
  readonly alertsFor: (audience: AlertAudience, view: ViewSpec) => readonly AlertOnScreen[]
  /** Calls back when alerts began, ended or changed. Returns a function that stops it. */
  readonly on: (listener: () => void) => () => void
}

/** Encodes each list once for all clients that are sent it. */
export function createAlertFrames({ alertsFor }: AlertSource) {
  const frames = new WeakMap<readonly AlertOnScreen[], Frame>()
  return (audience: AlertAudience, view: ViewSpec): Frame => {
    const alerts = alertsFor(audience, view)
    const known = frames.get(alerts)
    if (known !== undefined) return known
    const frame = frameOf({ type: 'alerts', alerts })
    frames.set(alerts, frame)
    return frame
  }
}

export type AlertFrames = ReturnType<typeof createAlertFrames>
