import { expect, it } from 'vitest'
import { agentsPage } from '../../i18n/index.ts'
import { floorOfQueue } from '../why/passed-over-fixture.ts'
import { flagText } from './agent-text.ts'
import { createAgentsModel } from './agents-store.ts'

it('flags the agent whom calls pass over, and says with which numbers [case R25]', () => {
  const { stores, takeCalls } = floorOfQueue('Sales')
  let now = 0
  const listeners: (() => void)[] = []
  const onTick = (listener: () => void) => {
    listeners.push(listener)
    return () => undefined
  }
  const statistics = { ...stores.statistics, screenNow: () => now }
  const model = createAgentsModel({ stores: { ...stores, statistics }, onTick })
  const tick = () => {
    now += 1_000
    for (const listener of listeners) listener()
  }
  const stop = model.start()
  takeCalls(10, tick)
  expect(model.view.getState().flags.size).toBe(0)
  expect(model.limitText('1')).toBe('')
  takeCalls(2, tick)
  const { flags, records } = model.view.getState()
  const [flag, record] = [flags.get('1'), records.get('1')]
  expect([...flags.keys()]).toEqual(['1'])
  expect(flag).toMatchObject({ kind: 'passed-over', level: 'mark', queueId: 'q' })
  expect(flag && record && flagText(flag, record, { name: 'Sales', waiting: 0 })).toBe(
    'passed over: 12 calls of Sales went to others',
  )
  expect(model.limitText('1')).toContain('At least 12 calls of Sales went to others')
  expect(model.limitText('1')).toContain(
    'with at most 3 agents ready. By chance that happens in ≈ 0.8 % of cases',
  )
  stop()
})

it('says once that an agent is ready', () => {
  const { activities, flags } = agentsPage
  expect(`${activities.ready} ${flags.notForCalls('Sales')}`).toBe('ready takes no calls of Sales')
})
