import type {
  ActionName,
  ActionsReply,
  AgentSkillsReply,
  AgentStateBody,
  NoticesReply,
} from '@wallboard/relay/rest/actions'
import type { Actor } from '../auth/actor.ts'
import type { SecurityDetail } from '../auth/security-log.ts'
import { AppError } from '../http/app-error.ts'
import type { CommandOutcome, Five9Commands } from '../upstream/five9-commands.ts'
import { permittedActions } from './permitted.ts'
import { refusalOf } from './refusal.ts'

/** Agents and campaigns that a person's own feed holds. */
export interface KnownSubjects {
  readonly agentIds: ReadonlySet<string>
  readonly campaignIds: ReadonlySet<string>
}

/** A change that a person requests, with what it concerns. */
export type ActionRequest =
  | { readonly name: 'set-agent-state'; readonly agentId: string; readonly to: AgentStateBody }
  | {
      readonly name: 'set-agent-skills'
      readonly agentId: string
      readonly queueIds: readonly string[]
    }
  | { readonly name: 'log-out-agent'; readonly agentId: string }
  | { readonly name: 'start-campaign' | 'stop-campaign' | 'reset-campaign'; readonly campaignId: string }
  | { readonly name: 'accept-notice'; readonly noticeId: string }

/** Changes at Five9, each with the login and permissions of the person who requests it. */
export interface Actions {
  readonly permitted: (person: Actor) => Promise<ActionsReply>
  readonly agentSkills: (person: Actor, agentId: string) => Promise<AgentSkillsReply>
  readonly notices: (person: Actor) => Promise<NoticesReply>
  /** Resolves when Five9 has accepted the change. Writes one line of the security log. @throws AppError */
  readonly perform: (person: Actor, request: ActionRequest) => Promise<void>
}

export interface ActionsDeps {
  readonly isOn: boolean
  /** Undefined while the person's own session at Five9 is not signed in. */
  readonly commandsOf: (username: string) => Five9Commands | undefined
  readonly knownTo: (username: string) => KnownSubjects
  readonly log: (detail: SecurityDetail) => void
}

/** What the log says about a request, without its name. */
function subjectOf(request: ActionRequest): Readonly<Record<string, string>> {
  switch (request.name) {
    case 'set-agent-state': {
      const { to } = request
      return {
        agent: request.agentId,
        to: to.state,
        ...(to.state === 'not-ready' ? { reason: to.reasonId } : {}),
      }
    }
    case 'set-agent-skills':
      return { agent: request.agentId, queues: request.queueIds.join(' ').slice(0, 500) }
    case 'log-out-agent':
      return { agent: request.agentId }
    case 'start-campaign':
    case 'stop-campaign':
    case 'reset-campaign':
      return { campaign: request.campaignId }
    case 'accept-notice':
      return { notice: request.noticeId }
  }
}

function send(commands: Five9Commands, request: ActionRequest): Promise<CommandOutcome> {
  switch (request.name) {
    case 'set-agent-state':
      return commands.setAgentState(request.agentId, request.to)
    case 'set-agent-skills':
      return commands.setAgentSkills(request.agentId, request.queueIds)
    case 'log-out-agent':
      return commands.logOutAgent(request.agentId)
    case 'start-campaign':
      return commands.startCampaign(request.campaignId)
    case 'stop-campaign':
      return commands.stopCampaign(request.campaignId)
    case 'reset-campaign':
      return commands.resetCampaign(request.campaignId)
    case 'accept-notice':
      return commands.acceptNotice(request.noticeId)
  }
}

/** @throws AppError 404 for an agent or campaign that the person's feed does not hold */
function requireKnown(known: KnownSubjects, request: ActionRequest): void {
  if ('agentId' in request && !known.agentIds.has(request.agentId))
    throw new AppError(404, { code: 'no-such-agent' })
  if ('campaignId' in request && !known.campaignIds.has(request.campaignId))
    throw new AppError(404, { code: 'no-such-campaign' })
}

export function createActions(deps: ActionsDeps): Actions {
  function commandsFor(person: Actor): Five9Commands {
    if (!deps.isOn) throw new AppError(403, { code: 'actions-off' })
    const commands = deps.commandsOf(person.username)
    if (commands === undefined) throw new AppError(503, { code: 'no-own-session' })
    return commands
  }

  function valueOf<T>(outcome: CommandOutcome<T>): T {
    if (outcome.ok) return outcome.value
    throw refusalOf(outcome)
  }

  async function requireNotice(commands: Five9Commands, noticeId: string): Promise<void> {
    const notices = valueOf(await commands.notices())
    if (!notices.some(({ id }) => id === noticeId)) throw new AppError(404, { code: 'no-such-notice' })
  }

  async function attempt(person: Actor, request: ActionRequest): Promise<void> {
    const commands = commandsFor(person)
    requireKnown(deps.knownTo(person.username), request)
    if (request.name === 'accept-notice') await requireNotice(commands, request.noticeId)
    valueOf(await send(commands, request))
  }

  return {
    async permitted(person) {
      const commands = deps.isOn ? deps.commandsOf(person.username) : undefined
      if (commands === undefined) return { actions: [] }
      const permissions = await commands.permissions()
      return { actions: permittedActions(permissions.ok ? permissions.value : undefined) }
    },
    async agentSkills(person, agentId) {
      const commands = commandsFor(person)
      if (!deps.knownTo(person.username).agentIds.has(agentId))
        throw new AppError(404, { code: 'no-such-agent' })
      const skills = valueOf(await commands.agentSkills(agentId))
      return { skills: skills.map(({ id, isActive }) => ({ id, isActive })) }
    },
    async notices(person) {
      return { notices: [...valueOf(await commandsFor(person).notices())] }
    },
    async perform(person, request) {
      const log = (result: string) => {
        deps.log({
          result,
          user: person.username,
          action: request.name satisfies ActionName,
          ...subjectOf(request),
        })
      }
      try {
        await attempt(person, request)
      } catch (error) {
        log(error instanceof AppError ? error.body.code : 'failed')
        throw error
      }
      log('ok')
    },
  }
}
