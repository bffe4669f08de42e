import { useQuery } from '@tanstack/react-query'
import { accountQueries } from '../../api/account-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { deskTable } from '../../i18n/index.ts'
import { offsetMinutesAt } from '../../ui/format/site-day.ts'
import { csvFileName, tableCsv, type ShownTable } from './table-csv.ts'

interface ExportButtonProps {
  /** The page's name in the name of the file. */
  readonly page: string
  /** Reads the table as it is shown at the click. */
  readonly read: () => Pick<ShownTable, 'columns' | 'ids' | 'asOf'>
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Downloads the table as it is shown, for a spreadsheet. */
export function ExportButton({ page, read }: ExportButtonProps) {
  const { data: account } = useQuery(accountQueries.current())
  const timeZone = useSiteZone()
  const domain = account?.domainName ?? account?.domain ?? ''
  return (
    <button
      type="button"
      title={deskTable.exportHint}
      onClick={() => {
        const shown = read()
        const table = { ...shown, domain, offsetMinutes: offsetMinutesAt(shown.asOf, timeZone) }
        download(csvFileName(page, table), tableCsv(table))
      }}
    >
      {deskTable.export}
    </button>
  )
}
