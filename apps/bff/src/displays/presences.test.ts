import { describe, expect, it } from 'vitest'
import type { OtherNode } from '../cluster/node-records.ts'
import { initialPresence } from './presence-state.ts'
import { createPresences } from './presences.ts'
import { toShared, type SharedPresence } from './shared-presence.ts'

/** What another node shares of a display, which is connected there unless `onlineSince` is undefined. */
const shared = (sounds: boolean, onlineSince: number | undefined = 1): SharedPresence => ({
  ...{ org: '1', room: 'hall', sounds, claim: 1 },
  ...toShared({ ...initialPresence, origin: undefined, onlineSince }, 0),
})

const node = (isAlive: boolean, records: Readonly<Record<string, SharedPresence>>) => ({
  ...{ node: 'other', isAlive, hasLeft: false, heardAt: 0 },
  records: new Map(Object.entries(records)),
})

function presencesWith(others: readonly OtherNode<SharedPresence>[]) {
  return createPresences({
    clocks: { monotonic: () => 0 },
    onConflict: () => undefined,
    displayOf: () => undefined,
    sharing: {
      offsetMs: () => 0,
      records: {
        set: () => undefined,
        remove: () => undefined,
        others: () => others,
        on: () => () => undefined,
        close: () => Promise.resolve(),
      },
    },
  })
}

describe(createPresences, () => {
  it('names the displays with sound that are connected to other nodes, and no others', () => {
    const silent = Array.from({ length: 1_000 }, (_, index) => [`silent${index}`, shared(false)] as const)
    const { soundingElsewhere } = presencesWith([
      node(true, { ...Object.fromEntries(silent), loud: shared(true) }),
      node(true, { gone: { ...shared(true), onlineSince: null } }),
      node(false, { dead: shared(true) }),
    ])
    expect(soundingElsewhere()).toEqual([{ id: 'loud', org: '1', settings: { room: 'hall', sound: true } }])
  })

  it('names none in a server of one process', () => {
    const { soundingElsewhere } = presencesWith([])
    expect(soundingElsewhere()).toEqual([])
  })
})
