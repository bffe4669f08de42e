import { del, get, post, put } from '../../definition.ts'
import { RecordingView, RecordingViewBody } from '../schemas.ts'

/** The methods of a supervisor: recordings. */
export const recordingsMethods = {
  /** Opens a view of the recordings of an agent. [R] */
  CreateCallRecordingView: post('/supervisors/{supervisorId}/agents/{agentId}/recording_views', {
    body: RecordingViewBody,
    response: RecordingView,
  }),
  /** The open views of recordings. [P] */
  GetCallRecordingViews: get('/supervisors/{supervisorId}/agents/{agentId}/recording_views'),
  /** Changes a view of recordings. [P] */
  UpdateCallRecordingView: put('/supervisors/{supervisorId}/agents/{agentId}/recording_views/{viewId}', {
    body: RecordingViewBody,
    response: RecordingView,
  }),
  /** The next page of a view of recordings. [P] */
  IterateCallRecordingView: put(
    '/supervisors/{supervisorId}/agents/{agentId}/recording_views/{viewId}/next',
    { response: RecordingView },
  ),
  /** Closes a view of recordings. [P] */
  DeleteCallRecordingView: del('/supervisors/{supervisorId}/agents/{agentId}/recording_views/{viewId}'),
  /** Prepares a recording for download. [P] */
  DownloadRecording: put('/supervisors/{supervisorId}/agents/{agentId}/recordings/{recordingId}/download', {
    reply: 'bytes',
  }),
}
