import type { Five9ErrorCode } from '@wallboard/five9'
import { AgentStateBody } from '@wallboard/relay/rest/actions'
import { Notice } from '@wallboard/relay/rest/notice'
import { z } from 'zod'
import { NotReachable, type RemoteCalls } from '../cluster/remote-calls.ts'
import type { CommandOutcome, Five9Commands } from './five9-commands.ts'

/*
 * Commands of a user at Five9 are given by the node that has the user's session. Other nodes call it.
 */

const callName = 'five9-command'
const Nothing = z.undefined()

const Call = z.discriminatedUnion('method', [
  z.object({ method: z.literal('permissions') }),
  z.object({ method: z.literal('setAgentState'), agentId: z.string(), to: AgentStateBody }),
  z.object({ method: z.literal('agentSkills'), agentId: z.string() }),
  z.object({ method: z.literal('setAgentSkills'), agentId: z.string(), queueIds: z.array(z.string()) }),
  z.object({ method: z.literal('logOutAgent'), agentId: z.string() }),
  z.object({ method: z.literal('startCampaign'), campaignId: z.string() }),
  z.object({ method: z.literal('stopCampaign'), campaignId: z.string() }),
  z.object({ method: z.literal('resetCampaign'), campaignId: z.string() }),
  z.object({ method: z.literal('notices') }),
  z.object({ method: z.literal('acceptNotice'), noticeId: z.string() }),
])
type Call = z.infer<typeof Call>
const Request = z.object({ username: z.string(), call: Call })

function perform(commands: Five9Commands, call: Call): Promise<CommandOutcome<unknown>> {
  switch (call.method) {
    case 'permissions':
      return commands.permissions()
    case 'setAgentState':
      return commands.setAgentState(call.agentId, call.to)
    case 'agentSkills':
      return commands.agentSkills(call.agentId)
    case 'setAgentSkills':
      return commands.setAgentSkills(call.agentId, call.queueIds)
    case 'logOutAgent':
      return commands.logOutAgent(call.agentId)
    case 'startCampaign':
      return commands.startCampaign(call.campaignId)
    case 'stopCampaign':
      return commands.stopCampaign(call.campaignId)
    case 'resetCampaign':
      return commands.resetCampaign(call.campaignId)
    case 'notices':
      return commands.notices()
    case 'acceptNotice':
      return commands.acceptNotice(call.noticeId)
  }
}

const noSession: CommandOutcome<never> = {
  ...{ ok: false, code: 'not-signed-in', reason: 'no node has a Five9 session of this user' },
}

/** Gives the commands of other nodes with the sessions of this one. */
export function serveCommands(
  calls: Pick<RemoteCalls, 'serve'>,
  commandsOf: (username: string) => Five9Commands | undefined,
): void {
  calls.serve(callName, Request, async ({ username, call }) => {
    const commands = commandsOf(username)
    return commands === undefined ? noSession : perform(commands, call)
  })
}

const failure = { ok: z.literal(false), reason: z.string() }
const NoSession = z.object({ ...failure, code: z.literal('no-session') })
const Failure = z.object({
  ...failure,
  code: z.custom<Five9ErrorCode>((value) => typeof value === 'string' && value !== 'no-session'),
})

/**
 * The commands of a user whose session another node has. They are not repeated: a command without an answer may have been
 * given.
 * @param owner the node; undefined when no node has the session
 */
export function createRemoteCommands(
  calls: Pick<RemoteCalls, 'call'>,
  username: string,
  owner: () => string | undefined,
): Five9Commands {
  async function give<T>(call: Call, value: z.ZodType<T>): Promise<CommandOutcome<T>> {
    const node = owner()
    if (node === undefined) return noSession
    const outcome = z.union([z.object({ ok: z.literal(true), value: value.optional() }), NoSession, Failure])
    try {
      const reply = await calls.call(node, callName, { username, call }, outcome, 15_000)
      return reply.ok ? { ok: true, value: value.parse(reply.value) } : reply
    } catch (error) {
      if (!(error instanceof NotReachable)) throw error
      return { ok: false, code: 'unreachable', reason: error.message }
    }
  }

  return {
    permissions: () => give({ method: 'permissions' }, z.array(z.string())),
    setAgentState: (agentId, to) => give({ method: 'setAgentState', agentId, to }, Nothing),
    agentSkills: (agentId) =>
      give({ method: 'agentSkills', agentId }, z.array(z.object({ id: z.string(), isActive: z.boolean() }))),
    setAgentSkills: (agentId, queueIds) =>
      give({ method: 'setAgentSkills', agentId, queueIds: [...queueIds] }, Nothing),
    logOutAgent: (agentId) => give({ method: 'logOutAgent', agentId }, Nothing),
    startCampaign: (campaignId) => give({ method: 'startCampaign', campaignId }, Nothing),
    stopCampaign: (campaignId) => give({ method: 'stopCampaign', campaignId }, Nothing),
    resetCampaign: (campaignId) => give({ method: 'resetCampaign', campaignId }, Nothing),
    notices: () => give({ method: 'notices' }, z.array(Notice)),
    acceptNotice: (noticeId) => give({ method: 'acceptNotice', noticeId }, Nothing),
  }
}
