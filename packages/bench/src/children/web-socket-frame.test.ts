import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientFrame, createFrameReader, serverFrame } from './web-socket-frame.ts'

const anyPayload = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.integer({ min: 0, max: 70_000 }).map((length) => 'x'.repeat(length)),
)

describe(createFrameReader, () => {
  it('finds every frame, wherever chunks end', () => {
    fc.assert(
      fc.property(
        fc.array(anyPayload, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }),
        (texts, cuts) => {
          const found: string[] = []
          const reader = createFrameReader({
            wantsPayload: true,
            onFrame: (opcode, bytes, payload) => {
              expect([opcode, bytes]).toEqual([1, payload?.length])
              found.push(payload?.toString() ?? '')
            },
          })
          const stream = Buffer.concat(texts.map((text) => serverFrame(Buffer.from(text))))
          const chunk = Buffer.alloc(8_000) // reused for every read, and never full
          for (let at = 0, cut = 0; at < stream.length; cut += 1) {
            const size = cuts[cut % cuts.length] ?? 1
            const bytes = stream.copy(chunk, 0, at, at + size)
            reader.push(chunk.subarray(0, bytes))
            at += size
          }
          expect(found).toEqual(texts)
        },
      ),
    )
  })
})

describe(clientFrame, () => {
  it('is masked with zeros', () => {
    const frame = clientFrame('hello')
    expect([...frame.subarray(0, 6)]).toEqual([0x81, 0x85, 0, 0, 0, 0])
    expect(frame.subarray(6).toString()).toBe('hello')
  })
})
