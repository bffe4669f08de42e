import { activeNightLook, type DisplayIdentity } from '@wallboard/relay/rest/displays'
import { lazy, Suspense, useEffect } from 'react'
import type { ShownSound } from '../board/shown-sound.ts'
import { Wall } from '../board/wall.tsx'
import { LiveProvider, useScreenStatus } from '../live/hooks/live-context.tsx'
import { timeOfDay } from '../live/session/time-of-day.ts'
import { useDisplayState } from './display-session-context.tsx'
import type { DisplaySession } from './display-session.ts'
import type { ShownBoard } from './display-session-store.ts'
import { Identify } from './identify.tsx'

const PairingPage = lazy(async () => ({
  default: (await import('./pairing-page.tsx')).PairingPage,
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
  if (stores === undefined) return <Blank />
  return (
    <LiveProvider stores={stores}>
      {shown === undefined ? <Blank /> : <DisplayBoard shown={shown} identity={identity} sound={sound} />}
      {isUnreadable && (
        <Identify name="This screen cannot read its board. It waits for a new version of itself." />
      )}
      {isConflict && <Identify name="Another screen uses this screen’s pairing. Pair one of them again." />}
      {isIdentifying && identity !== undefined && <Identify name={identity.name} />}
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
      orbits
      night={night}
      sound={props.sound}
    />
  )
}
