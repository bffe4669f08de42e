import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createSimulator } from '../src/index.ts'

/** A certificate for this run alone, made by openssl. */
async function makeCertificate(folder: string) {
  const certPath = join(folder, 'cert.pem')
  const keyPath = join(folder, 'key.pem')
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', keyPath, '-out', certPath]
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    ...files,
  ])
  return { certPath, keyPath }
}

it('[row 47] serves the same domain over TLS with a certificate and its key', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-tls-'))
  const simulator = await createSimulator({ queues: 2, agents: 4, tls: await makeCertificate(folder) })
  expect(simulator.loginUrl).toMatch(/^https:/)
  const status = await new Promise((resolve, reject) => {
    const url = `${simulator.origin}/supsvcs/rs/svc/auth/metadata`
    get(url, { rejectUnauthorized: false }, ({ statusCode }) => {
      resolve(statusCode)
    }).once('error', reject)
  })
  expect(status).toBe(401)
  await simulator.close()
  await rm(folder, { recursive: true })
})
