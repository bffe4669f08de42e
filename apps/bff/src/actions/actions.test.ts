import { describe, expect, it } from 'vitest'
import type { SecurityDetail } from '../auth/security-log.ts'
import type { CommandOutcome, Five9Commands } from '../upstream/five9-commands.ts'
import { createActions } from './actions.ts'

const sam = { org: '1', username: 'sam@acme.test' }
const done: CommandOutcome = { ok: true, value: undefined }

function actionsWith(outcome: CommandOutcome) {
  const lines: SecurityDetail[] = []
  const sent: string[] = []
  const answer = (name: string) => () => {
    sent.push(name)
    return Promise.resolve(outcome)
  }
  const commands: Five9Commands = {
    permissions: () => Promise.resolve({ ok: true, value: [] }),
    agentSkills: () => Promise.resolve({ ok: true, value: [] }),
    notices: () => Promise.resolve({ ok: true, value: [{ id: 'n1', title: 'Maintenance', text: '' }] }),
    setAgentState: answer('state'),
    setAgentSkills: answer('skills'),
    logOutAgent: answer('log-out'),
    startCampaign: answer('start'),
    stopCampaign: answer('stop'),
    resetCampaign: answer('reset'),
    acceptNotice: answer('accept'),
  }
  const actions = createActions({
    isOn: true,
    commandsOf: () => commands,
    knownTo: () => ({ agentIds: new Set(['7']), campaignIds: new Set(['9']) }),
    log: (detail) => lines.push(detail),
  })
  return { actions, lines, sent }
}

const toLunch = {
  name: 'set-agent-state',
  agentId: '7',
  to: { state: 'not-ready', reasonId: '100001' },
} as const

describe(createActions, () => {
  it('writes who changed what to the security log', async () => {
    const { actions, lines, sent } = actionsWith(done)
    await actions.perform(sam, toLunch)
    await actions.perform(sam, { name: 'stop-campaign', campaignId: '9' })
    expect(sent).toEqual(['state', 'stop'])
    const user = sam.username
    expect(lines).toEqual([
      { result: 'ok', user, action: 'set-agent-state', agent: '7', to: 'not-ready', reason: '100001' },
      { result: 'ok', user, action: 'stop-campaign', campaign: '9' },
    ])
  })

  it('writes refusals to the security log, and sends nothing about an unknown agent, campaign or notice', async () => {
    const { actions, lines, sent } = actionsWith(done)
    await expect(actions.perform(sam, { ...toLunch, agentId: '8' })).rejects.toThrow('no-such-agent')
    await expect(actions.perform(sam, { name: 'reset-campaign', campaignId: '8' })).rejects.toThrow(
      'no-such-campaign',
    )
    await expect(actions.perform(sam, { name: 'accept-notice', noticeId: 'n2' })).rejects.toThrow(
      'no-such-notice',
    )
    expect(sent).toEqual([])
    expect(lines.map(({ result }) => result)).toEqual(['no-such-agent', 'no-such-campaign', 'no-such-notice'])
  })

  it.each([
    ['permission-denied', 403, 'permission'],
    ['request-refused', 409, 'request'],
    ['unreachable', 502, 'no-answer'],
    ['no-session', 409, 'no-session'],
  ] as const)('answers %s of Five9 with %i and its words', async (code, status, why) => {
    const { actions, lines } = actionsWith({ ok: false, code, reason: 'Five9 says no' })
    await expect(actions.perform(sam, toLunch)).rejects.toMatchObject({
      status,
      body: { code: 'action-refused', params: { reason: 'Five9 says no', why } },
    })
    expect(lines).toMatchObject([{ result: 'action-refused', agent: '7' }])
  })
})
