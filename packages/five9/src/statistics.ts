/**
 * Rows, the algebra of events 5000 and 5012, and `QueueStatistics`. The published package contains this code; in this
 * repository it is a workspace without I/O, which the browser uses too.
 */
export * from '@wallboard/statistics'
