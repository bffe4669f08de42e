import type { Five9Role } from '../role.ts'
import type { Context } from './definition.ts'

/** The REST service and the socket path of each role. */
export const contexts: Readonly<Record<Five9Role, { readonly rest: Context; readonly socket: string }>> = {
  supervisor: { rest: '/supsvcs', socket: '/supsvcs/sws' },
  agent: { rest: '/appsvcs', socket: '/appsvcs/ws' },
}

/** The path below which the methods of a context are. */
export const restPath = (context: Context): string => `${context}/rs/svc`
