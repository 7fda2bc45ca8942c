import type { Report, Span } from './types'

/** A text cut into code points, so that the API's spans can be cut out of it: JavaScript's own indexes count UTF-16 units. */
export class CodePoints {
  private readonly points: string[]
  constructor(text: string) { this.points = Array.from(text) }
  get length() { return this.points.length }
  slice(start: number, end: number) { return this.points.slice(start, end).join('') }
  /** The code point index of a UTF-16 index. */
  fromUnits(unit: number) {
    let at = 0
    for (let i = 0; i < this.points.length; i++) {
      if (at >= unit) return i
      at += (this.points[i] ?? '').length
    }
    return this.points.length
  }
}

export interface Mark extends Span { role: string; reason: string }

/** What each value of a report was read from, with its role and reason, in the order of the text. */
export function marks(r: Report): Mark[] {
  const out: Mark[] = [{ ...r.evidence.trigger, role: 'trigger', reason: r.reason.type }]
  const add = (span: Span, role: string, reason: string) => { if (span.end > span.start) out.push({ start: span.start, end: span.end, role, reason }) }
  for (const s of r.attribution) add(s.span, 'source', r.reason.attribution)
  for (const a of r.actor) add(a.span, 'actor', r.reason.actor)
  for (const a of r.recipient) add(a.span, 'recipient', r.reason.recipient)
  if (r.place) add(r.place.span, 'place', r.reason.place)
  if (r.date) add(r.date.span, 'date', r.reason.date)
  for (const c of r.counts) add(c.span, 'count', '')
  return out.sort((a, b) => a.start - b.start || b.end - a.end)
}

export interface Piece { text: string; start: number; end: number; marks: Mark[] }

/** A stretch of text cut at every mark's edges; each piece has the marks that lie on it. */
export function pieces(text: CodePoints, within: Span, list: Mark[]): Piece[] {
  const edges = new Set([within.start, within.end])
  for (const m of list) for (const e of [m.start, m.end]) if (e > within.start && e < within.end) edges.add(e)
  const sorted = [...edges].sort((a, b) => a - b)
  const out: Piece[] = []
  for (let i = 0; i + 1 < sorted.length; i++) {
    const start = sorted[i]!, end = sorted[i + 1]!
    out.push({ text: text.slice(start, end), start, end, marks: list.filter((m) => m.start <= start && m.end >= end) })
  }
  return out
}
