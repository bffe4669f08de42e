/**
 * `npm run font`: writes the font that pages load first, a third of Inter's bytes less: its Latin letters with the weights
 * that pages use. Letters of other alphabets stay in the files of @fontsource-variable/inter, which browsers load when a
 * page has one. Run it after an update of that package, and when a style sheet uses another weight.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const inter = new URL('../node_modules/@fontsource-variable/inter/', import.meta.url)
const weights = { min: 400, max: 800 }
/** The entries of a font's name table with its copyright and its licence. */
const licenceNames = [0, 13, 14]

export const fontFile = fileURLToPath(
  new URL('../apps/wallboard/src/ui/font/inter-latin.woff2', import.meta.url),
)

/** The code points of a CSS `unicode-range`: `U+0000-00FF,U+0131`. @param {string} range */
function lettersOf(range) {
  return range.split(',').flatMap((part) => {
    const [first = 0, last = first] = part
      .trim()
      .slice(2)
      .split('-')
      .map((hex) => Number.parseInt(hex, 16))
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))
  })
}

/** The bytes of the font, in the same order in each run. */
export async function latinFont() {
  const ranges = JSON.parse(await readFile(new URL('unicode.json', inter), 'utf8'))
  const whole = await readFile(new URL('files/inter-latin-wght-normal.woff2', inter))
  return subsetFont(whole, lettersOf(ranges.latin).join(''), {
    targetFormat: 'woff2',
    variationAxes: { wght: weights },
    preserveNameIds: licenceNames,
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(fontFile, await latinFont())
