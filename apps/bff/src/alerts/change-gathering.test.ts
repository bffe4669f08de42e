import type { Change } from '@wallboard/statistics'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createChangeGathering } from './change-gathering.ts'

const changeOf = (id: string): Change => ({
  ...{ dataSource: 'ACD_STATUS', added: [], updated: [{ id, asOf: 0 }], removed: [] },
})

function setUp() {
  const evaluated: (readonly Change[])[] = []
  let at = 0
  const gathering = createChangeGathering(
    (changes) => evaluated.push(changes),
    () => at,
  )
  const pass = (ms: number) => {
    at += ms
  }
  return { evaluated, gathering, pass }
}

describe(createChangeGathering, () => {
  it('evaluates the first frame of a turn at once, and all that follow in it once, at its end', async () => {
    const { evaluated, gathering } = setUp()
    const frames = Array.from({ length: 25 }, (_, index) => [changeOf(`${index}`)])
    for (const frame of frames) gathering.add(frame)
    expect(evaluated).toEqual(frames.slice(0, 1))
    await nextTurn()
    expect(evaluated).toEqual([frames[0], frames.slice(1).flat()])
  })

  it('evaluates frames of different turns apart, and each once', async () => {
    const { evaluated, gathering } = setUp()
    for (const id of ['1', '2']) {
      gathering.add([changeOf(id)])
      await nextTurn()
    }
    expect(evaluated).toEqual([[changeOf('1')], [changeOf('2')]])
  })

  it('evaluates the frames of a long turn in parts', () => {
    const { evaluated, gathering, pass } = setUp()
    for (const id of ['1', '2', '3', '4']) {
      gathering.add([changeOf(id)])
      pass(50)
    }
    expect(evaluated).toEqual([[changeOf('1')], [changeOf('2'), changeOf('3')]])
  })

  it('evaluates nothing after it was closed', async () => {
    const { evaluated, gathering } = setUp()
    for (const id of ['1', '2']) gathering.add([changeOf(id)])
    gathering.close()
    await nextTurn()
    expect(evaluated).toEqual([[changeOf('1')]])
  })
})
