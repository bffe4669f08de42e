import { describe, expect, it } from 'vitest'
import { createSocketCheck } from './socket-check.ts'

function setUp(answers: readonly boolean[]) {
  const said: (string | undefined)[] = []
  let asked = 0
  const check = createSocketCheck({
    serverAnswers: () => Promise.resolve(answers[asked++] ?? false),
    blocked: (hint) => said.push(hint),
  })
  const fail = async (failures: number) => {
    check.failed(failures)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { fail, said, asked: () => asked }
}

describe(createSocketCheck, () => {
  it('says what to change in the proxy once the server answers again and again and no connection lasts', async () => {
    const { fail, said } = setUp([true, true])
    for (const failures of [1, 2, 3]) await fail(failures)
    expect(said).toEqual([undefined])
    await fail(4)
    expect(said.at(-1)).toMatch(/proxy .* Upgrade and Connection/)
  })

  it('says nothing of a server that is away, also when it answers just before it is back', async () => {
    const { fail, said } = setUp([false, false, true])
    for (const failures of [3, 4, 5, 1]) await fail(failures)
    expect(said.filter((hint) => hint !== undefined)).toEqual([])
  })

  it('asks nothing for a connection that was lost once', async () => {
    const { fail, asked } = setUp([])
    for (const failures of [0, 1, 2]) await fail(failures)
    expect(asked()).toBe(0)
  })
})
