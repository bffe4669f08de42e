import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { agentSource } from '@wallboard/boards'
import { useEffect, useMemo } from 'react'
import { boardQueries } from '../../api/board-queries.ts'
import { displayQueries } from '../../api/display-queries.ts'
import { ruleQueries } from '../../api/rule-queries.ts'
import { channelsPage, palette as texts, rulesPage, shiftPage } from '../../i18n/index.ts'
import { useQueueOrder } from '../../live/hooks/live-context.tsx'
import { useDeskLive, useDirectory } from '../desk-session/desk-session-context.tsx'
import { usePages } from '../frame/use-pages.ts'
import type { PageKey } from '../keyboard/key-registry.ts'
import { isCharacterSequence } from '../keyboard/key-sequence-state.ts'
import { useDeskKeyboard } from '../keyboard/keyboard-context.tsx'
import type { ItemKind, PaletteItem } from './palette-item.ts'
import { paletteItems } from './palette-items.ts'

/** The folders of the pages of single things. */
const folders: Readonly<Partial<Record<ItemKind, string>>> = {
  queue: '/queues/',
  agent: '/agents/',
  campaign: '/campaigns/',
  board: '/boards/',
  display: '/displays/',
  rule: '/alerts/rules/',
}

/** Pages that are not in the navigation. */
const subPages = [
  { to: '/alerts/rules', title: rulesPage.title },
  { to: '/alerts/channels', title: channelsPage.title },
  { to: '/alerts/shift', title: shiftPage.title },
] as const

/** The folders that have pages of things in this desk. */
function usePaths(): Partial<Record<ItemKind, string>> {
  const { routesByPath } = useRouter()
  return useMemo(() => {
    const routes = Object.keys(routesByPath)
    const hasPage = (folder: string) => routes.some((path) => path.startsWith(`${folder}$`))
    return Object.fromEntries(Object.entries(folders).filter(([, folder]) => hasPage(folder)))
  }, [routesByPath])
}

/** Keys that move the selection of a list do nothing once the palette is closed. */
const moving: readonly string[] = ['j', 'k', '[', ']', 'Space', ',', '.']
const isAction = ({ keys }: PageKey): boolean => isCharacterSequence(keys) && !moving.includes(keys)

/** All items of the palette, from what the desk holds. The names of agents come with their statistics. */
export function usePaletteItems(): readonly PaletteItem[] {
  const { registry } = useDeskKeyboard()
  const live = useDeskLive()
  const { statistics } = live.stores
  const paths = usePaths()
  const boards = useQuery(boardQueries.all()).data
  const displays = useQuery(displayQueries.all()).data?.displays
  const rules = useQuery(ruleQueries.all()).data
  const ids = useQueueOrder()
  const pages = usePages()
  const directory = useDirectory(agentSource)
  useEffect(() => {
    if (paths.agent !== undefined) live.requireSources([agentSource])
  }, [live, paths])

  return useMemo(() => {
    const { agents, campaigns } = directory
    return paletteItems({
      actions: registry.current('page').filter(isAction),
      pages: [...pages.map(({ to, title, key }) => ({ to, title, keys: `g ${key}` })), ...subPages],
      paths,
      narrowTitle: (kind) => texts.narrow[kind],
      things: {
        queue: ids.flatMap((id) => {
          const tile = statistics.tile(id)?.getState()
          return tile === undefined || tile.removedAt !== undefined ? [] : [{ id, name: tile.label }]
        }),
        agent: agents.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }])),
        campaign: campaigns,
        board: boards ?? [],
        display: displays ?? [],
        rule: rules ?? [],
      },
    })
  }, [registry, paths, pages, ids, statistics, directory, boards, displays, rules])
}
