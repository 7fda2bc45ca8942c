import type { Bucket } from './types'

export type Period = 'day' | 'month' | 'year'

/** The number of a period since the year 0: of days, months or years, by how it is written. */
function index(at: string): number {
  if (at.length === 10) return Math.round(Date.parse(at + 'T00:00:00Z') / 86_400_000)
  return at.length === 7 ? 12 * +at.slice(0, 4) + +at.slice(5) - 1 : +at
}

function name(index: number, length: number): string {
  if (length === 10) return new Date(index * 86_400_000).toISOString().slice(0, 10)
  return length === 7 ? `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` : String(index).padStart(4, '0')
}

/** How many periods lie from the first to the last, both counted; 0 where there is none. */
export const periods = (first: string, last: string) => (first && last ? index(last) - index(first) + 1 : 0)

/** The buckets with an empty one for each period in which there is none. */
export function filled(buckets: Bucket[]): Bucket[] {
  const first = buckets[0], last = buckets[buckets.length - 1]
  if (!first || !last) return []
  const by = new Map(buckets.map((b) => [b.at, b]))
  const out: Bucket[] = []
  for (let i = index(first.at); i <= index(last.at); i++) {
    const at = name(i, first.at.length)
    out.push(by.get(at) ?? { at, total: 0, cells: [], tolls: [] })
  }
  return out
}

const SPAN = '\u2009–\u2009'

/** Buckets as one, named by its first and its last; none of none. Tolls are left out: they do not add up. */
export function together(list: Bucket[]): Bucket[] {
  const first = list[0], last = list[list.length - 1]
  if (!first || !last) return []
  return [{ at: first === last ? first.at : first.at + SPAN + last.at, total: list.reduce((n, b) => n + b.total, 0), cells: list.flatMap((b) => b.cells), tolls: [] }]
}

/** The first and the last period that a bucket stands for. */
export function ends(at: string): [string, string] {
  const [first = at, last = first] = at.split(SPAN)
  return [first, last]
}
