import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { accountQueries } from '../../api/account-queries.ts'
import { deskFrame, deskTerms } from '../../i18n/index.ts'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import styles from './navigation.module.css'
import { PageIcon } from './page-icon.tsx'
import { SignOutButton } from './sign-out-button.tsx'
import { usePages } from './use-pages.ts'

/** The side navigation: the pages, then the signed-in person and sign-out. */
export function Navigation() {
  const pages = usePages()
  const username = useDeskState(({ live }) => live?.username)
  const { data } = useQuery(accountQueries.current())
  return (
    <nav className={styles.navigation} aria-label={deskFrame.navigation}>
      <p className={styles.brand}>{deskTerms.product}</p>
      {pages.map(({ to, title, icon, key, Count }) => (
        <Link key={to} to={to} title={deskFrame.pageHint(title, key)}>
          <PageIcon name={icon} />
          <span className={styles.title}>{title}</span>
          {Count !== undefined && <Count />}
        </Link>
      ))}
      <div className={styles.person}>
        <p>
          {data !== undefined && (
            <span title={data.domain}>{deskFrame.domain(data.domain, data.domainName, data.region)}</span>
          )}
          <span title={username}>{username}</span>
        </p>
        <SignOutButton>
          <PageIcon name="signOut" />
          <span className={styles.title}>{deskFrame.signOut}</span>
        </SignOutButton>
      </div>
    </nav>
  )
}
