type Say = (detail: Readonly<Record<string, unknown>>, message: string) => void

/** Where the storage reports; a pino logger fits. */
export interface StorageLog {
  readonly info: Say
  readonly warn: Say
  readonly error: Say
}

const nothing: Say = () => undefined
export const silentLog: StorageLog = { info: nothing, warn: nothing, error: nothing }
