/** The filters every list, count and export takes, as the URL has them. Lists are comma-separated. */
export const FILTERS = ['from', 'to', 'published_from', 'published_to', 'type', 'mode', 'status', 'actor', 'recipient', 'said_by', 'country', 'place',
  'source', 'text', 'article', 'document', 'event', 'story', 'min_confidence', 'max_confidence', 'review', 'news', 'undated'] as const
export type Filter = (typeof FILTERS)[number]
export type Filters = Partial<Record<Filter, string>>

/** Which filter a facet sets. */
export const FACET_FILTER: Record<string, Filter> = {
  type: 'type', status: 'status', country: 'country', actor: 'actor', recipient: 'recipient', source: 'source', attribution: 'said_by', review: 'review', story: 'story',
}
/** Filters that take several values. */
const LISTS: ReadonlySet<Filter> = new Set(['type', 'mode', 'status', 'country', 'review'])

export function read(search: string): Filters {
  const params = new URLSearchParams(search)
  const out: Filters = {}
  for (const name of FILTERS) {
    const value = params.getAll(name).filter(Boolean).join(',')
    if (value) out[name] = value
  }
  return out
}

/** The filters as a query string without the question mark, in a fixed order. */
export function write(filters: Filters): string {
  const params = new URLSearchParams()
  for (const name of FILTERS) {
    const value = filters[name]
    if (value) params.set(name, value)
  }
  return params.toString()
}

export const values = (filters: Filters, name: Filter) => (filters[name] ? (LISTS.has(name) ? filters[name].split(',') : [filters[name]]) : [])

/** The filters with a value of a facet switched on or off. */
export function toggle(filters: Filters, name: Filter, value: string): Filters {
  const have = values(filters, name)
  const next = have.includes(value) ? have.filter((v) => v !== value) : LISTS.has(name) ? [...have, value] : [value]
  const out = { ...filters }
  if (next.length) out[name] = next.join(',')
  else delete out[name]
  return out
}
