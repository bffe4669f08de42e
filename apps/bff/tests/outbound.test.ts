import {
  connectUrl,
  decodeServerMessage,
  relayVersion,
  wholeView,
  type ServerMessage,
} from '@wallboard/relay'
import { outboundManagerFields } from '@wallboard/five9/events'
import { DirectoryReply } from '@wallboard/boards/rest'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { signIn, start } from './bff-fixture.ts'
import { closing } from './clean-up.ts'

it('relays the dialer’s view of outbound campaigns, and nothing of the people who are called', async () => {
  const { service, simulator } = await start({ agents: 40, speed: 60 })
  const { cookie } = await signIn(service)
  const texts: string[] = []
  const messages: ServerMessage[] = []
  const view = wholeView('desk', ['OUTBOUND_CAMPAIGN_MANAGER', 'OUTBOUND_CAMPAIGN_STATISTICS', 'STATIONS'])
  const target = connectUrl('person', { version: relayVersion, view })
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}${target}`, {
    headers: { cookie, origin: service.url },
  })
  closing.push(() => {
    socket.terminate()
    return Promise.resolve()
  })
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString())
    const decoded = decodeServerMessage(data.toString())
    if (decoded.ok) messages.push(decoded.message)
  })
  const rowsOf = (dataSource: string) =>
    messages
      .flatMap((message) => (message.type === 'snapshot' ? message.payLoad : []))
      .findLast((block) => block.dataSource === dataSource)?.data
  await expect.poll(() => rowsOf('OUTBOUND_CAMPAIGN_MANAGER')?.length, { timeout: 20_000 }).toBe(1)
  const known = ['id', 'asOf', 'campaignState', ...outboundManagerFields]
  expect(Object.keys(rowsOf('OUTBOUND_CAMPAIGN_MANAGER')?.[0] ?? {}).sort()).toEqual([...known].sort())
  expect(Object.keys(rowsOf('STATIONS')?.[0] ?? {})).toEqual(['id', 'asOf'])
  await expect.poll(() => messages.some(({ type }) => type === 'changes'), { timeout: 20_000 }).toBe(true)

  const called = (simulator.truth().sources.AGENT_STATE ?? []).flatMap(({ customer }) =>
    typeof customer === 'string' ? [customer] : [],
  )
  expect(called.length).toBeGreaterThan(0)
  for (const customer of called) expect(texts.join()).not.toContain(customer)

  const outboundOf = async () => {
    const reply = await fetch(`${service.url}/api/directory`, { headers: { cookie, origin: service.url } })
    const { campaigns } = DirectoryReply.parse(await reply.json())
    return campaigns.filter(({ isOutbound }) => isOutbound === true).map(({ name }) => name)
  }
  await expect.poll(outboundOf).toEqual(['Outbound Reminders'])
})
