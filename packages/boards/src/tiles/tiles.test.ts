import { describe, expect, it } from 'vitest'
import { sourcesOfTile } from '../document/data-sources.ts'
import { Tile, tileDefinitions, type TileKind } from './index.ts'

const kinds = Object.keys(tileDefinitions) as TileKind[] // Object.keys returns string[]

describe('the registry of tiles', () => {
  it.each(kinds)('starts a tile of kind %s with one that fits the schema', (kind) => {
    const { initial } = tileDefinitions[kind]
    expect(initial.kind).toBe(kind)
    expect(Tile.parse(initial)).toEqual(initial)
  })

  it('makes the sources of a tile of what it refers to', () => {
    expect(sourcesOfTile({ kind: 'group', name: 'Two', queues: ['1'] })).toEqual([
      'ACD_STATUS',
      'AGENT_STATE',
    ])
    expect(sourcesOfTile({ kind: 'trend' })).toEqual(['ACD_STATUS'])
    expect(sourcesOfTile({ kind: 'agents', queues: 'all' })).toEqual(['AGENT_STATE'])
    expect(sourcesOfTile({ kind: 'campaign', campaign: 'c' })).toEqual(['INBOUND_CAMPAIGN_STATISTICS'])
    expect(sourcesOfTile({ kind: 'outbound-campaign', campaign: 'o' })).toEqual(['OUTBOUND_CAMPAIGN_MANAGER'])
    expect(sourcesOfTile({ kind: 'clock' })).toEqual([])
  })
})
