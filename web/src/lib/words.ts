import type { Actor, Count, Report, Source, Status, Voucher, When } from './types'

/** How a status is told apart: by its word and the shape of its mark, never by colour alone. */
export const STATUS: Record<Status, { word: string; about: string }> = {
  actual: { word: 'happened', about: 'the article asserts that it happened or is happening' },
  planned: { word: 'planned', about: 'scheduled, promised, agreed or intended' },
  demanded: { word: 'demanded', about: 'somebody asks, urges or orders that it be done' },
  threatened: { word: 'threatened', about: 'somebody threatens to do it' },
  possible: { word: 'possible', about: 'may be, suspected, feared, conditional or offered' },
  denied: { word: 'denied', about: 'said not to have happened, prevented, refused or called off' },
}

export const people = (list: Actor[]) => list.map((a) => a.text).join(', ')
export const codeOf = (a: { code: string | null; sector: string | null }) => [a.code, a.sector].filter(Boolean).join('.')
export const chain = (list: Source[]) => list.map((s) => s.text).join(', citing ')

export function day(date: When | null): string {
  if (!date) return ''
  return date.start === date.end ? date.start : `${date.start}–${date.end.slice(date.start.slice(0, 8) === date.end.slice(0, 8) ? 8 : date.start.slice(0, 5) === date.end.slice(0, 5) ? 5 : 0)}`
}

export function number(low: number | null | undefined, high: number | null | undefined): string {
  if (low == null && high == null) return 'unknown'
  if (low == null) return `≤ ${high}`
  if (high == null) return `≥ ${low}`
  return low === high ? String(low) : `${low}–${high}`
}

export const count = (c: Count) => `${number(c.low, c.high)} ${c.what.replaceAll('_', ' ')}`
export const voucher = (v: Voucher) => (v.publisher ? `${v.name || 'the article'} (own word)` : v.name)
export const kind = (r: { event: string; mode: string[] }) => [r.event, ...r.mode].join(' ')
export const plural = (n: number, word: string) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`
export const percent = (p: number) => `${(100 * p).toFixed(1)} %`

/** One line of who did what to whom; of whom nothing is said, the word that tells of it. */
export const line = (r: Report) => [people(r.actor) || (r.recipient.length ? '—' : ''), r.recipient.length ? '→ ' + people(r.recipient) : ''].filter(Boolean).join(' ') || `${kind(r)}: «${r.evidence.trigger.text}»`
