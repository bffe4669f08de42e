import { Board } from '@wallboard/boards'
import { CloseCode, wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { useEffect, useState, type CSSProperties } from 'react'
import { connectReplay, type ReplayedStep } from '../board/replay/replay-connection.ts'
import { useHeight } from '../board/use-board-pages.ts'
import { Wall } from '../board/wall.tsx'
import { drill as text } from '../i18n/index.ts'
import { liveAddress } from '../live/connection/live-address.ts'
import { LiveProvider } from '../live/hooks/live-context.tsx'
import { siteDate } from '../ui/format/site-day.ts'
import { formatTime } from '../ui/format/wait.ts'

/*
 * The colour of a warning, in stripes, and a frame of dashes: no live board looks like it, and neither does a replay. A
 * style sheet would be one more file in the first load of each display.
 */
const frame: CSSProperties = {
  ...{ position: 'fixed', top: 0, right: 0, bottom: 0, left: 0, zIndex: 2 },
  ...{ border: '6px dashed var(--warn)', pointerEvents: 'none' },
}
/** The width of the frame. */
const frameWidth = 6
const ribbon: CSSProperties = {
  ...{ position: 'fixed', top: 0, right: 0, left: 0, zIndex: 1, padding: '10px 24px' },
  background: 'repeating-linear-gradient(-45deg, transparent 0 18px, rgb(0 0 0 / 16%) 18px 36px) var(--warn)',
  ...{ color: 'var(--ground)', fontSize: '28px', lineHeight: '36px', wordSpacing: '0.1em' },
}
const word: CSSProperties = { fontWeight: 800, letterSpacing: '0.2em', marginRight: '24px' }

interface DrillBoard {
  readonly board: Board
  readonly boardId: string
  readonly name: string
  readonly timeZone: string
}

type BoardMessage = Extract<ServerMessage, { type: 'board' }>

function shownBoard({ board, boardId, display }: BoardMessage): DrillBoard | undefined {
  const parsed = Board.safeParse(board)
  const { name, settings } = display
  return parsed.success ? { board: parsed.data, boardId, name, timeZone: settings.timeZone } : undefined
}

/**
 * The screen of a display in a drill: a recording under a ribbon and in a frame that no live board has. It has its own
 * connection and stores. Nothing of it is reported or saved, and it sounds no alarm.
 */
export function DrillScreen({ onEnded }: { readonly onEnded: () => void }) {
  const [shown, setShown] = useState<DrillBoard>()
  const [step, setStep] = useState<ReplayedStep>()
  const [isSimulated, setIsSimulated] = useState<boolean>()
  const [barHeight, measureBar] = useHeight()

  useEffect(() => {
    let board: DrillBoard | undefined
    const connection = connectReplay({
      url: () => liveAddress('display', wholeView('wall', [queueSource]), undefined),
      board: () => board?.board,
      onStep: setStep,
      onMessage(message) {
        if (message.type === 'hello') {
          if (message.mode !== 'drill') onEnded()
          setIsSimulated(message.isSimulated === true)
        }
        if (message.type === 'command' && message.command === 'reload') location.reload()
        if (message.type !== 'board') return
        board = shownBoard(message)
        setShown(board)
        connection.boardChanged()
      },
      onDown(code) {
        setStep(undefined)
        if (code === CloseCode.SignedOut || code === CloseCode.VersionMismatch) onEnded()
      },
    })
    return connection.stop
  }, [onEnded])

  return (
    <>
      <div style={frame} />
      <div style={ribbon} ref={measureBar} data-drill="">
        <b style={word}>{text.word}</b>
        {isSimulated !== undefined && <span>{isSimulated ? text.simulatedDay : text.recordedDay}</span>}
        {' · '}
        {step !== undefined && (
          <time dateTime={new Date(step.at).toISOString()}>
            {text.dateOf(Date.parse(siteDate(step.at, shown?.timeZone)))}{' '}
            {formatTime(step.at, shown?.timeZone)}
          </time>
        )}
        {' · '}
        <span>{text.notLive}</span>
      </div>
      {step === undefined || shown === undefined ? (
        <main data-link="down" />
      ) : (
        <LiveProvider stores={step.stores}>
          <Wall
            board={shown.board}
            boardId={shown.boardId}
            name={shown.name}
            timeZone={shown.timeZone}
            knownQueues={step.queueCount}
            replay={{
              ...{ at: step.at, mode: 'drill' },
              inset: { width: 2 * frameWidth, height: barHeight + frameWidth },
              style: { padding: `${barHeight}px ${frameWidth}px ${frameWidth}px` },
            }}
          />
        </LiveProvider>
      )}
    </>
  )
}
