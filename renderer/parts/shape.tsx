// The shape of every answer: one outline per meaning, told apart without colour and from two metres.
import type { ReactNode } from 'react'

export const shapeNames = [
  'card-VALID',
  'card-NOT_YET',
  'card-EXPIRED',
  'card-CANCELLED',
  'card-STOPPED',
  'card-UNKNOWN',
  'card-UNCONFIRMED',
  'protection-IN_FORCE',
  'protection-PENDING',
  'protection-LAPSED',
  'protection-NONE',
  'protection-UNCONFIRMED',
  'notJudged-CLOCK_BEFORE_ROSTER',
  'notJudged-ROSTER_MISSING',
  'notJudged-ROSTER_DAMAGED',
  'notJudged-protection',
  'refusal',
  'fault',
  'link',
  'enrolment',
] as const
export type ShapeName = (typeof shapeNames)[number]

const SHIELD = 'M32 5 L56 13 V31 C56 45 46 54 32 60 C18 54 8 45 8 31 V13 Z'
const QUESTION = 'M24 25 C24 15 40 15 40 25 C40 32 32 32 32 40'
const QUESTION_DOT = <circle cx="32" cy="48" r="2.6" fill="currentColor" stroke="none" />

const shapes: Readonly<Record<ShapeName, ReactNode>> = {
  // A full disc with a tick: the only filled shape, seen first.
  'card-VALID': (
    <>
      <circle cx="32" cy="32" r="28" fill="currentColor" stroke="none" />
      <path d="M19 33 L28.5 42.5 L46 23" stroke="var(--panel)" strokeWidth="6.5" />
    </>
  ),
  'card-NOT_YET': (
    <>
      <path d="M16 6 H48 M16 58 H48 M20 6 V16 C20 26 44 38 44 48 V58 M44 6 V16 C44 26 20 38 20 48 V58" />
      <path d="M27 50 H37" />
    </>
  ),
  'card-EXPIRED': (
    <>
      <rect x="7" y="12" width="50" height="46" rx="5" />
      <path d="M7 25 H57 M20 5 V17 M44 5 V17 M24 34 L40 50 M40 34 L24 50" />
    </>
  ),
  'card-CANCELLED': (
    <>
      <circle cx="32" cy="32" r="27" />
      <path d="M18 32 H46" strokeWidth="7" />
    </>
  ),
  'card-STOPPED': (
    <>
      <path d="M21 5 H43 L59 21 V43 L43 59 H21 L5 43 V21 Z" />
      <path d="M25 20 V44 M39 20 V44" strokeWidth="7" />
    </>
  ),
  'card-UNKNOWN': (
    <>
      <circle cx="27" cy="27" r="21" />
      <path d="M42.5 42.5 L59 59" strokeWidth="8" />
      <path d="M20 27 H34" strokeDasharray="4 5" />
    </>
  ),
  'card-UNCONFIRMED': (
    <>
      <path d="M32 3 L61 32 L32 61 L3 32 Z" />
      <path d={QUESTION} />
      {QUESTION_DOT}
    </>
  ),
  'protection-IN_FORCE': (
    <>
      <path d={SHIELD} fill="currentColor" stroke="none" />
      <path d="M20 31 L29 40 L45 23" stroke="var(--panel)" strokeWidth="6" />
    </>
  ),
  'protection-PENDING': (
    <>
      <path d={SHIELD} />
      <path d="M32 18 V32 L41 38" />
    </>
  ),
  'protection-LAPSED': (
    <>
      <path d={SHIELD} />
      <path d="M23 22 L41 42 M41 22 L23 42" />
    </>
  ),
  'protection-NONE': (
    <>
      <path d={SHIELD} strokeDasharray="7 6" />
      <path d="M22 31 H42" />
    </>
  ),
  'protection-UNCONFIRMED': (
    <>
      <path d={SHIELD} />
      <path d="M24 23 C24 14 40 14 40 23 C40 30 32 30 32 37" />
      <circle cx="32" cy="45" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  'notJudged-CLOCK_BEFORE_ROSTER': (
    <>
      <circle cx="32" cy="34" r="25" />
      <path d="M32 18 V34 L22 42 M14 4 L4 14 M50 4 L60 14" />
    </>
  ),
  'notJudged-ROSTER_MISSING': (
    <>
      <rect x="12" y="5" width="40" height="54" rx="4" strokeDasharray="7 6" />
      <path d="M22 32 H42" />
    </>
  ),
  'notJudged-ROSTER_DAMAGED': (
    <path d="M12 9 a4 4 0 0 1 4 -4 H48 a4 4 0 0 1 4 4 V28 L44 34 L36 26 L28 34 L20 27 L12 33 Z M12 45 L20 39 L28 46 L36 38 L44 46 L52 40 V55 a4 4 0 0 1 -4 4 H16 a4 4 0 0 1 -4 -4 Z" />
  ),
  'notJudged-protection': (
    <>
      <path d={SHIELD} strokeDasharray="3 6" />
      <path d="M25 28 H39 M25 36 H39" />
    </>
  ),
  refusal: (
    <>
      <path d="M6 16 V6 H16 M48 6 H58 V16 M58 48 V58 H48 M16 58 H6 V48" />
      <path d="M18 20 V44 M25 20 V44 M39 20 V44 M46 20 V44" />
      <path d="M8 56 L56 8" strokeWidth="6.5" />
    </>
  ),
  fault: (
    <>
      <path d="M32 5 L61 57 H3 Z" />
      <path d="M32 23 V39" strokeWidth="6.5" />
      <circle cx="32" cy="48" r="3.2" fill="currentColor" stroke="none" />
    </>
  ),
  link: (
    <>
      <path d="M24 10 V22 M40 10 V22 M18 22 H46 V32 a14 14 0 0 1 -28 0 Z M32 46 V60" />
      <path d="M6 58 L58 6" strokeWidth="6.5" />
    </>
  ),
  enrolment: <path d="M24 4 V18 M40 4 V18 M14 18 H50 V30 a18 18 0 0 1 -36 0 Z M32 48 V60" />,
}

export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg
      className="shape"
      data-shape={name}
      viewBox="0 0 64 64"
      fill="none"
      stroke="currentColor"
      strokeWidth="5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  )
}
