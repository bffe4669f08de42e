import { RuleDocument } from '@wallboard/alerts'
import type { Change } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import { indexRules } from './rule-index.ts'

function rule(key: string, of: object, metric = 'callsInQueue') {
  const document = RuleDocument.parse({
    ...{ version: 1, key, name: key, of, metric, when: 'above', warn: 3 },
  })
  const record = { id: key, org: '1', key, name: key, document, revision: 1, changedAt: 0, changedBy: '' }
  const evaluated = evaluatedRuleOf(record, 'UTC')
  if (evaluated === undefined) throw new Error(`the rule ${key} cannot be evaluated`)
  return evaluated
}

const row = (id: string) => ({ id, asOf: 0 })
const change = (dataSource: string, ids: readonly string[], removed: readonly string[] = []): Change => ({
  ...{ dataSource, added: [], updated: ids.map(row), removed },
})

describe(indexRules, () => {
  const index = indexRules([
    ...[
      rule('one', { queues: ['1'] }),
      rule('two', { queues: ['1', '2', '1'] }),
      rule('all', { queues: 'all' }),
    ],
    rule('group', { group: { name: 'Both', queues: ['2', '3'] } }),
    ...[
      rule('floor', { floor: true }),
      rule('stuck', { agents: { queues: 'all', state: 'on-call' } }, 'timeInState'),
    ],
    rule('link', { link: true }, 'secondsWithoutData'),
  ])
  const touched = (...changes: readonly Change[]) => {
    const seen: string[] = []
    index.visit(changes, ({ rule: { name }, isListed, isOfEach }, id) => {
      seen.push(`${name} ${id}${isListed ? ' listed' : ''}${isOfEach ? '' : ' whole'}`)
    })
    return seen
  }

  it('finds the rules of the rows that changed, and no other', () => {
    expect(touched(change('ACD_STATUS', ['1']))).toEqual([
      ...['one 1 listed', 'two 1 listed', 'all 1', 'floor 1 whole'],
    ])
    expect(touched(change('ACD_STATUS', [], ['3']))).toEqual([
      'group 3 listed whole',
      'all 3',
      'floor 3 whole',
    ])
    expect(touched(change('AGENT_STATE', ['1']))).toEqual(['stuck 1'])
    expect(touched(change('ACD_STATUS', []), change('OTHER', ['1']))).toEqual([])
  })

  it('reads no row of a data source without rules', () => {
    const unread = {
      ...{ dataSource: 'AGENT_STATISTIC', added: [], removed: [] },
      get updated(): never {
        throw new Error('these rows concern no rule')
      },
    }
    expect(touched(unread, change('ACD_STATUS', ['1']))).toEqual(touched(change('ACD_STATUS', ['1'])))
  })

  it('visits a row once that several frames have changed', () => {
    const frames = [change('ACD_STATUS', ['1', '2']), change('ACD_STATUS', ['2', '1'])]
    expect(touched(...frames)).toEqual(touched(change('ACD_STATUS', ['1', '2'])))
  })
})
