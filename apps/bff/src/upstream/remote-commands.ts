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
const Request = z.object({ username: z.string(), method: z.string(), args: z.array(z.unknown()) })

/** Makes one command from the schemas of its arguments and its value, and from how the node with the session performs it. */
type Describe = <Args extends readonly unknown[], Value>(
  method: keyof Five9Commands,
  args: z.ZodType<Args>,
  value: z.ZodType<Value>,
  perform: (commands: Five9Commands, ...args: Args) => Promise<CommandOutcome<Value>>,
) => (...args: Args) => Promise<CommandOutcome<Value>>

const Id = z.tuple([z.string()])
const None = z.tuple([])
const Ids = z.array(z.string()).readonly()
const Skills = z.array(z.object({ id: z.string(), isActive: z.boolean() }))
const Nothing = z.undefined()

/** All commands, each described once for both sides. */
const describeCommands = (describe: Describe): Five9Commands => ({
  permissions: describe('permissions', None, Ids, (own) => own.permissions()),
  setAgentState: describe(
    'setAgentState',
    z.tuple([z.string(), AgentStateBody]),
    Nothing,
    (own, agentId, to) => own.setAgentState(agentId, to),
  ),
  agentSkills: describe('agentSkills', Id, Skills, (own, agentId) => own.agentSkills(agentId)),
  setAgentSkills: describe('setAgentSkills', z.tuple([z.string(), Ids]), Nothing, (own, agentId, queueIds) =>
    own.setAgentSkills(agentId, queueIds),
  ),
  logOutAgent: describe('logOutAgent', Id, Nothing, (own, agentId) => own.logOutAgent(agentId)),
  startCampaign: describe('startCampaign', Id, Nothing, (own, id) => own.startCampaign(id)),
  stopCampaign: describe('stopCampaign', Id, Nothing, (own, id) => own.stopCampaign(id)),
  resetCampaign: describe('resetCampaign', Id, Nothing, (own, id) => own.resetCampaign(id)),
  notices: describe('notices', None, z.array(Notice).readonly(), (own) => own.notices()),
  acceptNotice: describe('acceptNotice', Id, Nothing, (own, noticeId) => own.acceptNotice(noticeId)),
})

type Perform = (commands: Five9Commands, args: readonly unknown[]) => Promise<CommandOutcome<unknown>>

const noSession: CommandOutcome<never> = {
  ...{ ok: false, code: 'not-signed-in', reason: 'no node has a Five9 session of this user' },
}

/** Gives the commands of other nodes with the sessions of this one. */
export function serveCommands(
  calls: Pick<RemoteCalls, 'serve'>,
  commandsOf: (username: string) => Five9Commands | undefined,
): void {
  const performers = new Map<string, Perform>()
  describeCommands((method, args, _value, perform) => {
    performers.set(method, (commands, given) => perform(commands, ...args.parse(given)))
    return () => Promise.resolve(noSession)
  })
  calls.serve(callName, Request, async ({ username, method, args }) => {
    const commands = commandsOf(username)
    const perform = performers.get(method)
    return commands === undefined || perform === undefined ? noSession : perform(commands, args)
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
  async function give<T>(
    method: string,
    args: readonly unknown[],
    value: z.ZodType<T>,
  ): Promise<CommandOutcome<T>> {
    const node = owner()
    if (node === undefined) return noSession
    const outcome = z.union([z.object({ ok: z.literal(true), value: value.optional() }), NoSession, Failure])
    try {
      const reply = await calls.call(node, callName, { username, method, args }, outcome, 15_000)
      return reply.ok ? { ok: true, value: value.parse(reply.value) } : reply
    } catch (error) {
      if (!(error instanceof NotReachable)) throw error
      return { ok: false, code: 'unreachable', reason: error.message }
    }
  }

  return describeCommands(
    (method, _args, value) =>
      (...args) =>
        give(method, args, value),
  )
}
