import { DayMark } from '@wallboard/relay/rest/history-day'
import { z } from 'zod'
import type { SecurityLog } from '../../auth/security-log.ts'
import { AppError } from '../../http/app-error.ts'
import { parseBody } from '../../http/body.ts'
import type { Route } from '../../http/route.ts'
import { parseQuery } from '../../http/parse-query.ts'
import type { MarkedDays } from './marked-days.ts'

export interface MarkedDayRoutesDeps {
  readonly markedDays: Pick<MarkedDays, 'mark' | 'unmark'>
  readonly securityLog: SecurityLog
}

const Day = z.object({ date: z.iso.date({ error: 'a date such as 2026-12-25' }) })

/** `/api/history/days/<date>`: each person of a domain may mark a day, and remove each mark of the domain. */
export function markedDayRoutes({ markedDays, securityLog }: MarkedDayRoutesDeps): Route[] {
  return [
    {
      method: 'put',
      path: '/api/history/days/:date',
      access: 'person',
      async handle({ request, response }, person) {
        const { date } = parseQuery(Day, request.params)
        const { note } = parseBody(DayMark, request.body)
        await markedDays.mark(person, date, note)
        securityLog.write('history', { result: 'day-marked', user: person.username, date })
        response.status(204).end()
      },
    },
    {
      method: 'delete',
      path: '/api/history/days/:date',
      access: 'person',
      async handle({ request, response }, person) {
        const { date } = parseQuery(Day, request.params)
        if (!(await markedDays.unmark(person, date))) throw new AppError(404, { code: 'day-not-marked' })
        securityLog.write('history', { result: 'day-unmarked', user: person.username, date })
        response.status(204).end()
      },
    },
  ]
}
