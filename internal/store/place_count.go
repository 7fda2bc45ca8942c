package store

import (
	"context"
)

// PlaceCount is how many reports of a type and status happen at a place.
type PlaceCount struct {
	Key                     int64
	Name, Country, Admin1   string // Name is the words of the text where the place has none
	Lat, Lon                *float64
	GeoNames                *int
	Precision, Type, Status string
	Count                   int
	First, Last             string // days
}

// PlaceCounts counts reports by place, type and status; those without a place are left out.
func (s *Store) PlaceCounts(ctx context.Context, f Filter) (out []PlaceCount, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		place, err := c.plain(colPlace)
		if err != nil {
			return err
		}
		d, err := c.dayTypeStatus(asIs)
		if err != nil {
			return err
		}
		groups := c.groups(place, d[1], d[2], d[0])
		places, err := c.places(groups)
		if err != nil {
			return err
		}
		for i, g := range groups {
			p, ok := places[g.class[0]]
			switch day := d[0].values[g.class[3]]; {
			case !ok:
			case i > 0 && groups[i-1].class[0] == g.class[0] && groups[i-1].class[1] == g.class[1] && groups[i-1].class[2] == g.class[2]:
				last := &out[len(out)-1] // the days of one place, type and status follow one another
				last.Count, last.Last = last.Count+g.n, day
			default:
				p.Type, p.Status, p.Count, p.First, p.Last = d[1].values[g.class[1]], d[2].values[g.class[2]], g.n, day, day
				out = append(out, p)
			}
		}
		return nil
	})
	return out, err
}

// places gives the places that groups begin with, by key.
func (c *scan) places(groups []group) (map[uint32]PlaceCount, error) {
	var keys []uint32
	for _, g := range groups { // they stand in the order of places
		if key := g.class[0]; key > 0 && (len(keys) == 0 || keys[len(keys)-1] != key) {
			keys = append(keys, key)
		}
	}
	rows, err := c.tx.QueryContext(c.ctx, `SELECT q.key, CASE WHEN q.name = '' THEN q.text ELSE q.name END, q.country, q.admin1, q.lat, q.lon, q.geonames,
		q.precision FROM json_each(?) k CROSS JOIN place q ON q.key = k.value`, jsonList(keys))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[uint32]PlaceCount, len(keys))
	for rows.Next() {
		var p PlaceCount
		if err := rows.Scan(&p.Key, &p.Name, &p.Country, &p.Admin1, &p.Lat, &p.Lon, &p.GeoNames, &p.Precision); err != nil {
			return nil, err
		}
		out[uint32(p.Key)] = p
	}
	return out, rows.Err()
}

// PlaceDay is how many reports a place has on a day.
type PlaceDay struct {
	Place int64
	Day   string
	Count int
}

// PlaceDays counts reports by place and day, in order of days; those without a place are left out.
func (s *Store) PlaceDays(ctx context.Context, f Filter) (out []PlaceDay, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		place, err := c.plain(colPlace)
		if err != nil {
			return err
		}
		day, err := c.byTerm(colDay, asIs)
		if err != nil {
			return err
		}
		for _, g := range c.groups(day, place) {
			if g.class[1] > 0 {
				out = append(out, PlaceDay{int64(g.class[1]), day.values[g.class[0]], g.n})
			}
		}
		return nil
	})
	return out, err
}
