import { SessionStuck, type Five9Client } from '@wallboard/five9'
import type { Notice } from '@wallboard/relay/rest/notice'
import { noticeOf } from './notice-of.ts'

/** The methods of Five9 that starting a session with notices calls. */
export interface NoticesClient {
  readonly startSession: Five9Client['startSession']
  readonly supervisor: Pick<Five9Client['supervisor'], 'MaintenanceNoticesGet' | 'MaintenanceNoticeAccept'>
}

/** A session that runs, or the notices that the person has to read first. */
export type StartedSession =
  { readonly wasRunning: boolean } | { readonly notices: readonly [Notice, ...Notice[]] }

/**
 * Starts the supervisor session. Notices that wait are accepted when the person has read all of them (`acceptNotices`),
 * else they are returned. A session that waited for a notice counts as running: another program may have started it.
 * @throws Five9Error
 */
export async function startAfterNotices(
  client: NoticesClient,
  { force, acceptNotices }: { readonly force: boolean; readonly acceptNotices: readonly string[] },
): Promise<StartedSession> {
  try {
    return await client.startSession('supervisor', { force })
  } catch (error) {
    if (!(error instanceof SessionStuck)) throw error
    const [first, ...more] = (await client.supervisor.MaintenanceNoticesGet()).map(noticeOf)
    if (first === undefined) throw error // it waits for something else
    const notices = [first, ...more] as const
    if (notices.some(({ id }) => !acceptNotices.includes(id))) return { notices }
    for (const { id: noticeId } of notices)
      await client.supervisor.MaintenanceNoticeAccept({ path: { noticeId } })
    await client.startSession('supervisor', { force })
    return { wasRunning: true }
  }
}
