import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below it, the header of the response takes as much as compression gains. */
const minBytes = 512

/**
 * The compressed forms of a text, which the server sends to browsers that accept them. Each is as small as its format allows:
 * a file is compressed once, and loaded by each screen.
 */
export const compressedForms = {
  '.br': (text: Uint8Array) =>
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  '.gz': (text: Uint8Array) => promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }),
} as const

/** Writes the compressed forms of scripts and style sheets beside them. */
export const compressedFiles: Plugin = {
  name: 'compressed-files',
  apply: 'build',
  async writeBundle({ dir = 'dist' }, bundle) {
    const texts = Object.values(bundle).flatMap((output) => {
      if (!/^assets\/.*\.(?:js|css)$/.test(output.fileName)) return []
      const text = Buffer.from(output.type === 'chunk' ? output.code : output.source)
      return text.length < minBytes ? [] : [{ path: join(dir, output.fileName), text }]
    })
    await Promise.all(
      texts.flatMap(({ path, text }) =>
        Object.entries(compressedForms).map(async ([suffix, compress]) =>
          writeFile(`${path}${suffix}`, await compress(text)),
        ),
      ),
    )
  },
}
