import express, { type Request, type Response } from 'express'
import { AppError } from './app-error.ts'

/** Deeper than any document of the server. `JSON.parse` takes ten times as long for brackets alone as for other text. */
const maxDepth = 100

const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]
const [quote, backslash] = [0x22, 0x5c]

/** Whether arrays and objects of a JSON text are nested deeper than that. Brackets inside of strings do not count. */
function isDeeperThan(limit: number, json: Uint8Array): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index]
    if (isInString) {
      if (byte === backslash) index += 1
      else if (byte === quote) isInString = false
    } else if (byte === quote) isInString = true
    else if (byte === openBrace || byte === openBracket) {
      depth += 1
      if (depth > limit) return true
    } else if (byte === closeBrace || byte === closeBracket) depth -= 1
  }
  return false
}

/** @throws AppError 400 for a text that is no JSON, or nested too deep */
function parseJson(bytes: Uint8Array): unknown {
  if (isDeeperThan(maxDepth, bytes)) throw new AppError(400, { code: 'bad-request', params: {} })
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown
  } catch {
    throw new AppError(400, { code: 'bad-request', params: {} })
  }
}

/**
 * Reads the JSON body of a request into `request.body`. A route calls it only when its access has been checked: to parse
 * 2 MB blocks the server for a quarter of a second. Compressed bodies are refused, because two kilobytes can become 2 MB.
 * @throws AppError 400, and errors of Express with the status 413 for a body above the limit, or 415 for a compressed one
 */
export type ReadBody = (request: Request, response: Response) => Promise<void>

/** @param limit the most bytes, such as `100kb` */
export function createJsonReader(limit: string): ReadBody {
  const read = express.raw({ limit, inflate: false, type: 'application/json' })
  return async (request, response) => {
    await new Promise<void>((resolve, reject) => {
      read(request, response, (error?: unknown) => {
        if (error === undefined) resolve()
        else
          reject(error instanceof Error ? error : new Error('the body could not be read', { cause: error }))
      })
    })
    const { body } = request as { readonly body: unknown }
    if (Buffer.isBuffer(body)) request.body = body.length === 0 ? undefined : parseJson(body)
  }
}
