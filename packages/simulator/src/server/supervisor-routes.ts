import { DataSource } from '@wallboard/five9/events'
import type { Router } from 'express'
import type { FloorUser } from '../floor/index.ts'
import type { Reply } from './domain-lists.ts'
import { refuse } from './envelope.ts'
import type { RestDeps } from './rest-deps.ts'

function agentOf({ id, userName, fullName }: FloorUser) {
  const [firstName = '', ...rest] = fullName.split(' ')
  return { id, userName, firstName, lastName: rest.join(' ') }
}

/** What a supervisor sees of queues and agents. Requests that would change an agent of the floor get 435. */
export function supervisorRoutes(router: Router, { floor }: RestDeps, reply: Reply): void {
  const own = '/supervisors/:userId'
  reply(`${own}/skills`, () => floor.queues())
  reply(`${own}/agents`, () => floor.users().map(agentOf))
  reply(`${own}/agents/:agentId`, ({ params, query }) => {
    const user = floor.users().find(({ id }) => id === params.agentId)
    if (user === undefined) return undefined
    const skills = user.skillIds.map((id) => ({ id, isActive: true }))
    return { ...agentOf(user), ...(query.include === 'skills' ? { skills } : {}) }
  })
  reply(`${own}/agents/:agentId/presence`, ({ params }) => {
    const row = floor
      .rows()
      .get(DataSource.AgentState)
      ?.find(({ id }) => id === params.agentId)
    return row?.presence
  })
  router.put(`${own}/agents/:agentId/presence`, (_request, response) => {
    refuse(response, 435, {
      errorCode: 18,
      message: 'Agents of the simulated floor set their state themselves',
    })
  })
  router.put(`${own}/agents/:agentId/active_skills`, (_request, response) => {
    refuse(response, 435, { errorCode: 18, message: 'Skills of the simulated floor cannot be changed' })
  })
}
