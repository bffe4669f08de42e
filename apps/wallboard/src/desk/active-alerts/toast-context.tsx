import { useStore } from 'zustand'
import type { Announced, ToastStore } from './toast-store.ts'
import type { ToastState } from './toast-state.ts'

/** The toasts of a store. */
export const useToasts = ({ toasts }: ToastStore): ToastState => useStore(toasts)

/** What is said to a screen reader now. */
export const useAnnounced = ({ announced }: ToastStore): Announced => useStore(announced)
