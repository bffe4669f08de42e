import { DataSource } from '@wallboard/five9/identifiers'
import { z } from 'zod/mini'

/** How often a view is flushed: at most 4 times a second for a wall, 10 times for a desk. */
export const Pace = z.enum(['wall', 'desk'])
export type Pace = z.infer<typeof Pace>

const Name = z.string().check(z.minLength(1), z.maxLength(64))
/** The longest list of ids that a view spec may hold. */
export const maxIds = 1_000
const Ids = z.readonly(z.array(Name).check(z.maxLength(maxIds)))

/** Which rows of agents a client is sent, and which of their fields. */
export const AgentScope = z.strictObject({
  /** Agents who serve one of these queues, according to the directory. */
  queueIds: z.union([z.literal('all'), Ids]),
  /** Fields that are sent besides `id` and `asOf`. */
  fields: z.union([z.literal('all'), z.readonly(z.array(Name).check(z.maxLength(64)))]),
  /** When false, agents have no names, and their ids are not Five9's. */
  areNamed: z.boolean(),
})
export type AgentScope = z.infer<typeof AgentScope>

const maxSources = Object.keys(DataSource).length

/** What a client is sent. Clients with equal specs share one view. */
export const ViewSpec = z.strictObject({
  pace: Pace,
  sources: z.readonly(z.array(z.enum(DataSource)).check(z.minLength(1), z.maxLength(maxSources))),
  /** The queues whose rows are sent. The totals row is always sent. */
  queueIds: z.union([z.literal('all'), Ids]),
  /**
   * Fields of queues' rows that are sent besides `id` and `asOf`; all without it. The server sets it for what a board
   * shows; no page requests it.
   */
  queueFields: z.optional(z.readonly(z.array(Name).check(z.maxLength(64)))),
  agents: AgentScope,
})
export type ViewSpec = z.infer<typeof ViewSpec>

/** All rows and all fields of some data sources. */
export const wholeView = (pace: Pace, sources: readonly DataSource[]): ViewSpec => ({
  pace,
  sources,
  queueIds: 'all',
  agents: { queueIds: 'all', fields: 'all', areNamed: true },
})
