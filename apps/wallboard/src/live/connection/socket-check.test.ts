import { describe, expect, it } from 'vitest'
import { createSocketCheck } from './socket-check.ts'

function setUp(answers: readonly boolean[]) {
  const reported: boolean[] = []
  let requests = 0
  const check = createSocketCheck({
    isServerReachable: () => Promise.resolve(answers[requests++] ?? false),
    setBlocked: (isBlocked) => reported.push(isBlocked),
  })
  const fail = async (failures: number) => {
    check.connectionFailed(failures)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { fail, reported, requests: () => requests }
}

describe(createSocketCheck, () => {
  it('reports blocked connections once the server answers twice and no connection lasts', async () => {
    const { fail, reported } = setUp([true, true])
    for (const failures of [1, 2, 3]) await fail(failures)
    expect(reported).toEqual([false])
    await fail(4)
    expect(reported.at(-1)).toBe(true)
  })

  it('reports nothing while the server does not answer, nor when it answers just before it accepts connections', async () => {
    const { fail, reported } = setUp([false, false, true])
    for (const failures of [3, 4, 5, 1]) await fail(failures)
    expect(reported.filter((isBlocked) => isBlocked)).toEqual([])
  })

  it('takes it back when the network is cut, so that not even the script of the request loads', async () => {
    const reported: boolean[] = []
    let isCut = false
    const check = createSocketCheck({
      isServerReachable: () => (isCut ? Promise.reject(new TypeError('not loaded')) : Promise.resolve(true)),
      setBlocked: (isBlocked) => reported.push(isBlocked),
    })
    for (const failures of [3, 4, 5]) {
      isCut = failures === 5
      check.connectionFailed(failures)
      await new Promise(setImmediate)
    }
    expect(reported).toEqual([false, true, true, false])
  })

  it('does not ask the server after a single failure', async () => {
    const { fail, requests } = setUp([])
    for (const failures of [0, 1, 2]) await fail(failures)
    expect(requests()).toBe(0)
  })
})
