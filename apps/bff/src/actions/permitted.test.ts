import { actionNames } from '@wallboard/relay/rest/actions'
import { describe, expect, it } from 'vitest'
import { permittedActions } from './permitted.ts'

const permittedOf = (permissions: readonly string[] | undefined) =>
  Object.fromEntries(permittedActions(permissions).map(({ name, permitted }) => [name, permitted]))

describe(permittedActions, () => {
  it('lists every action once', () => {
    expect(permittedActions([]).map(({ name }) => name)).toEqual(actionNames)
  })

  it('refuses an action whose permission is missing from the list', () => {
    const permitted = permittedOf(['CAN_VIEW_AGENTS_DATA', 'CAN_START_CAMPAIGNS'])
    expect(permitted).toMatchObject({
      'set-agent-state': 'yes',
      'set-agent-skills': 'no',
      'log-out-agent': 'no',
      'stop-campaign': 'yes',
    })
  })

  it('leaves the decision to Five9 when it listed no permissions', () => {
    expect(permittedOf(undefined)).toMatchObject({ 'set-agent-skills': 'unknown', 'accept-notice': 'yes' })
    expect(permittedOf([])).toEqual(permittedOf(undefined))
  })
})
