import { addressOf } from '../../api/address.ts'
import { errorText } from '../../api/error-text.ts'
import { deskTerms, displayPages as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { displayFacts } from './display-facts.tsx'
import { DisplayCards } from './display-cards.tsx'
import { DisplayRow } from './display-row.tsx'
import { countsText } from './health-counts.ts'
import styles from './displays-page.module.css'
import { DrillForm } from './drill-form.tsx'
import { PairForm } from './pair-form.tsx'
import { useDisplays } from './use-displays.ts'

/** `/displays`: all displays of the domain, the least healthy first, and the form that pairs another one. */
export function DisplaysPage() {
  const { query, displays, context } = useDisplays()
  return (
    <DeskPage title={deskTerms.displays} links={<span className={desk.note}>{countsText(displays)}</span>}>
      <PairForm boards={context.boards ?? []} />
      {displays.length > 0 && <DrillForm displays={displays} />}
      {query.isError && (
        <p role="alert">
          {errorText(query.error)} {texts.listMayBeStale}
        </p>
      )}
      {query.isPending && <p className={desk.note}>{texts.loading}</p>}
      {query.isSuccess && displays.length === 0 && (
        <p className={desk.note}>{texts.none(addressOf('display'))}</p>
      )}
      {displays.length > 0 && (
        <DisplayCards displays={displays} boards={context.boards ?? []} now={context.now} />
      )}
      {displays.length > 0 && (
        <div className={desk.scrolls}>
          <table className={`${desk.table ?? ''} ${styles.table ?? ''}`}>
            <thead>
              <tr>
                <th scope="col">{deskTerms.display}</th>
                {displayFacts.map(({ title, isNumber }) => (
                  <th key={title} scope="col" className={isNumber ? desk.number : undefined}>
                    {title}
                  </th>
                ))}
                <th scope="col">
                  <span className={styles.hidden}>{texts.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {displays.map((display) => (
                <DisplayRow key={display.id} display={display} context={context} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </DeskPage>
  )
}
