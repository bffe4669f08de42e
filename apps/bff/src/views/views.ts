import { randomUUID } from 'node:crypto'
import type { Favourites, SavedView, ViewInput } from '@wallboard/relay/rest/views'
import type { Actor } from '../auth/actor.ts'
import type { ViewRecord, ViewStore } from './view-record.ts'

/** Why a view was not saved, changed or removed. */
export type ViewErrorCode = 'no-such-view' | 'newer-view' | 'not-own-view' | 'too-many-views'

/** Outcome of a change. `isCopy`: the view is somebody else's, so a copy was saved. */
export type ViewResult =
  | { readonly ok: true; readonly id: string; readonly isCopy: boolean }
  | { readonly ok: false; readonly reason: ViewErrorCode }

/** The saved views and favourites of each domain. */
export interface ViewCollection {
  readonly list: (by: Actor) => Promise<readonly SavedView[]>
  readonly create: (by: Actor, input: ViewInput) => Promise<ViewResult>
  /** Changes an own view; a shared view of somebody else stays as it is, and the person gets a copy. */
  readonly edit: (by: Actor, id: string, input: ViewInput) => Promise<ViewResult>
  /** Removes an own view, or as an administrator a shared one, such as that of a person who left. */
  readonly remove: (by: Actor, id: string, isAdmin: boolean) => Promise<ViewResult>
  readonly favourites: (by: Actor) => Promise<Favourites>
  readonly setFavourites: (by: Actor, favourites: Favourites) => Promise<void>
}

/** Views of one person, and of a domain: far more than a list can show. They protect the server from a script. */
export const maxOwnViews = 100
const maxViews = 2_000

const toSavedView = ({ id, owner, name, isShared, savedAt, content }: ViewRecord, by: Actor): SavedView => ({
  ...{ id, name, isShared, savedAt, savedBy: owner, isOwn: owner === by.username },
  shows: content.type === 'shows' ? { page: content.page, query: content.query } : null,
  problem: content.type === 'shows' ? null : content.type,
})

export function createViews(deps: {
  readonly store: ViewStore
  /** Epoch milliseconds. */ readonly now: () => number
}): ViewCollection {
  const { store, now } = deps

  const isVisible = ({ owner, isShared }: ViewRecord, { username }: Actor) => isShared || owner === username

  async function add({ org, username }: Actor, input: ViewInput, isCopy: boolean): Promise<ViewResult> {
    const { own, all } = await store.count(org, username)
    if (own >= maxOwnViews || all >= maxViews) return { ok: false, reason: 'too-many-views' }
    const id = randomUUID()
    await store.add({ ...input, id, org, owner: username, savedAt: now() })
    return { ok: true, id, isCopy }
  }

  return {
    list: async (by) => (await store.list(by.org, by.username)).map((record) => toSavedView(record, by)),
    create: (by, input) => add(by, input, false),
    async edit(by, id, input) {
      const record = await store.find(by.org, id)
      if (record === undefined || !isVisible(record, by)) return { ok: false, reason: 'no-such-view' }
      // A copy of a shared view is the person's own, whatever the view was.
      if (record.owner !== by.username) return add(by, { ...input, isShared: false }, true)
      // It may hold what this version does not know: writing it would lose that.
      if (record.content.type === 'newer-version') return { ok: false, reason: 'newer-view' }
      await store.change({ ...input, id, org: by.org, owner: by.username, savedAt: now() })
      return { ok: true, id, isCopy: false }
    },
    async remove(by, id, isAdmin) {
      const record = await store.find(by.org, id)
      if (record === undefined || !isVisible(record, by)) return { ok: false, reason: 'no-such-view' }
      if (record.owner !== by.username && !isAdmin) return { ok: false, reason: 'not-own-view' }
      await store.remove(by.org, id)
      return { ok: true, id, isCopy: false }
    },
    favourites: ({ org, username }) => store.favourites(org, username),
    setFavourites: ({ org, username }, favourites) =>
      store.setFavourites(org, username, { queues: [...new Set(favourites.queues)] }),
  }
}
