import { StorageError, type StorageFault } from './storage-error.ts'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

const refusals: Readonly<Record<StorageFault, Refusal>> = {
  full: {
    status: 507,
    code: 'disk-full',
    message: 'Not saved: the disk of the server is full. Free some space there, then try again.',
  },
  'read-only': {
    status: 507,
    code: 'disk-read-only',
    message: 'Not saved: the server may not write to its DATA_DIR. Make it writable, then try again.',
  },
  locked: {
    status: 503,
    code: 'database-locked',
    message: 'Not saved: another program holds the database of the server. Try again in a moment.',
  },
  damaged: {
    status: 507,
    code: 'database-damaged',
    message:
      'The database of the server is damaged. Restart the server: it then uses the newest good backup. Figures go on.',
  },
  failed: {
    status: 507,
    code: 'disk-failed',
    message: 'The disk of the server failed. Look into the log of the server.',
  },
}

/** What a person is told about a storage fault; undefined for any other error. */
export function storageErrorFor(error: unknown): Refusal | undefined {
  return error instanceof StorageError ? refusals[error.fault] : undefined
}
