import { connect } from 'node:net'
import type { Certificate } from './certificate.ts'
import {
  controlEngine,
  freePort,
  newFolder,
  startEngine,
  untilReady,
  type EngineControls,
  type EngineProcess,
} from './engine-process.ts'
import { redisProgram } from './programs.ts'

/** A Redis server on a port and a folder of its own, without persistence: it starts empty after `kill`. */
export interface RedisServer extends EngineControls {
  readonly url: string
  readonly port: number
  /** The port that speaks TLS; undefined without a certificate. */
  readonly tlsPort: number | undefined
  /** Sends one command and returns the first line of the reply, such as `+OK`. */
  readonly command: (...words: readonly string[]) => Promise<string>
}

const replyWithinMs = 5_000

function send(port: number, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let reply = ''
    socket.setTimeout(replyWithinMs, () => socket.destroy(new Error('Redis does not answer')))
    socket.setEncoding('utf8')
    socket.once('error', reject)
    socket.on('data', (text: string) => {
      reply += text
      if (!reply.includes('\r\n')) return
      socket.destroy()
      resolve(reply.slice(0, reply.indexOf('\r\n')))
    })
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
    socket.write(`*${words.length}\r\n${parts.join('')}`)
  })
}

interface RedisServerOptions {
  /** Port of another server on this machine, which it replicates. */
  readonly replicaOf?: number
  /** Opens a second port, which speaks TLS with this certificate. */
  readonly certificate?: Pick<Certificate, 'certPath' | 'keyPath'>
  /** A user besides the default one, who needs no password: its name and ACL rules, such as `wallboard on >secret ~wb:*`. */
  readonly user?: string
}

/**
 * Starts a server.
 * @throws Error when Redis is not installed; see `missingEngine`
 */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const program = redisProgram()
  if (program === undefined) throw new Error('redis-server is not installed')
  const folder = newFolder('redis', undefined)
  const port = await freePort()
  const places = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const { replicaOf, certificate, user } = options
  const replica = replicaOf === undefined ? [] : ['--replicaof', `127.0.0.1 ${replicaOf}`]
  const tlsPort = certificate && (await freePort())
  const tls =
    certificate === undefined
      ? []
      : [
          ...['--tls-port', String(tlsPort), '--tls-auth-clients', 'no'],
          ...['--tls-cert-file', certificate.certPath, '--tls-key-file', certificate.keyPath],
        ]
  const users = user === undefined ? [] : ['--user', ...user.split(' ')]

  async function start(): Promise<EngineProcess> {
    const engine = startEngine(
      program ?? '',
      [...places, '--save', '', '--appendonly', 'no', ...replica, ...tls, ...users],
      undefined,
    )
    const answers = () =>
      send(port, ['PING']).then(
        (reply) => reply === '+PONG',
        () => false,
      )
    await untilReady('Redis', engine, answers)
    return engine
  }

  const controls = await controlEngine(start, folder, { restart: 'SIGKILL', stop: 'SIGKILL' })
  return {
    ...controls,
    url: `redis://127.0.0.1:${port}`,
    ...{ port, tlsPort },
    command: (...words) => send(port, words),
  }
}
