import { describe, expect, test } from 'vitest'
import { read, toggle, values, write } from '../src/lib/filters'
import { circle, layers, unwrapped } from '../src/lib/geo'
import { filled, periods } from '../src/lib/periods'
import { CodePoints, marks, pieces } from '../src/lib/spans'
import type { MapPlace, Report } from '../src/lib/types'
import { day, number, STATUS } from '../src/lib/words'

describe('spans are code points', () => {
  const text = new CodePoints('🇸🇾 a b😀cd é')
  test('a span behind emoji is cut where it stands', () => {
    expect(text.length).toBe(11)
    expect(text.slice(3, 4)).toBe('a')
    expect(text.slice(6, 8)).toBe('😀c')
  })
  test('a UTF-16 index is found again', () => {
    expect(text.fromUnits('🇸🇾 a b'.length)).toBe(6)
    expect(text.fromUnits('🇸🇾 a b😀'.length)).toBe(7)
    expect(text.fromUnits(10_000)).toBe(text.length)
  })
  test('pieces put together are the text, and each has the marks that lie on it', () => {
    const list = [{ start: 3, end: 8, role: 'actor', reason: '' }, { start: 6, end: 7, role: 'place', reason: '' }]
    const cut = pieces(text, { start: 0, end: 11 }, list)
    expect(cut.map((p) => p.text).join('')).toBe(text.slice(0, 11))
    expect(cut.find((p) => p.text === '😀')?.marks.map((m) => m.role)).toEqual(['actor', 'place'])
  })
  test('a report marks each value where it was read', () => {
    const span = (start: number, end: number) => ({ start, end })
    const r = {
      evidence: { trigger: { ...span(5, 9), text: 'shot' }, sentence: span(0, 20) }, attribution: [], recipient: [], place: null, date: null,
      actor: [{ text: 'army', name: null, code: null, sector: null, wikidata: null, span: span(0, 4) }],
      counts: [{ what: 'killed', who: null, low: 1, high: 1, text: '', span: span(0, 0) }],
      reason: { type: 't', status: '', attribution: '', actor: 'subject', recipient: '', place: '', date: '' },
    } as unknown as Report
    expect(marks(r).map((m) => [m.role, m.reason])).toEqual([['actor', 'subject'], ['trigger', 't']])
  })
})

describe('filters and URLs', () => {
  test('what is written is read again', () => {
    const filters = { type: 'ASSAULT,COERCE', text: '"in a row" -not & more', from: '2024-01-01' }
    expect(read('?' + write(filters))).toEqual(filters)
  })
  test('unknown and empty parameters are no filters', () => { expect(read('?x=1&type=&limit=3')).toEqual({}) })
  test('a list gains and loses values, a single one is exchanged', () => {
    let f = toggle({}, 'type', 'AID')
    f = toggle(f, 'type', 'AGREE')
    expect(values(f, 'type')).toEqual(['AID', 'AGREE'])
    expect(toggle(f, 'type', 'AID')).toEqual({ type: 'AGREE' })
    expect(toggle({ actor: 'SYR' }, 'actor', 'RUS')).toEqual({ actor: 'RUS' })
    expect(toggle({ actor: 'SYR' }, 'actor', 'SYR')).toEqual({})
  })
})

describe('words', () => {
  test('ranges keep their open ends', () => {
    expect([number(3, 3), number(3, 5), number(30, null), number(null, 5), number(null, null)]).toEqual(['3', '3–5', '≥ 30', '≤ 5', 'unknown'])
  })
  test('days are shortened only where nothing is lost', () => {
    const when = (start: string, end: string) => day({ text: '', start, end, precision: '', span: { start: 0, end: 0 } })
    expect([when('2017-06-01', '2017-06-01'), when('2017-06-01', '2017-06-30'), when('2017-06-01', '2017-07-02'), when('2016-12-31', '2017-01-01')])
      .toEqual(['2017-06-01', '2017-06-01–30', '2017-06-01–07-02', '2016-12-31–2017-01-01'])
  })
  test('no two statuses share a word', () => { expect(new Set(Object.values(STATUS).map((s) => s.word)).size).toBe(6) })
})

describe('map', () => {
  const place = (p: Partial<MapPlace>): MapPlace => ({ key: 1, name: 'x', country: 'SYR', admin1: null, lat: 35, lon: 38, precision: 'exact', shape: 'point', radius_km: 0, total: 2, by_status: { actual: 1 }, by_type: {}, first: '', last: '', ...p })
  test('a country is shaded and never a point', () => {
    const { points, areas, countries } = layers([place({ shape: 'country', total: 7 }), place({}), place({ shape: 'circle', radius_km: 40 })], '', '')
    expect([points.features.length, areas.features.length, countries.get('SYR')]).toEqual([1, 1, 7])
  })
  test('days outside the chosen ones do not count', () => {
    const p = place({ days: [{ day: '2017-01-01', count: 1 }, { day: '2017-02-01', count: 1 }] })
    expect(layers([p], '2017-03-01', '').points.features.length).toBe(0)
    expect(layers([p], '', '2017-01-31').points.features[0]?.properties?.n).toBe(1)
  })
  test('a circle is as wide as it says, also across the antimeridian', () => {
    const ring = circle(0, 179, 222).coordinates[0]!
    const lons = ring.map((p) => p[0]!)
    expect(Math.max(...lons) - Math.min(...lons)).toBeCloseTo(4, 1)
  })
  test('a country across the antimeridian stays in one piece', () => {
    const [ring] = unwrapped({ type: 'Polygon', coordinates: [[[179, 0], [-179, 0], [-179, 1], [179, 0]]] }).coordinates
    expect(ring!.map((p) => p[0])).toEqual([179, 181, 181, 179])
  })
})

describe('time', () => {
  const b = (at: string) => ({ at, total: 1, cells: [], tolls: [] })
  test('empty periods have their place', () => {
    expect(filled([b('2016-12-30'), b('2017-01-02')]).map((x) => [x.at, x.total])).toEqual([['2016-12-30', 1], ['2016-12-31', 0], ['2017-01-01', 0], ['2017-01-02', 1]])
    expect(filled([b('2016-11'), b('2017-02')]).map((x) => x.at)).toEqual(['2016-11', '2016-12', '2017-01', '2017-02'])
    expect(periods('1999', '2001')).toBe(3)
    expect(filled([])).toEqual([])
  })
})
