import { notices } from '../i18n/index.ts'
import type { Hint } from '../live/session/screen-status-state.ts'

/** The sentence for a hint. */
export function linkHint(hint: Hint): string {
  const { linkReasons } = notices
  switch (hint.code) {
    case 'proxy-blocks-websocket':
      return notices[hint.code]
    case 'proxy-refused':
      return linkReasons[hint.code](hint)
    case 'tls-failed':
      return linkReasons[hint.code](hint)
    case 'session-ended':
      return linkReasons[hint.code](hint)
    case 'no-session':
      return linkReasons[hint.code](hint)
    case 'credentials-refused':
    case 'duplicate-login':
    case 'session-stuck':
    case 'duplicate-connection':
    case 'frame-too-large':
    case 'evicted':
    case 'cluster-lost':
    case 'fail-over':
    case 'sign-in-needed':
      return linkReasons[hint.code]()
  }
}
