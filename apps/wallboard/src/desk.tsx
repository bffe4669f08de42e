import { Desk } from './app/desk.tsx'
import { showPage } from './app/show-page.tsx'

showPage(<Desk />)
