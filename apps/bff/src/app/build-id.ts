import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Identifies the built pages in `spaDir`; `none` when nothing is built. Clients reload when it changes. */
export function buildIdOf(spaDir: string): string {
  const pages = ['index.html', 'display.html'].map((page) => join(spaDir, page))
  if (!pages.every((page) => existsSync(page))) return 'none'
  const hash = createHash('sha256')
  for (const page of pages) hash.update(readFileSync(page))
  return hash.digest('hex').slice(0, 12)
}
