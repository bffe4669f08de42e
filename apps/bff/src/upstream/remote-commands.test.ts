import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { NotReachable, type RemoteCalls } from '../cluster/remote-calls.ts'
import type { Five9Commands } from './five9-commands.ts'
import { createRemoteCommands, serveCommands } from './remote-commands.ts'

/** Two nodes without Redis: what is sent is JSON. */
function createCalls(): Pick<RemoteCalls, 'serve' | 'call'> {
  let served: (argument: unknown) => Promise<unknown> = () =>
    Promise.reject(new NotReachable('nobody serves'))
  const wired = (value: unknown): unknown =>
    z.object({ value: z.unknown() }).parse(JSON.parse(JSON.stringify({ value: value ?? null }))).value ??
    undefined
  return {
    serve<A>(_name: string, schema: z.ZodType<A>, handler: (argument: A) => Promise<unknown>) {
      served = (argument) => handler(schema.parse(argument))
      return () => undefined
    },
    call: async (_node, _name, argument, reply) => reply.parse(wired(await served(wired(argument)))),
  }
}

const done = { ok: true, value: undefined } as const

/** Records each command; those that read answer with something. */
function createOwnCommands() {
  const given: unknown[] = []
  const record =
    <Outcome>(outcome: Outcome) =>
    (...args: readonly unknown[]) => {
      given.push(args)
      return Promise.resolve(outcome)
    }
  const commands: Five9Commands = {
    permissions: record({ ok: true, value: ['CAN_VIEW'] } as const),
    setAgentState: record(done),
    agentSkills: record({ ok: true, value: [{ id: '4', isActive: true }] } as const),
    setAgentSkills: record(done),
    logOutAgent: record({ ok: false, code: 'no-session', reason: 'none' } as const),
    startCampaign: record(done),
    stopCampaign: record(done),
    resetCampaign: record({ ok: false, code: 'request-refused', reason: 'it runs' } as const),
    notices: record({ ok: true, value: [] } as const),
    acceptNotice: record(done),
  }
  return { given, commands }
}

describe(createRemoteCommands, () => {
  it('gives each command with its arguments at the node with the session, and returns its outcome', async () => {
    const calls = createCalls()
    const { given, commands } = createOwnCommands()
    serveCommands(calls, (username) => (username === 'ann' ? commands : undefined))
    const remote = createRemoteCommands(calls, 'ann', () => 'b')
    const ready = { state: 'ready' } as const
    expect([
      await remote.permissions(),
      await remote.setAgentState('1', ready),
      await remote.agentSkills('2'),
      await remote.setAgentSkills('3', ['4', '5']),
      await remote.logOutAgent('6'),
      await remote.startCampaign('7'),
      await remote.stopCampaign('8'),
      await remote.resetCampaign('9'),
      await remote.notices(),
      await remote.acceptNotice('10'),
    ]).toEqual([
      ...[{ ok: true, value: ['CAN_VIEW'] }, done, { ok: true, value: [{ id: '4', isActive: true }] }, done],
      ...[{ ok: false, code: 'no-session', reason: 'none' }, done, done],
      ...[{ ok: false, code: 'request-refused', reason: 'it runs' }, { ok: true, value: [] }, done],
    ])
    expect(given).toEqual([
      ...[[], ['1', ready], ['2'], ['3', ['4', '5']], ['6'], ['7'], ['8'], ['9'], [], ['10']],
    ])
  })

  it('refuses a command while no node has the session, and one that does not arrive', async () => {
    const calls = createCalls()
    const ofNobody = createRemoteCommands(calls, 'ann', () => undefined)
    expect(await ofNobody.notices()).toMatchObject({ ok: false, code: 'not-signed-in' })
    const unanswered = createRemoteCommands(calls, 'ann', () => 'b')
    expect(await unanswered.startCampaign('1')).toMatchObject({ ok: false, code: 'unreachable' })
    serveCommands(calls, () => undefined)
    expect(await unanswered.startCampaign('1')).toMatchObject({ ok: false, code: 'not-signed-in' })
  })
})
