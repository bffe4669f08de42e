import { setVisibility } from '../runtime/browser.ts'
import type { Connection } from '../runtime/connection.ts'
import { stall } from '../runtime/process.ts'
import type { Screen } from '../screen/screen.ts'
import type { World } from '../world.ts'
import type { ScreenFault, ScreenFaultKind } from './fault.ts'

interface Hit {
  readonly world: World
  readonly screen: Screen
  readonly size: number
  readonly now: number
  /** When a fault with this duration ends. */
  readonly until: number
  readonly connections: readonly Connection[]
}

function cut({ network }: World, { path }: Screen): void {
  for (const connection of network.connections(path)) connection.cut()
}

/** Changes the next messages that hold changes on their way. */
function mangleNext({ screen: { path }, size }: Hit, mangle: (text: string) => readonly string[]): void {
  let left = size
  path.mangle = (text) => {
    if (!text.startsWith('{"type":"changes"')) return [text]
    left -= 1
    if (left <= 0) path.mangle = undefined
    return mangle(text)
  }
}

const inflictions: Readonly<Record<ScreenFaultKind, (hit: Hit) => void>> = {
  'screen-clock-step': ({ screen, size }) => {
    screen.machine.wallOffsetMs += size
  },
  'screen-stalled': ({ screen, until }) => {
    stall(screen.page().process, until)
  },
  'screen-slept': ({ screen: { page, path }, now, until }) => {
    const { process } = page()
    process.sleptMs += Math.max(0, until - Math.max(now, process.stalledUntil))
    stall(process, until)
    path.heldUntil = Math.max(path.heldUntil, until)
  },
  'screen-reloaded': ({ screen }) => {
    screen.load()
  },
  'screen-hidden': ({ world: { runtime }, screen, now, until }) => {
    const { process } = screen.page()
    for (const isHidden of [true, false])
      runtime.at(isHidden ? now : until, process, () => {
        setVisibility(isHidden)
      })
  },
  'relay-cut': ({ world, screen }) => {
    cut(world, screen)
  },
  'relay-cut-twice': ({ world, screen, now, until }) => {
    for (const at of [now, until])
      world.runtime.at(at, undefined, () => {
        cut(world, screen)
      })
  },
  'relay-half-open': ({ connections }) => {
    for (const connection of connections) connection.break()
  },
  'relay-held': ({ screen: { path }, until }) => {
    path.heldUntil = Math.max(path.heldUntil, until)
  },
  'acks-held': ({ screen: { path }, until }) => {
    path.answersHeldUntil = Math.max(path.answersHeldUntil, until)
  },
  'relay-down': ({ screen: { path }, until, connections }) => {
    path.downUntil = Math.max(path.downUntil, until)
    for (const connection of connections) connection.break()
  },
  'relay-slow': ({ screen: { path }, size }) => {
    path.latency = [size, size + 100]
    path.windowBytes = 20_000
  },
  'relay-duplicated': (hit) => {
    mangleNext(hit, (text) => [text, text])
  },
  'relay-garbled': (hit) => {
    mangleNext(hit, (text) => {
      hit.world.checks.relayLost(hit.screen)
      return [text.slice(0, text.length >> 1)]
    })
  },
  'relay-lost': (hit) => {
    mangleNext(hit, () => {
      hit.world.checks.relayLost(hit.screen)
      return []
    })
  },
}

/** @throws for a screen that this world does not have */
function hitOf(world: World, { size, screen: index }: ScreenFault): Hit {
  const screen = world.screens[index]
  if (screen === undefined) throw new Error(`this world has no screen ${index}`)
  const now = world.runtime.now()
  const connections = world.network.connections(screen.path)
  return { world, screen, size, now, until: now + size, connections }
}

export function inflictOnScreen(world: World, fault: ScreenFault): void {
  inflictions[fault.kind](hitOf(world, fault))
}

/** Ends the faults that would not end by themselves. */
export function healScreens({ screens }: World): void {
  for (const { path } of screens) {
    path.mangle = undefined
    path.latency = [1, 20]
  }
}
