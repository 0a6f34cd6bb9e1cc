// The outlines of the statuses: told apart without colour.
import type { ReactNode } from 'react'

export const shapeNames = ['good', 'quiet', 'care', 'none', 'over', 'locked', 'open'] as const
export type ShapeName = (typeof shapeNames)[number]

const shapes: Readonly<Record<ShapeName, ReactNode>> = {
  good: (
    <>
      <circle cx="32" cy="32" r="28" fill="currentColor" stroke="none" />
      <path d="M19 33 L28.5 42.5 L46 23" stroke="var(--paper-bright)" strokeWidth="6.5" />
    </>
  ),
  quiet: (
    <>
      <circle cx="32" cy="32" r="26" />
      <path d="M32 17 V32 L42 40" />
    </>
  ),
  care: (
    <>
      <path d="M32 5 L61 57 H3 Z" />
      <path d="M32 23 V39" strokeWidth="6.5" />
      <circle cx="32" cy="48" r="3.2" fill="currentColor" stroke="none" />
    </>
  ),
  none: (
    <>
      <circle cx="32" cy="32" r="26" strokeDasharray="9 8" />
    </>
  ),
  over: (
    <>
      <circle cx="32" cy="32" r="26" />
      <path d="M18 32 H46" strokeWidth="7" />
    </>
  ),
  locked: (
    <>
      <rect x="12" y="28" width="40" height="30" rx="5" fill="currentColor" />
      <path d="M20 28 V19 a12 12 0 0 1 24 0 V28" />
    </>
  ),
  open: (
    <>
      <rect x="12" y="28" width="40" height="30" rx="5" />
      <path d="M20 28 V17 a12 12 0 0 1 23 -4" />
    </>
  ),
}

export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg
      className="shape"
      data-shape={name}
      viewBox="0 0 64 64"
      fill="none"
      stroke="currentColor"
      strokeWidth="6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  )
}
