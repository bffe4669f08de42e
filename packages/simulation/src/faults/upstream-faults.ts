import type { World } from '../world.ts'
import type { UpstreamFault, UpstreamFaultKind } from './fault.ts'

type Inflict = (world: World, fault: UpstreamFault) => void

const statuses = [0, 500, 503]
const sockets = ({ network, upstreamPath }: World) => network.connections(upstreamPath)
const until = ({ runtime }: World, { size }: UpstreamFault): number => runtime.now() + size

function cut(world: World): void {
  for (const connection of sockets(world)) connection.cut()
}

function breakAll(world: World): void {
  for (const connection of sockets(world)) connection.break()
}

/** `size` of the next frames have the fault. */
const frames =
  (fault: 'malformed' | 'duplicated' | 'poisoned' | 'strange' | 'lostFull'): Inflict =>
  ({ five9: { faults } }, { size }) => {
    faults[fault] += size
  }

const inflictions: Readonly<Record<UpstreamFaultKind, Inflict>> = {
  'upstream-cut': cut,
  'upstream-closed': ({ five9 }, { size }) => {
    for (const { server } of five9.sockets()) server.close(size)
  },
  'upstream-half-open': breakAll,
  'upstream-held': (world, fault) => {
    world.upstreamPath.heldUntil = Math.max(world.upstreamPath.heldUntil, until(world, fault))
  },
  'upstream-down': (world, fault) => {
    world.upstreamPath.downUntil = Math.max(world.upstreamPath.downUntil, until(world, fault))
    breakAll(world)
  },
  'upgrades-refused': (world, fault) => {
    world.five9.faults.upgradesRefusedUntil = until(world, fault)
    cut(world)
  },
  'five9-silent': (world, fault) => {
    world.five9.faults.silentUntil = until(world, fault)
  },
  'frame-malformed': frames('malformed'),
  'frame-duplicated': frames('duplicated'),
  'frame-swapped': ({ five9, checks }, { size }) => {
    five9.faults.swapped += size
    checks.orderLost()
  },
  'frame-poisoned': frames('poisoned'),
  'frame-strange': frames('strange'),
  'frame-unstamped': ({ five9, checks }, { size }) => {
    five9.faults.unstamped += size
    checks.clockSet()
  },
  'stamp-foolish': ({ five9, checks }, { size }) => {
    five9.faults.foolishStamp = size
    checks.clockSet()
  },
  'full-lost': frames('lostFull'),
  'full-late': ({ five9 }, { size }) => {
    five9.faults.fullDelayMs = size
  },
  'full-split': ({ five9 }) => {
    five9.faults.splitsFull = true
  },
  'rows-partial': ({ five9 }) => {
    five9.faults.isPartial = true
  },
  'five9-clock-step': ({ domain, checks }, { size }) => {
    domain.clockOffsetMs += size
    checks.clockSet()
  },
  'duplicate-connection': ({ five9 }) => {
    five9.announce('1020')
  },
  'rest-fails': (world, fault) => {
    const { faults } = world.five9
    faults.restFailsUntil = until(world, fault)
    faults.restStatus = statuses[fault.size % statuses.length] ?? 503
  },
  'lists-fail': (world, fault) => {
    world.five9.faults.listsFailUntil = until(world, fault)
  },
  'tokens-ended': (world) => {
    world.five9.endTokens()
    cut(world)
  },
}

export function inflictUpstream(world: World, fault: UpstreamFault): void {
  inflictions[fault.kind](world, fault)
}

/** Ends the faults that would not end by themselves. */
export function healUpstream({ five9 }: World): void {
  five9.sendOvertaken()
  Object.assign(five9.faults, {
    malformed: 0,
    duplicated: 0,
    swapped: 0,
    poisoned: 0,
    strange: 0,
    unstamped: 0,
    lostFull: 0,
    fullDelayMs: 0,
    foolishStamp: undefined,
  })
}
