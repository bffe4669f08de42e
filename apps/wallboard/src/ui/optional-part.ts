import { lazy, type ComponentType } from 'react'
import { reloadFailedPage } from './page-reload.ts'

/** A part that the page can do without: nothing is shown in its place when it does not load, until the page is reloaded. */
export const optionalPart = <Module, Props>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
) =>
  lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      return { default: pick(await load()) }
    } catch {
      reloadFailedPage()
      return { default: () => null }
    }
  })
