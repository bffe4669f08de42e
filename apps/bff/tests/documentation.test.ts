import { describe, expect, it } from 'vitest'
import { runFirstExample } from '../../../.config/run-example.ts'

describe.each([
  ['statistics.md', /callsInQueue: 3/],
  ['relay-protocol.md', /apply/],
])('docs/%s', (page, words) => {
  it('begins with an example that runs as it stands', async () => {
    const { code, output } = await runFirstExample(page, 'apps/bff')
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(words) as string })
  })
})
