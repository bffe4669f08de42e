/** What a screen says about its sound. `off`: it may not sound alarms, or another screen of its room does. */
export type ShownSound = 'on' | 'blocked' | 'off'
