// The shapes that the API answers with; docs: GET /api/openapi.json and RECORD.md.

export type Status = 'actual' | 'planned' | 'demanded' | 'threatened' | 'possible' | 'denied'
export type Verdict = 'single' | 'agreed' | 'range' | 'contested'
export type Decision = 'accept' | 'correct' | 'reject' | 'skip'

/** Unicode code points of the article's text, half open. */
export interface Span { start: number; end: number }
export interface Source { text: string; code: string | null; sector: string | null; cue: string | null; span: Span }
export interface Actor { text: string; name: string | null; code: string | null; sector: string | null; wikidata: string | null; span: Span }
export interface Place {
  text: string; name: string | null; country: string | null; admin1: string | null; lat: number | null; lon: number | null
  geonames: number | null; precision: string; span: Span
}
export interface When { text: string; start: string; end: string; precision: string; span: Span }
export interface Count { what: string; who: string | null; low: number | null; high: number | null; text: string; span: Span }
export interface Reason { type: string; status: string; attribution: string; actor: string; recipient: string; place: string; date: string }
export interface Report {
  id: string
  document: { id: string; url: string | null; title: string | null; source: string | null; published: string | null; sha256: string }
  event: string; mode: string[]; context: string[]; quad: string; score: number; cameo: string | null
  status: Status; historical: boolean; negated?: boolean
  attribution: Source[]; actor: Actor[]; recipient: Actor[]; place: Place | null; date: When | null; counts: Count[]
  same_as: string | null; content_of: string | null; confidence: number
  evidence: { trigger: Span & { text: string }; sentence: Span }
  reason: Reason; coder: { version: string; model: string; codebook: string }
}
export interface Item { report: Report; event: string | null; story: string | null; review: string; sentence: string }
export interface ArticleRef { id: string; title: string | null; source: string | null; published: string | null; url: string | null }
export interface Article extends ArticleRef { subtitle: string | null; byline: string | null; language: string | null; text: string; sha256: string }
export interface Considered { text: string; span: Span; type: string; belief: number; needed: number; coded: boolean; why: string }
export interface Sentence extends Span { part: string; paragraph: number; reports: string[]; considered: Considered[] }
export interface Copy {
  article: string; source: string | null; published: string | null; title: string | null; kind: string; contains: number; retitled: boolean
  added: string[]; dropped: string[]; changed: { from: string; to: string }[]
}
export interface ArticlePage { article: Article; reports: Item[]; copies: Copy[]; sentences?: Sentence[]; why: boolean }

export interface Voucher { name: string; code: string | null; sector: string | null; publisher: boolean }
export interface Value {
  value: string; words: string; low?: number | null; high?: number | null; by: Voucher[]; reports: string[]; since: string; until: string; denies: boolean
}
export interface Field { field: string; verdict: Verdict; low?: number | null; high?: number | null; values: Value[] }
export interface Event {
  id: string; event: string; mode: string[]; status: Status; title: string; actor: Actor[]; recipient: Actor[]; place: Place | null; date: When | null
  first: string; last: string; reports: string[]; articles: number; independent: number; contested: boolean; fields: Field[]; story: string | null
}
export interface Ruling { decision: number; kind: string; by: string; why: string; score: number | null; at: string; undoes: number | null; undone: number | null; reports: string[] }
export interface EventPage {
  event: Event; reports: Item[]; articles: (ArticleRef & { group: string; first: boolean })[]
  toll: { day: string; what: string; low: number | null; high: number | null; report: string; source: string; denies: boolean }[]
  decisions: Ruling[]; story: { id: string; title: string } | null
}
export interface Party { name: string; code: string | null; sector: string | null; events: number; reports: string[] }
export interface Step { event: Event; part: string; day: string; dated: boolean; refer: string | null; how: string; why: string }
export interface Term { event: string; what: string; state: string; by: string[] }
export interface Story {
  id: string; title: string; first: string; last: string; places: Place[]; parties: Party[]; events?: Step[]; terms: Term[]
  supporters: Party[]; objectors: Party[]; articles: number
}
export interface FacetCount { value: string; label: string; count: number }
export interface Facets { total: number; facets: Record<string, FacetCount[]> }
export interface Bucket { at: string; total: number; cells: { type: string; status: Status; count: number }[]; tolls: { what: string; low: number | null; high: number | null; events: number }[] }
export interface Timeline { by: string; buckets: Bucket[]; undated: number }
export interface MapPlace {
  key: number; name: string; country: string | null; admin1: string | null; lat: number | null; lon: number | null; precision: string
  shape: 'point' | 'circle' | 'country' | 'none'; radius_km: number; total: number; by_status: Partial<Record<Status, number>>; by_type: Record<string, number>
  first: string; last: string; days?: { day: string; count: number }[]
}
export interface MapPage { places: MapPlace[]; nowhere: number; unlocated: number }
export interface Dyad {
  actor: string; recipient: string; total: number; cooperation: number; conflict: number
  verbal_cooperation: number; material_cooperation: number; verbal_conflict: number; material_conflict: number; score: number
}
export interface DyadPage { actors: { id: string; label: string; code: string; sector: string; as_actor: number; as_recipient: number }[]; dyads: Dyad[] }
export interface ActorPage {
  actor: { id: string; label: string; code: string; sector: string; names: string[] }
  total: { as_actor: number; as_recipient: number; as_source: number }
  does: { type: string; status: Status; count: number }[]; suffers: { type: string; status: Status; count: number }[]
  to: Dyad[]; from: Dyad[]
  scores: { month: string; as_actor: { count: number; mean: number } | null; as_recipient: { count: number; mean: number } | null }[]
  newest: Item[]
}
export interface Meta {
  program: { version: string; model: string; codebook: string }
  store: { name: string; captures: number; articles: number; reports: number; events: number; stories: number }
  types: { name: string; quad: string; score: number; about: string; modes: { name: string; about: string }[] }[]
  statuses: Status[]; contexts: { name: string; about: string }[]; sectors: { name: string; about: string }[]
  countries: Record<string, string>; counts: string[]; writable: boolean; why: boolean; reviewer: string
}
export interface Form { name: string; about: string; suffix: string; what: ('reports' | 'events')[] }
export interface Review { key: number; report: string; reviewer: string; decision: Decision; corrected: Report | null; note: string; sample: string; at: string; undone: boolean }
export interface ReviewItem extends Item { article: Article }
export interface Sample {
  name: string; kind: 'precision' | 'agreement'; seed: number; size: number; population: number; query: string; by: string; why: string; at: string
  progress: { reviewer: string; judged: number; skipped: number; left: number }[]
}
export interface Precision {
  sample: string; seed: number; population: number; size: number; judged: number; right: number; wrong: number; skipped: number
  precision: number; low: number; high: number; level: number; method: string
  fields: { field: string; right: number; judged: number; precision: number; low: number; high: number }[]; sentence: string
}
export interface Agreement {
  sample: string; reviewers: string[]; units: number; fields: { field: string; alpha: number | null; units: number; why?: string }[]
  disagreements: { report: string; field: string; values: Record<string, string> }[]
}
