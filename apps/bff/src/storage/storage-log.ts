type LogMethod = (detail: Readonly<Record<string, unknown>>, message: string) => void

/** The log of the storage; a pino logger has this type. */
export interface StorageLog {
  readonly info: LogMethod
  readonly warn: LogMethod
  readonly error: LogMethod
}

const ignore: LogMethod = () => undefined
export const silentLog: StorageLog = { info: ignore, warn: ignore, error: ignore }
