import { activeNightLook, type DisplayIdentity } from '@wallboard/relay/rest/displays'
import { lazy, Suspense, useEffect } from 'react'
import type { ShownSound } from '../board/shown-sound.ts'
import { Wall } from '../board/wall.tsx'
import { display as text } from '../i18n/index.ts'
import { LiveProvider, useScreenStatus } from '../live/hooks/live-context.tsx'
import { timeOfDay } from '../live/session/time-of-day.ts'
import { useDisplayState } from './display-session-context.tsx'
import type { DisplaySession } from './display-session.ts'
import type { ShownBoard } from './display-session-store.ts'
import { ScreenNotice } from './screen-notice.tsx'

const PairingPage = lazy(async () => ({
  default: (await import('./pairing-page.tsx')).PairingPage,
}))

const DrillScreen = lazy(async () => ({
  default: (await import('./deferred-parts.ts')).DrillScreen,
}))

const Blank = () => <main data-link="down" />

/** `/display`: a pairing code until a supervisor pairs this display, then its board. */
export function DisplayApp({ session }: { session: DisplaySession }) {
  const state = useDisplayState(session.store)
  useEffect(() => {
    session.start()
    return session.stop
  }, [session])
  const { phase, identity, stores, shown, sound, isUnreadable, isConflict, isIdentifying } = state
  if (phase === 'unpaired')
    return (
      <Suspense fallback={<Blank />}>
        <PairingPage progress={state.pairing} />
      </Suspense>
    )
  if (phase === 'drill')
    return (
      <Suspense fallback={<Blank />}>
        <DrillScreen onEnded={session.drillEnded} />
      </Suspense>
    )
  if (stores === undefined) return <Blank />
  return (
    <LiveProvider stores={stores}>
      {shown === undefined ? <Blank /> : <DisplayBoard shown={shown} identity={identity} sound={sound} />}
      {isUnreadable && <ScreenNotice text={text.boardUnreadable} />}
      {isConflict && <ScreenNotice text={text.pairingConflict} />}
      {isIdentifying && identity !== undefined && <ScreenNotice text={identity.name} />}
    </LiveProvider>
  )
}

/** The board, dimmed or blank at night by the server's clock in the site's time zone. */
function DisplayBoard(props: {
  shown: ShownBoard
  identity: DisplayIdentity | undefined
  sound: ShownSound | undefined
}) {
  const { board, boardId } = props.shown
  const settings = props.identity?.settings
  const night = useScreenStatus((status) =>
    settings === undefined ? undefined : activeNightLook(settings, timeOfDay(status)),
  )
  return (
    <Wall
      board={board}
      boardId={boardId}
      name={props.identity?.name ?? board.name}
      timeZone={settings?.timeZone}
      isShifted
      night={night}
      sound={props.sound}
    />
  )
}
