import { createContext, use } from 'react'

const SiteZoneContext = createContext<string | undefined>(undefined)

export const SiteZoneProvider = SiteZoneContext

/** The time zone of the site that a wall stands at; undefined: the screen's own, which may be set wrong on a TV. */
export const useSiteZone = (): string | undefined => use(SiteZoneContext)
