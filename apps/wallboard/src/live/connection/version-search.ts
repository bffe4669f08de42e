import { relayVersion, type ServerMessage } from '@wallboard/relay'
import { initialVersionSearch, nextReload, versionDiffered, type Reloads } from './version-search-state.ts'

/** Loads the page of another version of the protocol when servers speak that. */
export interface VersionSearcher {
  /** A connection begins: true when its server speaks the version of this page. */
  readonly greeted: (hello: Extract<ServerMessage, { type: 'hello' }>) => boolean
  /** The server has ended the connection, because it speaks another version. */
  readonly differed: () => void
}

const mark = 'reloaded'

function readReloads(): Reloads | undefined {
  const [at = NaN, count = 1] = (sessionStorage.getItem(mark) ?? '').split(' ').map(Number)
  return at > 0 && count > 0 ? { at, count } : undefined
}

/** @param isBuildServed whether a request for this page is answered with the page of this build */
export function createVersionSearcher(isBuildServed: (build: string) => Promise<boolean>): VersionSearcher {
  let search = initialVersionSearch
  let other: { readonly version: number; readonly build: string } | undefined

  async function reloadIfServed(): Promise<void> {
    // A greeting that cannot be read names no build.
    const isServed = other === undefined || (await isBuildServed(other.build).catch(() => false))
    if (!isServed) return // looked for again after more mismatches
    const reloads = nextReload(readReloads(), Date.now())
    if (reloads === undefined) return
    sessionStorage.setItem(mark, `${reloads.at} ${reloads.count}`)
    location.reload()
  }

  return {
    greeted({ version, build }) {
      const isOwn = version === relayVersion
      other = isOwn ? undefined : { version, build }
      if (isOwn) search = initialVersionSearch
      return isOwn
    },
    differed() {
      const isOlder = other !== undefined && other.version < relayVersion
      const decision = versionDiffered(search, isOlder ? 'older' : 'newer')
      search = decision.state
      if (decision.looks) void reloadIfServed() // never rejects
    },
  }
}
