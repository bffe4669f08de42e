/** Faults of Five9 and of the path to it. */
const upstreamKinds = [
  'upstream-cut',
  'upstream-closed',
  'upstream-half-open',
  'upstream-held',
  'upstream-down',
  'upgrades-refused',
  'five9-silent',
  'frame-malformed',
  'frame-duplicated',
  'frame-swapped',
  'frame-poisoned',
  'frame-strange',
  'frame-unstamped',
  'stamp-foolish',
  'full-lost',
  'full-late',
  'full-split',
  'rows-partial',
  'five9-clock-step',
  'duplicate-connection',
  'rest-fails',
  'lists-fail',
  'tokens-ended',
] as const
export type UpstreamFaultKind = (typeof upstreamKinds)[number]

/** Faults of the server, its machine and its disk, and edits by people at a bad moment. */
const serverKinds = [
  'server-clock-step',
  'server-stalled',
  'server-killed',
  'disk-fails',
  'board-edited',
  'display-revoked',
  'revoked-while-upgrading',
] as const
export type ServerFaultKind = (typeof serverKinds)[number]

/** Faults of a screen, its machine, and the path between it and the server. */
const screenKinds = [
  'screen-clock-step',
  'screen-stalled',
  'screen-slept',
  'screen-reloaded',
  'screen-hidden',
  'relay-cut',
  'relay-cut-twice',
  'relay-half-open',
  'relay-held',
  'acks-held',
  'relay-down',
  'relay-slow',
  'relay-duplicated',
  'relay-garbled',
  'relay-lost',
] as const
export type ScreenFaultKind = (typeof screenKinds)[number]

export const faultKinds = [...upstreamKinds, ...serverKinds, ...screenKinds]
export type FaultKind = UpstreamFaultKind | ServerFaultKind | ScreenFaultKind

/** One fault of a run. The kind decides whether `size` is a duration, a step or a count. */
export interface Fault<Kind extends FaultKind = FaultKind> {
  readonly kind: Kind
  /** Milliseconds after the start. */
  readonly at: number
  readonly size: number
  /** Which screen is affected, for kinds that affect one. */
  readonly screen: number
}
export type UpstreamFault = Fault<UpstreamFaultKind>
export type ServerFault = Fault<ServerFaultKind>
export type ScreenFault = Fault<ScreenFaultKind>

const setOf = (kinds: readonly FaultKind[]) => new Set<FaultKind>(kinds)
const [ofUpstream, ofServer, ofScreens] = [setOf(upstreamKinds), setOf(serverKinds), setOf(screenKinds)]
export const isUpstreamFault = (fault: Fault): fault is UpstreamFault => ofUpstream.has(fault.kind)
export const isServerFault = (fault: Fault): fault is ServerFault => ofServer.has(fault.kind)
export const isScreenFault = (fault: Fault): fault is ScreenFault => ofScreens.has(fault.kind)

/** Kinds whose size is their duration in milliseconds. */
const lasting: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'upstream-held',
  'upstream-down',
  'upgrades-refused',
  'five9-silent',
  'rest-fails',
  'lists-fail',
  'server-stalled',
  'server-killed',
  'screen-stalled',
  'screen-slept',
  'screen-hidden',
  'relay-held',
  'acks-held',
  'relay-down',
  'relay-cut-twice',
])
/** Additional time until the product notices a missing answer. */
const detectedAfterMs: Partial<Record<FaultKind, number>> = {
  'upstream-down': 16_000,
  'rest-fails': 16_000,
  'upstream-half-open': 16_000,
  'relay-half-open': 4_000,
}

/** How long a fault may have an effect, in milliseconds. */
export const lastsMs = ({ kind, size }: Fault): number =>
  (lasting.has(kind) ? size : 0) + (detectedAfterMs[kind] ?? 0)

export const describeFault = ({ kind, at, size, screen }: Fault): string =>
  `${(at / 1_000).toFixed(3)} s ${kind} ${size} (screen ${screen})`
