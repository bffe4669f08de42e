import { noDirectory, type Link } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import type { RecordingName } from '../history/reading/history-reader.ts'
import { wireAgentTimeline } from './wire-agent-timeline.ts'

const up: Link = {
  ...{ state: 'up', since: 0, reason: null, confirmedAt: 0, unconfirmed: [], unreadLists: [] },
  domainOffsetMs: 0,
}
const denied: Link = {
  ...up,
  unreadLists: [{ list: 'agents', reason: { code: 'permission-denied' } }],
}

function wire(link: Link) {
  const requests: RecordingName[] = []
  const unread = () => Promise.reject(new Error('not part of this test'))
  const { agentTimeline } = wireAgentTimeline({
    history: {
      reader: {
        ...{ moment: unread, coverage: unread, trends: unread, steps: unread, day: unread, band: unread },
        ...{ series: unread, estimates: unread, why: unread, typicalLengths: unread, callForecasts: unread },
        agentTimeline(request) {
          requests.push(request)
          return Promise.resolve({ from: request.from, to: request.to, spans: [], gaps: [] })
        },
        close: () => Promise.resolve(),
      },
    },
    feeds: {
      find: () => ({
        ...{ epoch: 'e', full: () => [], queues: () => [], link: () => link },
        directory: () => ({ ...noDirectory, agents: [{ id: '7', name: 'Ada', queueIds: [] }] }),
      }),
      serviceFeed: () => undefined,
    },
    logError: () => undefined,
  })
  const ask = (id: string) => agentTimeline({ org: '1', username: 'sam@example.test' }, id, 1, 2)
  return { ask, requests }
}

describe(wireAgentTimeline, () => {
  it('[H9] serves only agents whom the person sees', async () => {
    const { ask, requests } = wire(up)
    expect(await ask('7')).toMatchObject({ ok: true, timeline: { from: 1, to: 2 } })
    expect(await ask('8')).toEqual({ ok: false, error: { code: 'no-such-agent' } })
    expect(requests).toHaveLength(1)
  })

  it('serves nothing of agents to a person whose Five9 user may not read them, known or not', async () => {
    const { ask, requests } = wire(denied)
    expect(await ask('7')).toEqual({ ok: false, error: { code: 'agents-denied' } })
    expect(await ask('8')).toEqual({ ok: false, error: { code: 'agents-denied' } })
    expect(requests).toEqual([])
  })
})
