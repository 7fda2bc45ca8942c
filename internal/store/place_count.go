package store

import (
	"cmp"
	"context"
	"slices"
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
		groups, err := c.groups(colPlace, colType, colStatus, colDay)
		if err != nil {
			return err
		}
		places, err := c.places(groups)
		if err != nil {
			return err
		}
		days, kinds, statuses, err := c.threeTerms(colDay, colType, colStatus)
		if err != nil {
			return err
		}
		for _, g := range groups {
			p, ok := places[g.codes[0]]
			if !ok {
				continue
			}
			p.Type, p.Status, p.Count, p.First, p.Last = kinds[g.codes[1]], statuses[g.codes[2]], g.n, days[g.codes[3]], days[g.codes[3]]
			if n := len(out); n > 0 && out[n-1].Key == p.Key && out[n-1].Type == p.Type && out[n-1].Status == p.Status {
				out[n-1].Count += p.Count
				out[n-1].First, out[n-1].Last = min(out[n-1].First, p.First), max(out[n-1].Last, p.Last)
				continue
			}
			out = append(out, p)
		}
		return nil
	})
	slices.SortFunc(out, func(a, b PlaceCount) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Status, b.Status))
	})
	return out, err
}

// places gives the places that groups begin with, by key.
func (c *scan) places(groups []group) (map[uint32]PlaceCount, error) {
	var keys []uint32
	for _, g := range groups { // they stand in the order of places
		if key := g.codes[0]; key > 0 && (len(keys) == 0 || keys[len(keys)-1] != key) {
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
		groups, err := c.groups(colPlace, colDay)
		if err != nil {
			return err
		}
		days, err := c.termsOf(colDay.kind)
		if err != nil {
			return err
		}
		for _, g := range groups {
			if g.codes[0] > 0 {
				out = append(out, PlaceDay{int64(g.codes[0]), days[g.codes[1]], g.n})
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b PlaceDay) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Place, b.Place)) })
	return out, err
}
