import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Below it, the header of the response takes more than compression gains. */
const minBytes = 1_024

const { BROTLI_PARAM_LGBLOCK, BROTLI_PARAM_NPOSTFIX, BROTLI_PARAM_NDIRECT } = constants

/**
 * Settings of Brotli for long texts. Which one makes a script smaller differs by a fifth of a per cent, and changes with each
 * name in it: all are tried, half a second each.
 */
const brotliSettings: readonly Readonly<Record<number, number>>[] = [
  {},
  { [BROTLI_PARAM_LGBLOCK]: 16 },
  { [BROTLI_PARAM_NPOSTFIX]: 1, [BROTLI_PARAM_NDIRECT]: 8 },
  { [BROTLI_PARAM_NPOSTFIX]: 2 },
  { [BROTLI_PARAM_NDIRECT]: 4 },
  { [BROTLI_PARAM_LGBLOCK]: 16, [BROTLI_PARAM_NDIRECT]: 8 },
]

/** The first script of a display is this long; the desk's libraries are longer, and have a limit that they are far below. */
const isTried = (text: Uint8Array): boolean => text.length > 200_000 && text.length < 300_000

async function brotli(text: Uint8Array): Promise<Uint8Array> {
  const forms = await Promise.all(
    (isTried(text) ? brotliSettings : brotliSettings.slice(0, 1)).map((settings) =>
      promisify(brotliCompress)(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
          ...settings,
        },
      }),
    ),
  )
  return forms.reduce((smallest, form) => (form.length < smallest.length ? form : smallest))
}

/**
 * The compressed forms of a text, which the server sends to browsers that accept them. Each is as small as its format allows:
 * a file is compressed once, and loaded by each screen.
 */
export const compressedForms = {
  '.br': brotli,
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
