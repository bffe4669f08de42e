import { describe, expect, it } from 'vitest'
import { createSocketCheck } from './socket-check.ts'

function setUp(answers: readonly boolean[]) {
  const said: boolean[] = []
  let asked = 0
  const check = createSocketCheck({
    serverAnswers: () => Promise.resolve(answers[asked++] ?? false),
    blocked: (isBlocked) => said.push(isBlocked),
  })
  const fail = async (failures: number) => {
    check.failed(failures)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { fail, said, asked: () => asked }
}

describe(createSocketCheck, () => {
  it('reports blocked connections once the server answers twice and no connection lasts', async () => {
    const { fail, said } = setUp([true, true])
    for (const failures of [1, 2, 3]) await fail(failures)
    expect(said).toEqual([false])
    await fail(4)
    expect(said.at(-1)).toBe(true)
  })

  it('reports nothing while the server does not answer, nor when it answers just before it is back', async () => {
    const { fail, said } = setUp([false, false, true])
    for (const failures of [3, 4, 5, 1]) await fail(failures)
    expect(said.filter((isBlocked) => isBlocked)).toEqual([])
  })

  it('asks nothing for a connection that was lost once', async () => {
    const { fail, asked } = setUp([])
    for (const failures of [0, 1, 2]) await fail(failures)
    expect(asked()).toBe(0)
  })
})
