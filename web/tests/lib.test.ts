import { describe, expect, test } from 'vitest'
import { between, core, dashed, readDay, shifted } from '../src/lib/days'
import { read, toggle, values, write } from '../src/lib/filters'
import { circle, layers, unwrapped, within } from '../src/lib/geo'
import { ends, filled, periods, together } from '../src/lib/periods'
import { CodePoints, marks, pieces } from '../src/lib/spans'
import type { MapPlace, Report } from '../src/lib/types'
import { day, line, number, STATUS } from '../src/lib/words'

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
  test('of whom nothing is said, the word that tells of it stands', () => {
    const told = (actor: string[], recipient: string[]) => line({ event: 'ASSAULT', mode: ['aerial'], evidence: { trigger: { text: 'raid' } }, actor: actor.map((text) => ({ text })), recipient: recipient.map((text) => ({ text })) } as unknown as Report)
    expect([told(['army'], ['town']), told([], ['town']), told(['army'], []), told([], [])]).toEqual(['army → town', '— → town', 'army', 'ASSAULT aerial: «raid»'])
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
    const undated = place({ days: [{ day: '', count: 5 }, { day: '2017-01-01', count: 1 }] })
    expect([within(undated, '', '2017-01-31'), within(undated, '2017-01-01', ''), within(undated, '', '')]).toEqual([1, 1, 2])
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
  test('what lies far away stands together, and says from when to when', () => {
    const [one] = together([b('1948'), b('1967')])
    expect([one?.total, ends(one!.at)]).toEqual([2, ['1948', '1967']])
    expect([together([b('1948')])[0]?.at, ends('1948'), together([])]).toEqual(['1948', ['1948', '1948'], []])
  })
})

describe('days', () => {
  test('a day is read as it is written, a month or a year as its first or last day', () => {
    expect(['2017-09-03', '2017-9-3', '20170903', ' 2017-02 ', '2016'].map((s) => readDay(s))).toEqual(['2017-09-03', '2017-09-03', '2017-09-03', '2017-02-01', '2016-01-01'])
    expect(['2017-02', '2016-02', '2016', '2016-02-01'].map((s) => readDay(s, 'last'))).toEqual(['2017-02-28', '2016-02-29', '2016-12-31', '2016-02-01'])
    expect(['03/09/2017', '2017-13', '2017-02-30', 'soon', '', '17', '2017-00-01', '2017-01-00'].map((s) => readDay(s))).toEqual([null, null, null, null, null, null, null, null])
  })
  test('digits are enough to type a day', () => {
    let typed = ''
    for (const digit of '20170903') typed = dashed(typed + digit)
    expect(typed).toBe('2017-09-03')
    expect(['2017-9-3', '2017-', 'x2017', '2017-09'].map(dashed)).toEqual(['2017-9-3', '2017-', 'x2017', '2017-09'])
  })
  test('days are counted over months and leap years', () => {
    expect([shifted('2016-02-28', 1), shifted('2017-01-01', -1), between('2016-02-28', '2016-03-01')]).toEqual(['2016-02-29', '2016-12-31', 2])
  })
  test('one report of 1948 does not stretch the scale, and is counted', () => {
    const days = [{ at: '1948-05-14', n: 1 }, ...Array.from({ length: 30 }, (_, i) => ({ at: shifted('2017-08-01', i), n: 2 }))]
    expect(core(days)).toEqual({ first: '2017-08-01', last: '2017-08-30', before: 1, after: 0 })
    expect(core([...days, { at: '2099-01-01', n: 1 }])).toEqual({ first: '2017-08-01', last: '2017-08-30', before: 1, after: 1 })
    expect(core([...days, { at: '1967-06-05', n: 3 }]).before).toBe(0) // four of 64 are no few
  })
  test('nothing is cut off an even scale, nor of few reports', () => {
    const even = Array.from({ length: 400 }, (_, i) => ({ at: shifted('2016-01-01', i), n: 1 }))
    expect(core(even)).toEqual({ first: '2016-01-01', last: shifted('2016-01-01', 399), before: 0, after: 0 })
    expect(core([{ at: '1948-05-14', n: 1 }, { at: '2017-08-01', n: 3 }]).before).toBe(0)
    expect(core([])).toEqual({ first: '', last: '', before: 0, after: 0 })
  })
})
