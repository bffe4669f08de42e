import { SigningKey } from '@wallboard/relay/rest/alert-channels'
import { expect, it } from 'vitest'
import { createSigningKey } from './signing-key.ts'

it('a new signing key is one that the server accepts, and made of the random bytes', () => {
  const key = createSigningKey((bytes) => bytes.fill(255))
  expect(SigningKey.safeParse(key).success).toBe(true)
  expect(Buffer.from(key.slice('whsec_'.length), 'base64')).toEqual(Buffer.alloc(32, 255))
})
