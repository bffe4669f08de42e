/** The sound state that a screen shows. `off`: it may not sound alarms, or another display of its room does. */
export type ShownSound = 'on' | 'blocked' | 'off'
