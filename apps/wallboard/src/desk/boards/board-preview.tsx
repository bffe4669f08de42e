import type { Board } from '@wallboard/boards'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod/mini'
import { addressOf } from '../../api/address.ts'
import { boardEditor } from '../../i18n/index.ts'
import { useDeskState } from '../desk-session/desk-session-context.tsx'
import { FollowRequest } from '../desk-session/frame-message.ts'
import styles from './boards.module.css'

/** How the board fits the selected screen size. */
export interface PreviewFit {
  readonly maxReadingDistanceM: number
  readonly pages: number
}

const sizes = ['1920 × 1080', '1280 × 720', '3840 × 2160', '1080 × 1920'] as const

const FrameMessage = z.discriminatedUnion('kind', [
  FollowRequest,
  z.object({ kind: z.literal('preview-ready') }),
  z.object({ kind: z.literal('preview-layout'), maxReadingDistanceM: z.number(), pages: z.number() }),
])

/** The board with live data in a frame of the size of a real screen, scaled down. The frame uses this page's connection. */
export function BoardPreview({ board, onFit }: { board: Board; onFit: (fit: PreviewFit) => void }) {
  const live = useDeskState((state) => state.live)
  const frame = useRef<HTMLIFrameElement>(null)
  const [size, setSize] = useState<string>(sizes[0])
  const [availableWidth, setAvailableWidth] = useState(800)
  const [isReady, setIsReady] = useState(false)
  /** The frame's end of this page's connection: a new one each time that the frame connects. */
  const [port, setPort] = useState<MessagePort>()
  const [width = 1920, height = 1080] = size.split(' × ').map(Number)
  const scale = Math.min(availableWidth / width, 540 / height)

  useEffect(() => {
    function messageReceived({ origin, source, data, ports }: MessageEvent<unknown>): void {
      if (origin !== location.origin || source !== frame.current?.contentWindow) return
      const parsed = FrameMessage.safeParse(data)
      if (!parsed.success) return
      switch (parsed.data.kind) {
        case 'preview-ready':
          setIsReady(true)
          return
        case 'preview-layout':
          onFit(parsed.data)
          return
        case 'follow-live':
          setPort(ports[0])
      }
    }
    window.addEventListener('message', messageReceived)
    return () => {
      window.removeEventListener('message', messageReceived)
    }
  }, [onFit])

  useEffect(() => (port === undefined ? undefined : live?.share(port)), [live, port])

  useEffect(() => {
    if (isReady) frame.current?.contentWindow?.postMessage({ kind: 'board-preview', board }, location.origin)
  }, [board, isReady])

  return (
    <section
      aria-label={boardEditor.preview}
      ref={(element) => {
        if (element === null) return undefined
        const observer = new ResizeObserver(() => {
          setAvailableWidth(element.clientWidth)
        })
        observer.observe(element)
        return () => {
          observer.disconnect()
        }
      }}
    >
      <label>
        {boardEditor.screen}
        <select
          value={size}
          onChange={({ target }) => {
            setSize(target.value)
          }}
        >
          {sizes.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      </label>
      <div className={styles.preview} style={{ width: width * scale, height: height * scale }}>
        <iframe
          ref={frame}
          title={boardEditor.previewFrame}
          src={addressOf('preview')}
          style={{ width, height, transform: `scale(${scale})` }}
        />
      </div>
    </section>
  )
}
