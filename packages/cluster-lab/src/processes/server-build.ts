import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { relayVersion } from '@wallboard/relay'
import type { Patch } from './built-server.ts'

/** A build of the server and of the page that it serves. */
export interface ServerBuild {
  readonly patches: readonly Patch[]
  /** The version of the relay protocol that both speak. */
  readonly relayVersion: number
}

export const presentBuild: ServerBuild = { patches: [], relayVersion }

/** The next release, with another version of the relay protocol. */
export const nextBuild: ServerBuild = {
  relayVersion: relayVersion + 1,
  patches: [
    {
      file: 'packages/relay/src/stream/messages.ts',
      find: `export const relayVersion = ${relayVersion}\n`,
      replace: `export const relayVersion = ${relayVersion + 1}\n`,
    },
  ],
}

const pageText = (version: number) => `<!doctype html><title>relay version ${version}</title>`

/** The version of the relay protocol that a page speaks; undefined for a reply that is no page. */
export function versionOfPage(text: string): number | undefined {
  const version = /<title>relay version (\d+)<\/title>/.exec(text)?.[1]
  return version === undefined ? undefined : Number(version)
}

/** Writes the pages that the server of a build serves, and returns their folder. */
export function writePages(folder: string, build: ServerBuild): string {
  const pages = join(folder, `pages-${build.relayVersion}`)
  mkdirSync(pages, { recursive: true })
  for (const name of ['index.html', 'display.html'])
    writeFileSync(join(pages, name), pageText(build.relayVersion))
  return pages
}
