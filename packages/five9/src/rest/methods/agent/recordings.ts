import { del, get, put } from '../../definition.ts'
import { FileBody, ValueBody } from '../schemas.ts'

/** The methods of an agent: recordings. */
export const recordingsMethods = {
  /** Starts the recording of a call. [P] */
  StartRecording: put('/agents/{agentId}/interactions/calls/{callId}/start_recording'),
  /** Pauses the recording of a call. [P] */
  PauseRecording: put('/agents/{agentId}/interactions/calls/{callId}/pause_recording'),
  /** Resumes the recording of a call. [P] */
  ResumeRecording: put('/agents/{agentId}/interactions/calls/{callId}/resume_recording'),
  /** Stops the recording of a call. [P] */
  StopRecording: put('/agents/{agentId}/interactions/calls/{callId}/stop_recording'),
  /** The audio of a recording. [P] */
  GetCallRecording: get('/agents/{agentId}/recordings/{recordingId}', { reply: 'bytes' }),
  /** The audio of a call. [P] */
  GetCallAudio: get('/agents/{agentId}/interactions/calls/{callId}/audio'),
  /** The state of the audio player. [P] */
  GetAudioPlayer: get('/agents/{agentId}/interactions/calls/{callId}/audio/player'),
  /** Pauses the audio player. [P] */
  PauseAudioPlayer: put('/agents/{agentId}/interactions/calls/{callId}/audio/player/pause'),
  /** Resumes the audio player. [P] */
  ResumeAudioPlayer: put('/agents/{agentId}/interactions/calls/{callId}/audio/player/resume'),
  /** Stops the audio player. [P] */
  StopAudioPlayer: put('/agents/{agentId}/interactions/calls/{callId}/audio/player/stop'),
  /** Plays a prompt to a call: `value` is the id of the prompt. [R] */
  PlaySkillPrompt: put('/agents/{agentId}/interactions/calls/{callId}/audio/player/play_prompt', {
    body: ValueBody,
  }),
  /** The prompts of the active queues. [P] */
  GetActiveSkillsPrompts: get('/agents/{agentId}/prompts'),
  /** The audio of a prompt. [P] */
  GetSkillPromptStream: get('/agents/{agentId}/prompts/{promptId}/stream', { reply: 'bytes' }),
  /** The sound of an event. [P] */
  GetSoundFile: get('/agents/{agentId}/sounds/{eventType}/file', { reply: 'bytes' }),
  /** Replaces the sound of an event. [P] */
  UpdateSoundFile: put('/agents/{agentId}/sounds/{eventType}/file', { body: FileBody }),
  /** The greeting of the voicemail. [P] */
  GetPersonalGreeting: get('/agents/{agentId}/personal_greeting'),
  /** Replaces the greeting of the voicemail. [P] */
  UploadPersonalGreeting: put('/agents/{agentId}/personal_greeting', { body: FileBody }),
  /** Deletes the greeting of the voicemail. [P] */
  ResetPersonalGreeting: del('/agents/{agentId}/personal_greeting'),
}
