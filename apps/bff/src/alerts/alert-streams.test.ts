import { wholeView } from '@wallboard/relay'
import { describe, expect, it, vi } from 'vitest'
import { createAlertStreams } from './alert-streams.ts'

/** Streams of a user who sees no feed. */
function setUp() {
  const nobody = { of: () => undefined, seenBy: () => undefined }
  const streams = createAlertStreams({
    ...{ scopes: () => nobody, shown: { of: () => [] }, followed: () => [] },
  })
  return streams.of('wall@example.test')
}

describe(createAlertStreams, () => {
  it('describes the view of a board once, for however many displays and flushes', () => {
    const { alertsFor } = setUp()
    const view = wholeView('wall', ['ACD_STATUS'])
    const stringified = vi.spyOn(JSON, 'stringify')
    const lists = Array.from({ length: 100 }, () => alertsFor({ kind: 'board', boardId: 'b1' }, view))
    const calls = stringified.mock.calls.length
    stringified.mockRestore()
    expect(calls).toBe(1)
    expect(new Set(lists).size).toBe(1)
  })

  it('has a list for each board and each view', () => {
    const { alertsFor } = setUp()
    const views = [wholeView('wall', ['ACD_STATUS']), wholeView('wall', ['ACD_STATUS', 'AGENT_STATE'])]
    const lists = ['b1', 'b2'].flatMap((boardId) =>
      views.map((view) => alertsFor({ kind: 'board', boardId }, view)),
    )
    expect(new Set(lists).size).toBe(4)
  })
})
