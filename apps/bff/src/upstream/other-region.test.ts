import { createSimulator } from '@wallboard/simulator'
import { expect, it } from 'vitest'
import { systemClocks } from '../app/clocks.ts'
import { createFeeds } from './feeds.ts'

const user = { username: 'demo@wallboard.test', password: 'demo' }
const choices = (region: 'US' | 'CA') => ({ region, force: false, acceptNotices: [] })

it('tells that a user is signed in in another region only to somebody who has the password', async () => {
  const simulator = await createSimulator({ queues: 1, agents: 1 })
  const feeds = createFeeds({
    ...{ region: undefined, loginUrl: simulator.loginUrl, clocks: systemClocks, cluster: undefined },
    agentFor: () => undefined,
    nextFence: () => Promise.resolve(1),
    ...{ log: () => {}, onOwned: () => {}, onReleased: () => {}, onStarted: () => {}, onStopped: () => {} },
  })
  try {
    expect(await feeds.signIn(user, choices('US'))).toMatchObject({ ok: true })
    const stranger = { ...user, password: 'a guess' }
    expect(await feeds.signIn(stranger, choices('CA'))).toEqual({ ok: false, code: 'credentials-refused' })
    expect(await feeds.signIn(user, choices('CA'))).toEqual({ ok: false, code: 'other-region' })
    expect(await feeds.signIn(user, choices('US'))).toMatchObject({ ok: true })
  } finally {
    await feeds.close()
    await simulator.close()
  }
})
