import { createServer, type IncomingMessage } from 'node:http'
import { EventEmitter, once } from 'node:events'
import { createSimulator } from '@wallboard/simulator'
import { z } from 'zod'
import { readConfig } from '../src/config.ts'
import { createService } from '../src/app/service.ts'
import { user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'

/** A user of another domain than `user`'s, with the same password. */
export const stranger = { ...user, username: 'other@elsewhere.test' }

/** Another user of `user`'s domain, with the same password. */
export const colleague = { ...user, username: 'colleague@wallboard.test' }

const Login = z.object({ passwordCredentials: z.object({ username: z.string(), password: z.string() }) })

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

/**
 * Starts a BFF and records the logins that reach Five9, where two domains have a user. `holdLogins` delays logins until
 * its result is called.
 */
export async function startWithLoginCounter(environment: Record<string, string> = {}) {
  const simulator = await createSimulator({ queues: 3, agents: 5 })
  closing.push(() => simulator.close())
  const logins: string[] = []
  let held: Promise<unknown> | undefined

  async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
    const body = Login.parse(JSON.parse(await textOf(request)))
    const { username, password } = body.passwordCredentials
    logins.push(username)
    await held
    const isOther = username === stranger.username
    const passwordCredentials = {
      username: isOther || username === colleague.username ? user.username : username,
      password,
    }
    const reply = await fetch(simulator.loginUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, passwordCredentials }),
    })
    const text = await reply.text()
    return {
      status: reply.status,
      text: isOther ? text.replace('"orgId":"123456"', '"orgId":"999999"') : text,
    }
  }

  const server = createServer((request, response) => {
    void answer(request).then(({ status, text }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const dataDir = await temporaryDirectory()
  const service = await createService(
    readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      HISTORY: 'off',
      FIVE9_LOGIN_URL: simulator.loginUrl.replace(simulator.origin, `http://127.0.0.1:${port}`),
      LOG_LEVEL: 'silent',
      ...environment,
    }),
  )
  closing.push(() => service.close())
  return {
    simulator,
    service,
    logins,
    holdLogins: (): (() => void) => {
      const waiting = new EventEmitter()
      held = once(waiting, 'released')
      return () => {
        held = undefined
        waiting.emit('released')
      }
    },
  }
}
