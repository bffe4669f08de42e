import { createStatistics, type Change, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { brotliDecompressSync, crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compactSegments } from './compact-segments.ts'
import {
  changeOf,
  decodeLine,
  encodeLine,
  encodeRows,
  encodeTables,
  lineOfRows,
  type RecordedChange,
} from './segment-line.ts'
import { createSegmentLines, packSegment, unpackSegment, type Segment } from './segment.ts'

const arbitraryRow = fc
  .record({
    id: fc.constantFrom('0', '1', '2', '__proto__', 'ü\n'),
    asOf: fc.nat(5),
    callsInQueue: fc.option(fc.nat(9), { nil: null }),
    state: fc.string(),
  })
  .map((row): Row => row)
const arbitraryChange = fc.record({
  at: fc.nat(5),
  seq: fc.nat(),
  added: fc.array(arbitraryRow, { maxLength: 3 }),
  updated: fc.array(arbitraryRow, { maxLength: 3 }),
  removed: fc.array(fc.constantFrom('1', '2', '__proto__'), { maxLength: 2 }),
})
const arbitraryChanges = fc.array(arbitraryChange, { minLength: 1, maxLength: 20 })

function packed(changes: readonly RecordedChange[]): Segment {
  const segment = packSegment('changes', changes, 'recording')
  if (segment === undefined) throw new Error('a segment has at least one change')
  return segment
}

describe('a line of a segment', () => {
  it('reads back as the change that was written', () => {
    fc.assert(
      fc.property(arbitraryChange, (change) => {
        expect(decodeLine(encodeLine(change))).toEqual(change)
      }),
    )
  })

  it('leaves out what is empty or equal to the instant of the line', () => {
    const change = { at: 7, seq: 3, added: [], updated: [{ id: '1', asOf: 7, callsInQueue: 2 }], removed: [] }
    expect(encodeLine(change)).toBe('{"t":7,"s":3,"u":[{"id":"1","callsInQueue":2}]}')
  })

  it('that is made of encoded rows has their instants by the clock of the recording, and none after its own', () => {
    const offset = fc.double({ min: -9, max: 9, noNaN: true })
    fc.assert(
      fc.property(arbitraryChange, offset, (change, offsetMs) => {
        const dated = (rows: readonly Row[]) =>
          rows.map((row) => ({ ...row, asOf: Math.min(row.asOf + offsetMs, change.at) }))
        const { added, updated } = change
        expect(decodeLine(lineOfRows(encodeRows(change), change, offsetMs))).toEqual({
          ...{ ...change, added: dated(added), updated: dated(updated) },
        })
      }),
    )
  })

  it('that has its rows in tables reads back as the same rows, in their order', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRow, { maxLength: 12 }), (added) => {
        const change = { at: 3, seq: 7, added, updated: [], removed: [] }
        const line = encodeTables(added, change)
        if (line !== undefined) expect(decodeLine(line)).toEqual(change)
      }),
    )
    const fields = (id: number): Row => ({ id: String(id), asOf: id + 0.5, callsInQueue: id, note: null })
    const rows = Array.from({ length: 9 }, (_, id) => (id < 5 ? fields(id) : { ...fields(id), state: 'x' }))
    const line = encodeTables(rows, { at: 9, seq: 7 })
    expect(line?.match(/callsInQueue/g)).toHaveLength(2)
    expect(line && decodeLine(line)).toEqual({ at: 9, seq: 7, added: rows, updated: [], removed: [] })
  })

  it.each([
    ['of all kinds', Array.from({ length: 5 }, (_, id) => ({ id: String(id), asOf: 1, [`field${id}`]: 1 }))],
    [
      'with a field that is the prototype',
      Array.from({ length: 5 }, () => ({ id: '1', asOf: 1, ['__proto__']: 1 })),
    ],
    ['without a value', Array.from({ length: 5 }, () => ({ id: '1', asOf: 1, state: undefined }))],
  ])('has no tables for rows %s', (_, rows: readonly Row[]) => {
    expect(encodeTables(rows, { at: 1, seq: 1 })).toBeUndefined()
  })

  it.each([
    '{"t":1,"s":1,"g":{}}',
    '{"t":1,"s":1,"g":[1]}',
    '{"t":1,"s":1,"g":[{"f":["id","asOf"]}]}',
    '{"t":1,"s":1,"g":[{"f":["id",1],"v":[["1",1]]}]}',
    '{"t":1,"s":1,"g":[{"f":["id","asOf"],"v":[["1"]]}]}',
    '{"t":1,"s":1,"g":[{"f":["id","asOf"],"v":[[1,1]]}]}',
    '{"t":1,"s":1,"g":[{"f":["id"],"v":[["1"]]}]}',
    '{"t":1,"s":1,"g":[{"f":["id","asOf","__proto__"],"v":[["1",1,1]]}]}',
    '',
    'null',
    '[]',
    '{"t":1}',
    '{"t":"1","s":1}',
    '{"t":1,"s":1,"a":{}}',
    '{"t":1,"s":1,"u":[{"callsInQueue":1}]}',
    '{"t":1,"s":1,"u":[{"id":1}]}',
    '{"t":1,"s":1,"u":[{"id":"1","asOf":"2"}]}',
    '{"t":1,"s":1,"r":[1]}',
    '{"t":1,"s":1,"o":"1"}',
    '{"t":1,"s":1',
  ])('is refused if it is %j', (text) => {
    expect(decodeLine(text)).toBeUndefined()
  })
})

describe('a segment', () => {
  it('holds its changes, their span of time and their numbers', () => {
    fc.assert(
      fc.property(arbitraryChanges, (changes) => {
        const segment = packed(changes)
        expect(unpackSegment(segment)).toEqual({ type: 'changes', changes })
        expect(segment).toMatchObject({
          ...{ startsAt: changes[0]?.at, endsAt: changes.at(-1)?.at },
          ...{ firstSeq: changes[0]?.seq, lastSeq: changes.at(-1)?.seq },
        })
      }),
    )
  })

  it('leads to the same rows as the live changes did', () => {
    fc.assert(
      fc.property(arbitraryChanges, (changes) => {
        const [live, replayed] = [createStatistics(), createStatistics()]
        const unpacked = unpackSegment(packed(changes))
        if (unpacked.type !== 'changes') throw new Error(unpacked.fault)
        const asChange = (change: RecordedChange): Change => changeOf('ACD_STATUS', change)
        for (const change of changes) live.applyChanges([asChange(change)])
        for (const change of unpacked.changes) replayed.applyChanges([asChange(change)])
        expect(replayed.full()).toEqual(live.full())
      }),
    )
  })

  it('does not exist without a change', () => {
    expect(packSegment('changes', [], 'recording')).toBeUndefined()
  })

  it('finds every flipped bit by its checksum', () => {
    const segment = packed([{ at: 1, seq: 1, added: [], updated: [], removed: ['1', '2'] }])
    for (let bit = 0; bit < segment.body.length * 8; bit += 1) {
      const body = Uint8Array.from(segment.body)
      body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(unpackSegment({ ...segment, body })).toEqual({ type: 'fault', fault: 'damaged' })
    }
  })

  it.each([
    ['is not compressed', Buffer.from('{"t":1,"s":1}')],
    ['is empty', Buffer.alloc(0)],
  ])('is damaged if its body %s, even with a matching checksum', (_, body) => {
    expect(unpackSegment({ codec: 1, crc: crc32(body), body })).toEqual({ type: 'fault', fault: 'damaged' })
  })

  it('with lines of encoded rows is of a version that a server without offsets refuses', () => {
    const [lines, change] = [createSegmentLines(), { at: 1, seq: 1, added: [], updated: [], removed: ['1'] }]
    lines.addLine(lineOfRows(encodeRows(change), change, 0.5), change)
    const segment = lines.pack('changes', 'recording')
    lines.add(change)
    expect(segment?.codec).toBe(2)
    expect(segment && unpackSegment(segment)).toEqual({ type: 'changes', changes: [change] })
    expect(lines.pack('changes', 'recording')?.codec).toBe(1)
  })

  it('with tables of rows is of a version that a server without tables refuses', () => {
    const lines = createSegmentLines()
    const added = Array.from({ length: 8 }, (_, id) => ({ id: String(id), asOf: 1, callsInQueue: id }))
    lines.addTables(added, { at: 1, seq: 1 })
    const segment = lines.pack('seek-point', 'recording')
    expect(segment?.codec).toBe(3)
    const changes = [{ at: 1, seq: 1, added, updated: [], removed: [] }]
    expect(segment && unpackSegment(segment)).toEqual({ type: 'changes', changes })
    lines.addTables(added.slice(0, 1), { at: 1, seq: 1 })
    expect(lines.pack('seek-point', 'recording')?.codec).toBe(1)
  })

  it('with all rows has the names of fields once after compaction, however it was written', () => {
    const added = Array.from({ length: 8 }, (_, id) => ({ id: String(id), asOf: 1, callsInQueue: id }))
    const change = { at: 1, seq: 1, added, updated: [], removed: [] }
    const written = packSegment('keyframe', [change], 'recording')
    const compacted = compactSegments(written === undefined ? [] : [written])
    const [keyframe] = compacted.type === 'segments' ? compacted.segments : []
    expect(
      keyframe &&
        brotliDecompressSync(keyframe.body)
          .toString()
          .match(/callsInQueue/g),
    ).toHaveLength(1)
    expect(keyframe && unpackSegment(keyframe)).toEqual({ type: 'changes', changes: [change] })
  })

  it('of a newer version is not evaluated', () => {
    const segment = packed([{ at: 1, seq: 1, added: [], updated: [], removed: [] }])
    expect(unpackSegment({ ...segment, codec: 4 })).toEqual({ type: 'fault', fault: 'newer-version' })
  })
})
