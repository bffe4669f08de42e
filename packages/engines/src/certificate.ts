import { execFile } from 'node:child_process'
import { chown } from 'node:fs/promises'
import { promisify } from 'node:util'
import { join } from 'node:path'
import { accountFor, newFolder, removeFolder } from './engine-process.ts'

/** Files of a certificate that a server on 127.0.0.1 shows, signed by itself: clients trust it as an authority. */
export interface Certificate {
  readonly certPath: string
  readonly keyPath: string
  readonly remove: () => void
}

/** Makes a certificate that is valid for two days. @throws Error when `openssl` is not installed */
export async function makeLocalCertificate(): Promise<Certificate> {
  const account = accountFor('postgres') // PostgreSQL reads only a key of its own account; root reads it as well
  const folder = newFolder('certificate', account)
  const [keyPath, certPath] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyPath]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  await promisify(execFile)('openssl', ['req', '-x509', '-days', '2', ...key, ...names, '-out', certPath])
  if (account !== undefined)
    for (const path of [keyPath, certPath]) await chown(path, account.uid, account.gid)
  return {
    certPath,
    keyPath,
    remove: () => {
      removeFolder(folder)
    },
  }
}
