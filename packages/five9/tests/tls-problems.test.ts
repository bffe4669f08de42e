import { readFile } from 'node:fs/promises'
import { Agent } from 'node:https'
import { createSimulator } from '@wallboard/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { createFive9Client, TlsFailed } from '../src/index.ts'
import { openEventSocket } from '../src/socket/event-socket.ts'
import { makeCertificate } from './certificates.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** What becomes of a sign-in and of an event socket at a domain with this certificate. */
async function refusals(name: string, days: number, isTrusted: boolean) {
  const tls = await makeCertificate(name, days)
  const simulator = await createSimulator({ queues: 2, agents: 4, tls })
  closing.push(tls.remove, () => simulator.close())
  const agent = isTrusted ? new Agent({ ca: await readFile(tls.certPath) }) : undefined
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
    agentFor: () => agent,
  })
  const failure = (error: unknown) => error
  const signIn = await client.signIn().then(() => 'signed in', failure)
  const socket = await openEventSocket({
    url: `${simulator.origin.replace('https', 'wss')}/supsvcs/sws/key`,
    headers: {},
    agent,
    monotonic: () => performance.now(),
    onEvent: () => undefined,
    onRefusedFrame: () => undefined,
    onClosed: () => undefined,
  }).catch(failure)
  return { signIn, socket, host: new URL(simulator.origin).host }
}

describe('the TLS of Five9', () => {
  it.each([
    [
      'an expired certificate',
      'IP:127.0.0.1',
      -1,
      true,
      'has expired, or the clock of this machine is wrong',
    ],
    ['one for another name', 'DNS:five9.test', 2, true, 'is for another name'],
    ['a self-signed one', 'IP:127.0.0.1', 2, false, 'is self-signed'],
  ])('[row 47] is refused with the reason for %s', async (_case, name, days, isTrusted, problem) => {
    const { signIn, socket, host } = await refusals(name, days, isTrusted)
    for (const error of [signIn, socket]) {
      expect(error).toBeInstanceOf(TlsFailed)
      expect(error).toMatchObject({
        code: 'tls-failed',
        message: `the TLS certificate of ${host} ${problem}`,
        retryable: true,
      })
    }
  })

  it('is accepted with a certificate that this machine trusts', async () => {
    const { signIn, socket } = await refusals('IP:127.0.0.1', 2, true)
    expect(signIn).toBe('signed in')
    expect(socket).not.toBeInstanceOf(TlsFailed) // without a token Five9 refuses it
  })
})
