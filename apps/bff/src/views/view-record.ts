import type { Favourites, ViewInput } from '@wallboard/relay/rest/views'

/** What a view shows, as it is stored. */
export type ViewContent =
  | { readonly type: 'shows'; readonly page: ViewInput['page']; readonly query: ViewInput['query'] }
  | { readonly type: 'newer-version' | 'unreadable' }

/** A saved view as the database holds it. */
export interface ViewRecord {
  readonly id: string
  readonly org: string
  /** The Five9 user who saved it. */
  readonly owner: string
  readonly name: string
  readonly isShared: boolean
  /** Epoch milliseconds. */
  readonly savedAt: number
  readonly content: ViewContent
}

/** A view to write. */
export type WrittenView = Omit<ViewRecord, 'content'> & Pick<ViewInput, 'page' | 'query'>

/** Storage of saved views and favourites. */
export interface ViewStore {
  /** The views of a person and the shared ones of the domain, by name. */
  readonly list: (org: string, username: string) => Promise<readonly ViewRecord[]>
  readonly find: (org: string, id: string) => Promise<ViewRecord | undefined>
  /** How many views a person has, and all persons of the domain. */
  readonly count: (org: string, username: string) => Promise<{ readonly own: number; readonly all: number }>
  readonly add: (view: WrittenView) => Promise<void>
  readonly change: (view: WrittenView) => Promise<void>
  readonly remove: (org: string, id: string) => Promise<void>
  readonly favourites: (org: string, username: string) => Promise<Favourites>
  readonly setFavourites: (org: string, username: string, favourites: Favourites) => Promise<void>
}
