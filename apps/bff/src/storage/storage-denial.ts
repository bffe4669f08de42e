import type { Denial } from '../http/app-error.ts'
import { StorageError, type StorageFault } from './storage-error.ts'

const denials: Readonly<Record<StorageFault, Denial>> = {
  full: { status: 507, body: { code: 'disk-full' } },
  'read-only': { status: 507, body: { code: 'disk-read-only' } },
  locked: { status: 503, body: { code: 'database-locked' } },
  damaged: { status: 507, body: { code: 'database-damaged' } },
  unreachable: { status: 503, body: { code: 'database-unreachable' } },
  failed: { status: 507, body: { code: 'disk-failed' } },
}

/** The reply to a storage error; undefined for any other error. */
export function storageDenialFor(error: unknown): Denial | undefined {
  return error instanceof StorageError ? denials[error.fault] : undefined
}
