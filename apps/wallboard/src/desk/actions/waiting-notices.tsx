import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Notice } from '@wallboard/relay/rest/notice'
import { acceptNotice, actionQueries } from '../../api/action-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { actions as texts } from '../../i18n/index.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import styles from './actions.module.css'

/** Notices of Five9 that hold the person's session back until they are accepted; nothing while there are none. */
export function WaitingNotices() {
  const isWaiting = useScreenStatus(({ hint }) => hint?.code === 'session-stuck')
  return isWaiting ? <Notices /> : null
}

function Notices() {
  const { data } = useQuery({ ...actionQueries.notices(), refetchInterval: 10_000 })
  return data?.notices.map((notice) => <WaitingNotice key={notice.id} notice={notice} />)
}

function WaitingNotice({ notice }: { notice: Notice }) {
  const queries = useQueryClient()
  const accept = useMutation({
    mutationFn: () => acceptNotice(notice.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  return (
    <section className={styles.notice} aria-label={texts.noticeTitle}>
      <h2>{notice.title === '' ? texts.noticeTitle : notice.title}</h2>
      <p className={styles.noticeText}>{notice.text}</p>
      <p>{texts.noticeNote}</p>
      {accept.error !== null && <p role="alert">{errorText(accept.error)}</p>}
      <button
        type="button"
        disabled={accept.isPending}
        onClick={() => {
          accept.mutate()
        }}
      >
        {texts.acceptNotice}
      </button>
    </section>
  )
}
