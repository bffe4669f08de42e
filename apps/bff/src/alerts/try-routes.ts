import { RuleDocument } from '@wallboard/alerts'
import type { ErrorBody } from '@wallboard/relay/rest/errors'
import { maxTryMs, TryRule, type TryReply } from '@wallboard/relay/rest/alerts'
import { z } from 'zod/mini'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import type { AccessDeps, Route } from '../http/route.ts'

/** What a rule would have done, or why that is not known. */
export type TryOutcome =
  | { readonly ok: true; readonly tried: TryReply }
  | {
      readonly ok: false
      readonly error:
        | { readonly code: 'history-off' | 'history-busy' | 'history-unreadable' }
        | Extract<ErrorBody, { readonly code: 'no-history' }>
    }

export interface TryDeps extends AccessDeps {
  readonly tryRule: (person: Actor, rule: RuleDocument, from: number, to: number) => Promise<TryOutcome>
}

const TryBody = z.extend(TryRule, { rule: RuleDocument }).check(
  z.refine(({ from, to }) => from < to && to - from <= maxTryMs, {
    error: 'an instant after "from", and at most 25 hours after it',
    path: ['to'],
  }),
)

const statuses = {
  'history-off': 404,
  'no-history': 404,
  'history-busy': 503,
  'history-unreadable': 500,
} as const

/** `/api/alerts/rules/try`: what a rule would have done, which need not be saved. */
export function tryRoutes({ tryRule }: TryDeps): Route[] {
  return [
    {
      method: 'post',
      path: '/api/alerts/rules/try',
      access: 'person',
      async handle({ request, response }, person) {
        const { rule, from, to } = parseBody(TryBody, request.body)
        const outcome = await tryRule(person, rule, from, to)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.tried)
      },
    },
  ]
}
