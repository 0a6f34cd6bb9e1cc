// The four free services of an aid centre (DOMAIN: what the counter does, row D). Never refused to anyone.

export const aidServices = ['POLICY', 'EMPLOYMENT', 'LEGAL', 'PSYCHOLOGY'] as const
/** 政策咨询 · 就业介绍 · 法律援助 · 心理咨询, on the keys 1–4 in this order. */
export type AidService = (typeof aidServices)[number]

/** Sensitive services: who used them is not shown in lists or on later scans (DOMAIN: privacy at the aid centre). */
export function isSensitive(service: AidService): boolean {
  return service === 'LEGAL' || service === 'PSYCHOLOGY'
}
