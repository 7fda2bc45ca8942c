import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import type { MapPlace, Status } from './types'

const EARTH_KM = 6371
/** Wider than this a circle says nothing: continents and oceans stand in the list only. */
const WIDEST_KM = 1200

/** A circle of a radius around a point, as a polygon of 48 corners on the sphere. */
export function circle(lat: number, lon: number, km: number): Polygon {
  const ring: [number, number][] = []
  const phi = (lat * Math.PI) / 180, lambda = (lon * Math.PI) / 180, delta = km / EARTH_KM
  for (let i = 0; i <= 48; i++) {
    const bearing = (2 * Math.PI * i) / 48
    const p = Math.asin(Math.sin(phi) * Math.cos(delta) + Math.cos(phi) * Math.sin(delta) * Math.cos(bearing))
    const l = lambda + Math.atan2(Math.sin(bearing) * Math.sin(delta) * Math.cos(phi), Math.cos(delta) - Math.sin(phi) * Math.sin(p))
    ring.push([near((l * 180) / Math.PI, lon), (p * 180) / Math.PI])
  }
  return { type: 'Polygon', coordinates: [ring] }
}

/** The longitude, whole turns added or taken, that is nearest another: what crosses the antimeridian stays in one piece. */
const near = (lon: number, to: number) => lon - 360 * Math.round((lon - to) / 360)

/** A country's shape with every ring in one piece across the antimeridian. */
export function unwrapped<G extends Polygon | MultiPolygon>(geometry: G): G {
  const ring = (points: Position[]) => {
    let last = points[0]?.[0] ?? 0
    return points.map(([lon, lat]) => [(last = near(lon!, last)), lat!])
  }
  const coordinates = geometry.type === 'Polygon' ? geometry.coordinates.map(ring) : geometry.coordinates.map((p) => p.map(ring))
  return { ...geometry, coordinates }
}

/** How many of a place's reports fall into the days; all where no day is chosen, and else none of those without a day. */
export const within = (p: MapPlace, from: string, to: string) =>
  p.days && (from || to) ? p.days.filter((d) => d.day && (!from || d.day >= from) && (!to || d.day <= to)).reduce((n, d) => n + d.count, 0) : p.total

export const happened = (p: MapPlace) => (p.by_status['actual' as Status] ?? 0) > 0

/** Points, circles and counts a country, each drawn with its true precision. Nothing is a pin that is not one. */
export function layers(places: MapPlace[], from: string, to: string) {
  const points: Feature[] = [], areas: Feature[] = [], countries = new Map<string, number>()
  for (const p of places) {
    const n = within(p, from, to)
    if (n === 0) continue
    const properties = { key: p.key, name: p.name, n, happened: happened(p) ? 1 : 0 }
    if (p.shape === 'country' && p.country) countries.set(p.country, (countries.get(p.country) ?? 0) + n)
    else if (p.shape === 'point' && p.lat !== null && p.lon !== null) points.push({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [p.lon, p.lat] } })
    else if (p.shape === 'circle' && p.lat !== null && p.lon !== null && p.radius_km < WIDEST_KM) areas.push({ type: 'Feature', properties, geometry: circle(p.lat, p.lon, Math.max(3, p.radius_km)) })
  }
  return { points: collection(points), areas: collection(areas), countries }
}

export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })
export type Land = Feature<Polygon | MultiPolygon, { iso: string; name: string; n: number }>
