import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import express, { Router } from 'express'

/** What a browser can accept, by preference, and how the file is named beside the one that it replaces. */
const encodings = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const

/** Scripts and style sheets: the build writes compressed forms of these. */
const compressible = /^\/[\w.-]+\.(?:js|css)$/

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false, // not built, or too short to be compressed
  )

/**
 * Serves the built assets of a folder, in the smallest form that the browser accepts. Browsers accept Brotli on secure
 * connections only. Assets have a hash in their name and never change; only they are compressed: to compress secrets
 * together with text that an attacker chooses would leak them.
 */
export function builtAssets(folder: string): Router {
  const router = Router()
  router.use(async (request, response, next) => {
    const path = request.path
    if (!compressible.test(path)) {
      next()
      return
    }
    response.vary('Accept-Encoding')
    for (const { encoding, suffix } of encodings) {
      if (request.acceptsEncodings(encoding) === false || !(await isFile(join(folder, path + suffix))))
        continue
      response.set('Content-Encoding', encoding).type(path.endsWith('.js') ? 'js' : 'css')
      request.url = path + suffix
      break
    }
    next()
  })
  router.use(
    express.static(folder, {
      immutable: true,
      maxAge: '1y',
      ...{ index: false, fallthrough: false, redirect: false },
    }),
  )
  return router
}
