import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyChanges, isOlderPosition, type Position } from './position.ts'

const changes = { epoch: 'e', prev: 4, seq: 6 }

/** A stream as messages without gaps: each begins where the one before ends. */
const stream = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 }).map((lengths) => {
  let seq = 0
  return lengths.map((length) => {
    const prev = seq
    seq += length
    return { epoch: 'e', prev, seq }
  })
})

describe(classifyChanges, () => {
  it.each([
    ['at the start of the span', { epoch: 'e', seq: 4 }, 'apply'],
    ['inside the span, after a newer snapshot', { epoch: 'e', seq: 5 }, 'apply'],
    ['at the end of the span', { epoch: 'e', seq: 6 }, 'ignore'],
    ['past the span', { epoch: 'e', seq: 9 }, 'ignore'],
    ['before the span', { epoch: 'e', seq: 3 }, 'gap'],
    ['of another epoch', { epoch: 'f', seq: 4 }, 'gap'],
    ['without a snapshot', undefined, 'gap'],
  ])('[R4] a client %s', (_case, position, decision) => {
    expect(classifyChanges(position, changes)).toBe(decision)
  })

  it('[R4] applies each message of a whole stream once, from any position in it, also when messages are repeated', () => {
    fc.assert(
      fc.property(stream, fc.nat({ max: 100 }), (messages, start) => {
        const end = messages.at(-1)?.seq ?? 0
        let own = start % (end + 1)
        for (const message of messages.flatMap((each) => [each, each])) {
          const decision = classifyChanges({ epoch: 'e', seq: own }, message)
          expect(decision).not.toBe('gap')
          if (decision === 'apply') own = message.seq
          expect(classifyChanges({ epoch: 'e', seq: own }, message)).toBe('ignore')
        }
        expect(own).toBe(end)
      }),
    )
  })

  it('[R4] never advances over a lost message: it reports a gap, or has what the message held', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (messages, arrives) => {
        let position: Position = { epoch: 'e', seq: 0 }
        let hasAll = true
        for (const [index, message] of messages.entries()) {
          if (arrives[index] !== true) {
            hasAll = false
            continue
          }
          const decision = classifyChanges(position, message)
          expect(decision).toBe(hasAll ? 'apply' : 'gap')
          if (decision === 'apply') position = message
        }
      }),
    )
  })
})

describe(isOlderPosition, () => {
  const feed = fc.constantFrom('0123456789abcdef', 'fedcba9876543210')
  const position = fc
    .record({ feed, fence: fc.nat({ max: 3 }), view: fc.constantFrom('v', 'w'), seq: fc.nat({ max: 5 }) })
    .map((of) => ({ ...of, epoch: `${of.feed}.${of.fence}.${of.view}` }))

  it('[R14] orders the positions of a feed by fence, then by number of changes, whatever the view', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const rank = (of: typeof a) => of.fence * 1_000 + of.seq
        expect(isOlderPosition(a, b)).toBe(a.feed === b.feed && rank(a) < rank(b))
      }),
    )
  })

  it.each(['offline.0123456789ab', 'replay.7.0123456789ab', 'e'])(
    '[R14] compares nothing with a position of %s',
    (epoch) => {
      expect(isOlderPosition({ epoch, seq: 0 }, { epoch, seq: 9 })).toBe(false)
      expect(isOlderPosition({ epoch, seq: 0 }, { epoch: '0123456789abcdef.5.v', seq: 9 })).toBe(false)
    },
  )
})
