import { describe, expect, it } from 'vitest'
import { createKeyRegistry } from './key-registry.ts'

const key = (keys: string, label: string) => ({ keys, label, run: () => undefined })
const labels = (keys: readonly { readonly label: string }[]) => keys.map(({ label }) => label)

describe(createKeyRegistry, () => {
  it('gives the keys of the page precedence over those of the desk', () => {
    const registry = createKeyRegistry()
    registry.add('page', () => [key('/', 'page filter')])
    const remove = registry.add('desk', () => [key('/', 'filter'), key('?', 'keys')])
    expect(labels(registry.current())).toEqual(['page filter', 'keys'])
    expect(labels(registry.current('desk'))).toEqual(['keys'])
    expect(labels(registry.current('page'))).toEqual(['page filter'])
    remove()
    expect(labels(registry.current())).toEqual(['page filter'])
  })

  it('reads the keys at each use', () => {
    const registry = createKeyRegistry()
    let label = 'play'
    registry.add('page', () => [key('Space', label)])
    label = 'pause'
    expect(labels(registry.current())).toEqual(['pause'])
  })
})
