import type { Notice } from '@wallboard/relay/rest/notice'
import { plainText } from './plain-text.ts'

/** A notice of Five9, whose text is HTML, as plain text. */
export const noticeOf = (notice: {
  readonly id: string
  readonly annotation?: string | null | undefined
  readonly text?: string | null | undefined
}): Notice => ({
  id: notice.id,
  title: plainText(notice.annotation ?? ''),
  text: plainText(notice.text ?? ''),
})
