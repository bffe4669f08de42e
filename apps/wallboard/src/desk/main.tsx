import { Desk } from './desk-app.tsx'
import { showPage } from '../ui/show-page.tsx'

showPage(<Desk />)
