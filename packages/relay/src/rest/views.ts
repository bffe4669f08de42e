import { z } from 'zod/mini'

/** `/api/views`: what people saved of the desk's tables. `/api/favourites`: the queues that a person marked. */

/** The version of what this server writes. A view of a newer version is listed, and neither read nor changed. */
export const viewVersion = 1

/** The pages with a table. */
export const ViewPage = z.enum(['overview', 'queues', 'agents', 'campaigns'])
export type ViewPage = z.infer<typeof ViewPage>

const maxParameters = 12
const ParameterName = z.string().check(z.regex(/^[a-z][a-z-]{0,23}$/))

/** Filter, sort and columns, as the parameters of the page's address. The page ignores parameters that it does not know. */
export const ViewQuery = z
  .record(ParameterName, z.string().check(z.maxLength(500)))
  .check(
    z.refine((query) => Object.keys(query).length <= maxParameters, `at most ${maxParameters} parameters`),
  )
export type ViewQuery = z.infer<typeof ViewQuery>

const ViewName = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

/** `POST /api/views` and `PUT /api/views/:id`. */
export const ViewInput = z.strictObject({
  name: ViewName,
  page: ViewPage,
  query: ViewQuery,
  /** Whether everybody in the domain sees the view. */
  isShared: z.boolean(),
})
export type ViewInput = z.infer<typeof ViewInput>

/** One view of the list. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  isShared: z.boolean(),
  /** Whether the person who asks saved it. */
  isOwn: z.boolean(),
  savedBy: z.string(),
  savedAt: z.number(),
  /** What the view shows; null when this server cannot read it: see `problem`. */
  shows: z.nullable(z.object({ page: ViewPage, query: ViewQuery })),
  problem: z.nullable(z.enum(['newer-version', 'unreadable'])),
})
export type SavedView = z.infer<typeof SavedView>

/** `GET /api/views`: the person's own views and the shared ones of the domain, by name. */
export const ViewList = z.array(SavedView)
export type ViewList = z.infer<typeof ViewList>

/** The reply to a new or changed view. `isCopy`: the view belongs to somebody else, so a copy was saved under this id. */
export const ViewReply = z.object({ id: z.string(), isCopy: z.boolean() })
export type ViewReply = z.infer<typeof ViewReply>

/** `GET` and `PUT /api/favourites`: ids of queues. */
export const Favourites = z.strictObject({
  queues: z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(500)),
})
export type Favourites = z.infer<typeof Favourites>
