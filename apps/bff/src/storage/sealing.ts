import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts secrets that the server itself must read again, such as the addresses of channels. */
export interface Sealing {
  /** @param context what the secret belongs to; the same context opens it, so that nobody can move it to another row */
  readonly seal: (secret: string, context: readonly string[]) => string
  /** Undefined when the text is damaged, belongs to another context, or was sealed with another key. */
  readonly open: (sealed: string, context: readonly string[]) => string | undefined
}

const version = 'v1'
const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM. @param installationKey the secret of this installation, 32 bytes @param purpose separates keys of different uses */
export function createSealing(installationKey: Uint8Array, purpose: string): Sealing {
  const key = Buffer.from(hkdfSync('sha256', installationKey, new Uint8Array(), purpose, 32))
  return {
    seal(secret, context) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(JSON.stringify(context)))
      const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url')}`
    },
    open(sealed, context) {
      const [sealedVersion, text = '', ...more] = sealed.split('.')
      const bytes = Buffer.from(text, 'base64url')
      if (sealedVersion !== version || more.length > 0 || bytes.length < ivBytes + tagBytes) return undefined
      const iv = bytes.subarray(0, ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(JSON.stringify(context)))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        const secret = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
        return secret.toString('utf8')
      } catch {
        return undefined // its tag does not fit
      }
    },
  }
}
