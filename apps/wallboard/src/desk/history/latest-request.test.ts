import { describe, expect, it } from 'vitest'
import { createLatestRequest, type Outcome } from './latest-request.ts'

/** A server whose replies the test sends. */
function setUp() {
  const sent: {
    readonly query: number
    readonly resolve: (reply: string) => void
    readonly reject: (error: Error) => void
  }[] = []
  const outcomes: [number, Outcome<string>][] = []
  const requests = createLatestRequest<number, string>({
    send(query) {
      return new Promise<string>((resolve, reject) => {
        sent.push({ query, resolve, reject })
      })
    },
    onOutcome: (query, outcome) => outcomes.push([query, outcome]),
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  return {
    requests,
    outcomes,
    queries: () => sent.map(({ query }) => query),
    reply: async () => {
      const last = sent.at(-1)
      last?.resolve(`moment ${last.query}`)
      await settle()
    },
    fail: async (error: Error) => {
      sent.at(-1)?.reject(error)
      await settle()
    },
  }
}

describe(createLatestRequest, () => {
  it('sends one request at a time, and of those that wait only the latest', async () => {
    const { requests, queries, outcomes, reply } = setUp()
    for (let query = 1; query <= 100; query += 1) requests.request(query)
    expect(queries()).toEqual([1])
    await reply()
    expect(queries()).toEqual([1, 100])
    await reply()
    expect(queries()).toEqual([1, 100])
    expect(outcomes).toEqual([
      [1, { ok: true, value: 'moment 1' }],
      [100, { ok: true, value: 'moment 100' }],
    ])
  })

  it('reports a failure, unless a newer request waits', async () => {
    const { requests, queries, outcomes, fail, reply } = setUp()
    const error = new Error('busy')
    requests.request(1)
    requests.request(2)
    await fail(error)
    expect(outcomes).toEqual([])
    expect(queries()).toEqual([1, 2])
    await fail(error)
    expect(outcomes).toEqual([[2, { ok: false, error }]])
    requests.request(3)
    await reply()
    expect(outcomes.at(-1)).toEqual([3, { ok: true, value: 'moment 3' }])
  })

  it('reports nothing after it was stopped', async () => {
    const { requests, queries, outcomes, reply } = setUp()
    requests.request(1)
    requests.request(2)
    requests.stop()
    await reply()
    requests.request(3)
    expect([queries(), outcomes]).toEqual([[1], []])
  })
})
