import { DataSource } from '@wallboard/five9/events'
import type { Response, Router } from 'express'
import { z } from 'zod'
import type { AgentChange, FloorUser } from '../floor/index.ts'
import type { Reply } from './domain-lists.ts'
import { refuse } from './envelope.ts'
import { PresenceBody } from './presence-body.ts'
import { requirePermission } from './request-guards.ts'
import type { RestDeps } from './rest-deps.ts'

function agentOf({ id, userName, fullName }: FloorUser) {
  const [firstName = '', ...rest] = fullName.split(' ')
  return { id, userName, firstName, lastName: rest.join(' ') }
}

const refusals: Readonly<Record<Exclude<AgentChange, 'done'>, string>> = {
  'no-such-agent': 'No such agent',
  'logged-out': 'The agent is logged out',
  'no-such-reason': 'No such not ready reason code',
  'no-such-skill': 'The agent has not been assigned one of the skills',
}

function answer(response: Response, change: AgentChange): void {
  if (change === 'done') response.status(204).end()
  else refuse(response, 435, { errorCode: 18, message: refusals[change] })
}

const SkillIds = z.array(z.string())

/** What a supervisor sees of queues and agents, and changes of an agent's state and active skills. */
export function supervisorRoutes(router: Router, deps: RestDeps, reply: Reply): void {
  const { floor } = deps
  const own = '/supervisors/:userId'
  reply(`${own}/skills`, () => floor.queues())
  reply(`${own}/agents`, () => floor.users().map(agentOf))
  reply(`${own}/agents/:agentId`, ({ params, query }) => {
    const user = floor.users().find(({ id }) => id === params.agentId)
    if (user === undefined) return undefined
    const skills = user.skillIds.map((id) => ({ id, isActive: user.activeSkillIds.includes(id) }))
    return { ...agentOf(user), ...(query.include === 'skills' ? { skills } : {}) }
  })
  reply(`${own}/agents/:agentId/presence`, ({ params }) => {
    const row = floor
      .rows()
      .get(DataSource.AgentState)
      ?.find(({ id }) => id === params.agentId)
    return row?.presence
  })
  router.put(
    `${own}/agents/:agentId/presence`,
    requirePermission('CAN_VIEW_AGENTS_DATA', deps),
    (request, response) => {
      const sent = PresenceBody.safeParse(request.body)
      if (!sent.success) {
        refuse(response, 435, { errorCode: 1, message: 'The body must be a presence with readyChannels' })
        return
      }
      const { readyChannels, notReadyReasonCode } = sent.data
      const { agentId } = request.params
      answer(
        response,
        readyChannels.length > 0
          ? floor.setAgentReady(agentId)
          : floor.setAgentNotReady(agentId, String(notReadyReasonCode)),
      )
    },
  )
  router.put(
    `${own}/agents/:agentId/active_skills`,
    requirePermission('CAN_EDIT_AGENT_SKILLS', deps),
    (request, response) => {
      const sent = SkillIds.safeParse(request.body)
      if (!sent.success)
        refuse(response, 435, { errorCode: 1, message: 'The body must be a list of skill ids' })
      else answer(response, floor.setActiveSkills(request.params.agentId, sent.data))
    },
  )
}
