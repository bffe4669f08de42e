import { Five9Error, type Five9Client, type Five9ErrorCode } from '@wallboard/five9'
import type { AgentStateBody } from '@wallboard/relay/rest/actions'
import type { Notice } from '@wallboard/relay/rest/notice'
import { noticeOf } from './notice-of.ts'

/** The result of a request that changes something at Five9, or reads what such a change needs. */
export type CommandOutcome<T = undefined> =
  | { readonly ok: true; readonly value: T }
  /** `reason` is text from Five9. */
  | { readonly ok: false; readonly code: Five9ErrorCode; readonly reason: string }
  /** The agent has no session that could be ended. */
  | { readonly ok: false; readonly code: 'no-session'; readonly reason: string }

/** An agent's assigned queue. */
export interface AgentSkill {
  readonly id: string
  readonly isActive: boolean
}

/** What one Five9 user can change at Five9, with that user's own login and permissions. */
export interface Five9Commands {
  /** Names of what the user may do. */
  readonly permissions: () => Promise<CommandOutcome<readonly string[]>>
  readonly setAgentState: (agentId: string, to: AgentStateBody) => Promise<CommandOutcome>
  readonly agentSkills: (agentId: string) => Promise<CommandOutcome<readonly AgentSkill[]>>
  readonly setAgentSkills: (agentId: string, queueIds: readonly string[]) => Promise<CommandOutcome>
  readonly logOutAgent: (agentId: string) => Promise<CommandOutcome>
  readonly startCampaign: (campaignId: string) => Promise<CommandOutcome>
  readonly stopCampaign: (campaignId: string) => Promise<CommandOutcome>
  readonly resetCampaign: (campaignId: string) => Promise<CommandOutcome>
  readonly notices: () => Promise<CommandOutcome<readonly Notice[]>>
  readonly acceptNotice: (noticeId: string) => Promise<CommandOutcome>
}

/** The methods of Five9 that the commands call. */
export interface CommandClient {
  readonly supervisor: Pick<
    Five9Client['supervisor'],
    | 'GetPermissions'
    | 'UpdateAgentState'
    | 'GetAgentInfo'
    | 'SetAgentActiveSkills'
    | 'GetDomainUsers'
    | 'GetUserSessions'
    | 'LogoutUser'
    | 'StartCampaign'
    | 'StopCampaign'
    | 'ResetCampaign'
    | 'MaintenanceNoticesGet'
    | 'MaintenanceNoticeAccept'
  >
}

/** The channels of a ready agent: calls and voicemail, as Five9's own supervisor application sets them. */
const readyChannels = ['CALL', 'VOICE_MAIL']

/** A Five9Error becomes its code; other errors are thrown. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<CommandOutcome<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (!(error instanceof Five9Error)) throw error
    return { ok: false, code: error.code, reason: error.message }
  }
}

const performed = (work: () => Promise<unknown>): Promise<CommandOutcome> =>
  outcomeOf(async () => {
    await work()
    return undefined
  })

/** Commands through a client that is signed in. */
export function createFive9Commands({ supervisor }: CommandClient): Five9Commands {
  /** Five9 lists sessions with the user's id, or with the user name alone. */
  async function sessionOf(agentId: string): Promise<string | undefined> {
    const sessions = await supervisor.GetUserSessions()
    const byId = sessions.find(({ userId }) => String(userId) === agentId)
    if (byId !== undefined) return byId.sessionId
    const user = (await supervisor.GetDomainUsers()).find(({ id }) => id === agentId)
    const name = user?.userName
    return sessions.find(({ userName }) => userName !== null && userName === name)?.sessionId
  }

  return {
    permissions: () => outcomeOf(() => supervisor.GetPermissions()),
    setAgentState: (agentId, to) =>
      performed(() =>
        supervisor.UpdateAgentState({
          path: { agentId },
          body:
            to.state === 'ready'
              ? { readyChannels, notReadyReasonCode: '0' }
              : { readyChannels: [], notReadyReasonCode: to.reasonId },
        }),
      ),
    agentSkills: (agentId) =>
      outcomeOf(async () => {
        const { skills } = await supervisor.GetAgentInfo({ path: { agentId }, query: { include: 'skills' } })
        return skills
      }),
    setAgentSkills: (agentId, queueIds) =>
      performed(() => supervisor.SetAgentActiveSkills({ path: { agentId }, body: queueIds })),
    async logOutAgent(agentId) {
      const session = await outcomeOf(() => sessionOf(agentId))
      if (!session.ok) return session
      const sessionId = session.value
      if (sessionId === undefined)
        return { ok: false, code: 'no-session', reason: 'Five9 lists no session of this agent' }
      return performed(() => supervisor.LogoutUser({ path: { sessionId } }))
    },
    startCampaign: (campaignId) => performed(() => supervisor.StartCampaign({ path: { campaignId } })),
    stopCampaign: (campaignId) => performed(() => supervisor.StopCampaign({ path: { campaignId } })),
    resetCampaign: (campaignId) => performed(() => supervisor.ResetCampaign({ path: { campaignId } })),
    notices: () => outcomeOf(async () => (await supervisor.MaintenanceNoticesGet()).map(noticeOf)),
    acceptNotice: (noticeId) => performed(() => supervisor.MaintenanceNoticeAccept({ path: { noticeId } })),
  }
}
