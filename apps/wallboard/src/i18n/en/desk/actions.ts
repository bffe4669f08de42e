import { plural } from '../plural.ts'

/** Changes of agents, campaigns and notices at Five9. */
export const actions = {
  changeState: 'Change state…',
  changeQueues: 'Change queues…',
  agentTitle: (name: string) => `Change the state of ${name}`,
  queuesTitle: (name: string) => `Queues that ${name} works on`,
  stateNow: (name: string, state: string) => `${name} is now: ${state}.`,
  ready: 'Ready',
  notReady: (reason: string) => `Not ready: ${reason}`,
  logOut: 'Sign out',
  setQueues: 'Set queues',
  loadingQueues: 'Reading the queues from Five9…',
  effects: {
    ready: (name: string) =>
      `${name} becomes ready for calls and voicemail, and may be given a call at once.`,
    notReady: (name: string, reason: string) =>
      `${name} gets no calls, with the reason ${reason}. During a call it takes effect after the call.`,
    logOut: (name: string) => `The Five9 session of ${name} ends. ${name} has to sign in again.`,
    queues: (name: string, count: number) =>
      count === 0
        ? `${name} works on no queue, and gets no calls.`
        : `${name} works on ${count} ${plural(count, { one: 'queue', other: 'queues' })}.`,
  },
  campaign: {
    start: 'Start',
    stop: 'Stop',
    reset: 'Reset',
    running: 'running',
    stopped: 'not running',
  },
  campaignTitle: {
    start: (name: string) => `Start ${name}?`,
    stop: (name: string) => `Stop ${name}?`,
    reset: (name: string) => `Reset ${name}?`,
  },
  campaignEffects: {
    start: (name: string) => `${name} takes calls, or dials, from now on.`,
    stop: (name: string) =>
      `${name} takes no new calls, or dials no more. Callers of an inbound campaign are no longer answered.`,
    reset: (name: string) => `All records of ${name} can be dialled again, also those that were reached.`,
  },
  choose: 'Choose one',
  cancel: 'Cancel',
  close: 'Close',
  sending: 'Sending…',
  accepted: (choice: string) => `Five9 accepted “${choice}”. The new state appears when Five9 reports it.`,
  confirmed: (now: string) => `Done. Five9 reports: ${now}.`,
  noticeTitle: 'Five9 asks you to read a notice',
  noticeNote: 'Your session at Five9 waits until it is accepted.',
  acceptNotice: 'Accept notice',
}
