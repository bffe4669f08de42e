import { alertChangesBetween, type AlertOnScreen, type ViewSpec } from '@wallboard/relay'
import { frameOf, type Frame } from './frame.ts'

/** Who is sent alerts: a person at a desk, or a display with a board. */
export type AlertAudience = { readonly kind: 'desk' } | { readonly kind: 'board'; readonly boardId: string }

/** Alerts as clients show them. One that has not changed is the same object in the next list. */
export type ScreenAlerts = readonly AlertOnScreen[]

/** The alerts of one feed, as the hub sends them. */
export interface AlertSource {
  /** What an audience with a view may see: the same list until it changes. */
  readonly alertsFor: (audience: AlertAudience, view: ViewSpec) => ScreenAlerts
  /** Calls back when alerts began, ended or changed. Returns a function that stops it. */
  readonly on: (listener: () => void) => () => void
}

/** Encodes each list, and what leads to it from another one, once for all clients that are sent it. */
export interface AlertFrames {
  readonly listFor: AlertSource['alertsFor']
  /** Another number when a list may have changed: a client looks its list up once for each, and not for each flush. */
  readonly revision: () => number
  /** Alerts began, ended or changed. */
  readonly changed: () => void
  /** What brings a client to a list. `held`: the list that it was sent last; undefined: none. */
  readonly frame: (list: ScreenAlerts, held: ScreenAlerts | undefined) => Frame
}

/** Creates the frames of one feed. */
export function createAlertFrames({ alertsFor }: AlertSource): AlertFrames {
  const wholes = new WeakMap<ScreenAlerts, Frame>()
  const changes = new WeakMap<ScreenAlerts, WeakMap<ScreenAlerts, Frame>>()
  let revision = 0

  function whole(alerts: ScreenAlerts): Frame {
    const known = wholes.get(alerts)
    if (known !== undefined) return known
    const frame = frameOf({ type: 'alerts', alerts })
    wholes.set(alerts, frame)
    return frame
  }

  function changesTo(list: ScreenAlerts, held: ScreenAlerts): Frame {
    const ofList = changes.get(list) ?? new WeakMap<ScreenAlerts, Frame>()
    changes.set(list, ofList)
    const known = ofList.get(held)
    if (known !== undefined) return known
    const between = alertChangesBetween(held, list)
    const isShorter = between.changed.length + between.removed.length < list.length
    const frame = isShorter ? frameOf({ type: 'alert-changes', ...between }) : whole(list)
    ofList.set(held, frame)
    return frame
  }

  return {
    listFor: alertsFor,
    revision: () => revision,
    changed() {
      revision += 1
    },
    frame: (list, held) => (held === undefined ? whole(list) : changesTo(list, held)),
  }
}
