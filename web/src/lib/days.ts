// Days as they are written everywhere here: YYYY-MM-DD, whatever the browser's locale.

const WRITTEN = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/
const MS = 86_400_000

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const number = (day: string) => Date.parse(day + 'T00:00:00Z') / MS

/** The day that somebody means: a whole one, or the first or the last of a year or a month (2017, 2017-09). null where it is none. */
export function readDay(written: string, end: 'first' | 'last' = 'first'): string | null {
  const found = WRITTEN.exec(dashed(written.trim()))
  if (!found) return null
  const [, year, month, day] = found
  const m = month ? +month : end === 'first' ? 1 : 12
  const d = day ? +day : end === 'first' ? 1 : new Date(Date.UTC(+year!, m, 0)).getUTCDate()
  const made = `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  return Number.isNaN(number(made)) || iso(number(made) * MS) !== made ? null : made
}

/** What is typed, with the dashes that follow from its digits, so that a keypad of digits is enough: 201709 is 2017-09. */
export function dashed(typed: string): string {
  if (!/^[\d-]*$/.test(typed) || /-\d?-|--/.test(typed)) return typed
  return typed.replace(/^(\d{4})(\d)/, '$1-$2').replace(/^(\d{4}-\d{2})(\d)/, '$1-$2')
}

/** The day so many days later. */
export const shifted = (day: string, by: number) => iso((number(day) + by) * MS)

/** How many days lie from one to another. */
export const between = (from: string, to: string) => number(to) - number(from)

export interface Core { first: string; last: string; before: number; after: number }

/** What share of the reports may stand outside the core. */
const OUTSIDE = 0.02

/**
 * Where all but a few reports lie: the shortest stretch with 98 % of them, so that one report of 1948 does not stretch a scale. What lies
 * outside is counted; nothing is cut off that would not shorten the stretch by half.
 */
export function core(counts: { at: string; n: number }[], length: (from: string, to: string) => number = between): Core {
  const sorted = counts.filter((c) => c.at && c.n > 0).sort((a, b) => (a.at < b.at ? -1 : 1))
  const whole = { first: sorted[0]?.at ?? '', last: sorted[sorted.length - 1]?.at ?? '', before: 0, after: 0 }
  const total = sorted.reduce((n, c) => n + c.n, 0)
  const most = total < 20 ? 0 : Math.ceil(total * OUTSIDE)
  let best = whole
  for (let i = 0, before = 0; i < sorted.length && before <= most; before += sorted[i++]!.n) {
    let k = sorted.length - 1, after = 0
    while (k > i && before + after + sorted[k]!.n <= most) after += sorted[k--]!.n
    const stretch = { first: sorted[i]!.at, last: sorted[k]!.at, before, after }
    if (length(stretch.first, stretch.last) < length(best.first, best.last)) best = stretch
  }
  return 2 * length(best.first, best.last) <= length(whole.first, whole.last) ? best : whole
}
