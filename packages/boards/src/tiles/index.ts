import { z } from 'zod/mini'
import { agentSummary } from './agent-summary.ts'
import { agents } from './agents.ts'
import { alerts } from './alerts.ts'
import { campaign } from './campaign.ts'
import { clock } from './clock.ts'
import type { TileDefinition } from './definition.ts'
import { group } from './group.ts'
import { number } from './number.ts'
import { outboundCampaign } from './outbound-campaign.ts'
import { queue } from './queue.ts'
import { queues } from './queues.ts'
import { text } from './text.ts'
import { trend } from './trend.ts'

/** All kinds of tile. A new kind is one file of this folder and one line here; its look is registered in the SPA. */
const definitions = {
  queue,
  queues,
  group,
  number,
  agents,
  'agent-summary': agentSummary,
  campaign,
  'outbound-campaign': outboundCampaign,
  trend,
  clock,
  text,
  alerts,
}

const [first, ...further] = Object.values(definitions).map(({ schema }) => schema)
if (first === undefined) throw new Error('no kind of tile is defined')

/** One tile of a board. */
export const Tile = z.discriminatedUnion('kind', [first, ...further])
export type Tile = z.infer<typeof Tile>
export type TileKind = Tile['kind']
export type TileOf<K extends TileKind> = Extract<Tile, { readonly kind: K }>

/** The definition of each kind. The type checks that each key names the kind of its own schema. */
export const tileDefinitions: { readonly [K in TileKind]: TileDefinition<TileOf<K>, Tile> } = definitions

/** The definition of a tile's kind. */
export const definitionOf = (tile: Tile) => tileDefinitions[tile.kind] as TileDefinition<Tile, Tile> // by its own kind
