import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const openssl = async (...args: string[]) => promisify(execFile)('openssl', args)

/**
 * A self-signed certificate for one run, as paths of PEM files. `name` is a subject alternative name such as
 * `DNS:five9.test`; `days` from now it expires, in the past when negative.
 */
export async function makeCertificate(name: string, days = 2) {
  const folder = await mkdtemp(join(tmpdir(), 'wallboard-tls-'))
  const [keyPath, requestPath, certPath, extensionPath] = ['key', 'csr', 'cert', 'ext'].map((file) =>
    join(folder, `${file}.pem`),
  ) as [string, string, string, string]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyPath]
  await openssl('req', ...key, '-subj', '/CN=five9.test', '-out', requestPath)
  await writeFile(extensionPath, `subjectAltName=${name}\n`)
  const validity = ['-days', String(days), '-extfile', extensionPath]
  await openssl('x509', '-req', '-in', requestPath, '-signkey', keyPath, ...validity, '-out', certPath)
  return { certPath, keyPath, remove: () => rm(folder, { recursive: true }) }
}
