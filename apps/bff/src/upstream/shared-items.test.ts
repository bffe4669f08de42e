import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFollowedItems, createSentItems, type Items, type SentItems } from './shared-items.ts'

const throughRedis = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
const plain = (items: Items | undefined) =>
  new Map([...(items ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1)))

type Step =
  /** The owner decides: the version of each item that there is. */
  | { readonly do: 'set'; readonly versions: readonly (readonly [id: number, version: number])[] }
  | { readonly do: 'frame'; readonly isLost: boolean }
  /** The next owner, which has sent nothing. */
  | { readonly do: 'fail-over' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    versions: fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(2)), { selector: ([id]) => id }),
  }),
  fc.record({ do: fc.constant('frame' as const), isLost: fc.boolean() }),
  fc.record({ do: fc.constant('fail-over' as const) }),
)

describe('the alerts of a follower', () => {
  it('are those of the owner after every change, lost frame and fail-over', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const objects = new Map<string, object>()
        const follower = createFollowedItems()
        let owner: SentItems = createSentItems()
        let fence = 1
        let set: Items | undefined
        let expected: Items | undefined
        function frame(isLost: boolean): void {
          const sent = owner.take()
          if (set !== undefined) expected = set
          if (isLost) return
          const applied = follower.apply(fence, throughRedis(sent))
          // The next frame after a loss says so: the follower asks for a snapshot.
          if (applied === 'missing') follower.replace({ fence, ...throughRedis(owner.whole()) })
          expect(plain(follower.current())).toEqual(plain(throughRedisMap(expected)))
        }
        for (const one of steps) {
          if (one.do === 'frame') frame(one.isLost)
          else if (one.do === 'fail-over') {
            frame(false)
            owner = createSentItems()
            fence += 1
            set = undefined
          } else {
            set = new Map(
              one.versions.map(([id, version]) => {
                const key = `${id} ${version}`
                const item = objects.get(key) ?? { id, version }
                objects.set(key, item)
                return [`${id}`, item] as const
              }),
            )
            owner.set(set)
          }
        }
        frame(false)
      }),
      { numRuns: 1_000 },
    )
  })

  it('cost a frame nothing while none has changed, and only the changed ones after that', () => {
    const owner = createSentItems()
    const all = new Map(
      Array.from({ length: 400 }, (_, id) => [`${id}`, { id, text: 'x'.repeat(300) }] as const),
    )
    owner.set(all)
    expect(JSON.stringify(owner.take()).length).toBeGreaterThan(120_000)
    owner.set(new Map(all)) // evaluated again
    expect(JSON.stringify(owner.take())).toBe('{"alertRevision":1}')
    const next = new Map<string, unknown>(all).set('7', { id: 7, text: 'other' })
    next.delete('8')
    owner.set(next)
    expect(owner.take().alertChanges).toEqual({
      ...{ prev: 1, changed: [['7', { id: 7, text: 'other' }]], removed: ['8'] },
    })
  })

  it('that have not changed are the same objects as before', () => {
    const [owner, follower] = [createSentItems(), createFollowedItems()]
    owner.set(
      new Map([
        ['a', { n: 1 }],
        ['b', { n: 1 }],
      ]),
    )
    follower.apply(1, throughRedis(owner.take()))
    const before = follower.current()
    owner.set(new Map([...(before ?? [])].map(([id]) => [id, { n: id === 'a' ? 2 : 1 }])))
    follower.apply(
      1,
      throughRedis({ alertRevision: 2, alertChanges: { prev: 1, changed: [['a', { n: 2 }]], removed: [] } }),
    )
    expect(follower.current()?.get('b')).toBe(before?.get('b'))
    expect(follower.current()?.get('a')).toEqual({ n: 2 })
  })
})

const throughRedisMap = (items: Items | undefined): Items | undefined =>
  items && new Map(throughRedis([...items]))
