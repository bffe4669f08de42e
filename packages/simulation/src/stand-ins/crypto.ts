/** Replaces `node:crypto`: real hashes, random bytes of the seed. */
import { Buffer } from 'node:buffer'
import crypto from 'crypto'
import { runtime } from '../runtime/runtime.ts'

export const hash = crypto.hash
export const createHash = crypto.createHash.bind(crypto)
export const timingSafeEqual = crypto.timingSafeEqual.bind(crypto)

export function randomBytes(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => runtime().random.integer(0, 255)))
}

export const randomInt = (min: number, max?: number): number =>
  max === undefined ? runtime().random.integer(0, min - 1) : runtime().random.integer(min, max - 1)

export function randomUUID(): string {
  return randomBytes(16).toString('hex')
}
