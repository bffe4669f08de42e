/** A key or a sequence of keys with its action. */
export interface PageKey {
  /** Names of keys as in `KeyboardEvent.key`, with spaces between: `w`, `g o`, `Escape`; `Space` for the space bar. */
  readonly keys: string
  /** What it does, in the list of keys and in the palette. */
  readonly label: string
  readonly run: () => void
}

/** The keys of everything on the page. A later one overrides an earlier one with the same keys. */
export interface KeyRegistry {
  /** Adds keys, which are read again at each use. Returns the function that removes them. */
  readonly add: (scope: KeyScope, read: () => readonly PageKey[]) => () => void
  readonly current: (scope?: KeyScope) => readonly PageKey[]
}

/** Keys of the desk act on every page; keys of the page come with it. */
export type KeyScope = 'desk' | 'page'

interface Entry {
  readonly scope: KeyScope
  readonly read: () => readonly PageKey[]
}

export function createKeyRegistry(): KeyRegistry {
  let entries: readonly Entry[] = []

  function current(scope?: KeyScope): readonly PageKey[] {
    const byKeys = new Map<string, { readonly scope: KeyScope; readonly key: PageKey }>()
    // Keys of the page override those of the desk, in whatever order they were added.
    for (const each of ['desk', 'page'] as const)
      for (const entry of entries.filter((one) => one.scope === each))
        for (const key of entry.read()) byKeys.set(key.keys, { scope: each, key })
    return [...byKeys.values()]
      .filter((one) => scope === undefined || one.scope === scope)
      .map(({ key }) => key)
  }

  return {
    current,
    add(scope, read) {
      const entry = { scope, read }
      entries = [...entries, entry]
      return () => {
        entries = entries.filter((each) => each !== entry)
      }
    },
  }
}
