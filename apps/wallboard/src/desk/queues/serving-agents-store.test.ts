import { expect, it } from 'vitest'
import { floorOfQueue } from '../why/passed-over-fixture.ts'
import { createServingAgents } from './serving-agents-store.ts'

it('finds the agent whom calls of the queue pass over, not before that is unlikely [case R25]', () => {
  const { stores, takeCalls } = floorOfQueue('Sales')
  const { state, start } = createServingAgents(stores, 'q')
  const stop = start()
  takeCalls(10)
  expect(state.getState().ids).toEqual(['1', '2', '3'])
  expect([...state.getState().passedOver]).toEqual([])
  takeCalls(2)
  const [found, ...others] = state.getState().passedOver
  expect(others).toEqual([])
  expect(found).toMatchObject(['1', { queueId: 'q', calls: 12, readyAgents: 3 }])
  stop()
})
