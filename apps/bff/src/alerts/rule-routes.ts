import { maxRules, RuleDocument, RuleFile } from '@wallboard/alerts'
import { NewRule, RuleChanges, RuleEdit, type RuleSummary } from '@wallboard/relay/rest/alerts'
import { toJSONSchema } from 'zod'
import { z } from 'zod/mini'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import type { RuleErrorCode, RuleResult, Rules } from './rules.ts'

export interface RuleRoutesDeps extends AccessDeps {
  readonly alertRules: Rules
}

const errors: Readonly<Record<RuleErrorCode, AppError>> = {
  'no-such-rule': new AppError(404, { code: 'no-such-rule' }),
  'rule-conflict': new AppError(409, { code: 'rule-conflict' }),
  'rule-key-taken': new AppError(409, { code: 'rule-key-taken' }),
  'too-many-rules': new AppError(409, { code: 'too-many-rules', params: { max: maxRules } }),
}

const NewRuleBody = z.extend(NewRule, { rule: RuleDocument })
const RuleEditBody = z.extend(RuleEdit, { rule: RuleDocument })

const RuleAt = { id: z.string(), revision: z.int() }
const ApplyBody = z.extend(RuleChanges, {
  create: z.array(RuleDocument).check(z.maxLength(maxRules)),
  change: z.array(z.strictObject({ ...RuleAt, rule: RuleDocument })).check(z.maxLength(maxRules)),
})

const ruleFileSchema = toJSONSchema(RuleFile)

/** `/api/alerts/rules`: the alert rules of the domain, with one history of versions. */
export function ruleRoutes(deps: RuleRoutesDeps): Route[] {
  const { alertRules: rules, securityLog } = deps

  function changed(outcome: RuleResult, result: string, by: Actor): RuleSummary {
    if (!outcome.ok) throw errors[outcome.reason]
    const { id, key } = outcome.rule
    securityLog.write('alert', { result, user: by.username, rule: id, key })
    return outcome.rule
  }

  return [
    {
      method: 'get',
      path: '/api/alerts/rules',
      access: 'person',
      async handle({ response }, { org }) {
        response.json(await rules.list(org))
      },
    },
    {
      method: 'get',
      path: '/api/alerts/rules/schema',
      access: 'anyone',
      handle({ response }) {
        response.json(ruleFileSchema)
      },
    },
    {
      method: 'post',
      path: '/api/alerts/rules/apply',
      access: 'person',
      bodyLimit: '2mb', // a file of rules is applied at once
      async handle({ request, response }, by) {
        const edits = parseBody(ApplyBody, request.body)
        const fault = await rules.apply(by, edits)
        if (fault !== undefined) throw errors[fault]
        const [created, changedCount, removed] = [
          edits.create.length,
          edits.change.length,
          edits.remove.length,
        ]
        const counts = { created, changed: changedCount, removed }
        securityLog.write('alert', { result: 'rules-applied', user: by.username, ...counts })
        response.json(await rules.list(by.org))
      },
    },
    {
      method: 'get',
      path: '/api/alerts/rules/:id',
      access: 'person',
      async handle({ request, response }, { org }) {
        const rule = await rules.find(org, parameter(request, 'id'))
        if (rule === undefined) throw errors['no-such-rule']
        response.json(rule)
      },
    },
    {
      method: 'get',
      path: '/api/alerts/rules/:id/versions',
      access: 'person',
      async handle({ request, response }, { org }) {
        const versions = await rules.versions(org, parameter(request, 'id'))
        if (versions === undefined) throw errors['no-such-rule']
        response.json(versions)
      },
    },
    {
      method: 'post',
      path: '/api/alerts/rules',
      access: 'person',
      async handle({ request, response }, by) {
        const { rule } = parseBody(NewRuleBody, request.body)
        response.status(201).json(changed(await rules.create(by, rule), 'rule-created', by))
      },
    },
    {
      method: 'put',
      path: '/api/alerts/rules/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const { revision, rule } = parseBody(RuleEditBody, request.body)
        const outcome = await rules.edit(by, parameter(request, 'id'), revision, rule)
        response.json(changed(outcome, 'rule-changed', by))
      },
    },
    {
      method: 'delete',
      path: '/api/alerts/rules/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        if (!(await rules.remove(by, id))) throw errors['no-such-rule']
        securityLog.write('alert', { result: 'rule-removed', user: by.username, rule: id })
        response.status(204).end()
      },
    },
  ]
}
