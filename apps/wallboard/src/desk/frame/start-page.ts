import { navigationPages, type NavigationPage } from './pages.ts'

/** The page that `/` opens: the person's choice, or the overview where this desk has no such page. */
export const startPageOf = (choice: string): NavigationPage['to'] =>
  navigationPages.find(({ to }) => to === choice)?.to ?? '/overview'
