package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// FacetCount is a value of a facet and how many reports have it.
type FacetCount struct {
	Value string // as a filter takes it
	Label string // for people; of somebody with a code, the last in the alphabet of the names that the store has under it
	Count int
}

// facet is how one dimension is counted.
type facet struct {
	column  column                                                       // what is counted
	value   func(string) string                                          // what of a term is counted
	split   bool                                                         // that is a list with commas, of which each is counted
	without func(*Filter)                                                // takes the dimension's own condition out of a filter
	inTime  bool                                                         // the values stand in order of time
	count   func(*Store, context.Context, *Filter) ([]FacetCount, error) // of what is not packed; nil else
}

// whoValue is somebody's code and sector, or what they are called where there is no code; whoLabel what people call them.
const (
	whoValue = `CASE WHEN w.code = '' THEN w.text WHEN w.sector = '' THEN w.code ELSE w.code || '.' || w.sector END`
	whoLabel = `CASE WHEN w.name = '' THEN w.text ELSE w.name END`
)

// tenth is the tenth that a confidence lies in; 1 is in the last.
func tenth(s string) string {
	sure, _ := strconv.ParseFloat(s, 64) // as it was written
	return fmt.Sprintf("%.1f", float64(min(int(sure*10), 9))/10)
}

// facets are the dimensions that Facets counts.
var facets = map[string]facet{
	"type":        {column: colType, value: asIs, without: func(f *Filter) { f.Types = nil }},
	"status":      {column: colStatus, value: asIs, without: func(f *Filter) { f.Statuses = nil }},
	"mode":        {column: colMode, value: asIs, split: true, without: func(f *Filter) { f.Modes = nil }},
	"context":     {column: colContext, value: asIs, split: true, without: func(f *Filter) { f.Contexts = nil }},
	"country":     {column: colCountry, value: asIs, without: func(f *Filter) { f.Countries = nil }},
	"day":         {column: colDay, value: asIs, inTime: true, without: func(f *Filter) { f.From, f.To = "", "" }},
	"month":       {column: colDay, inTime: true, value: ByMonth.of, without: func(f *Filter) { f.From, f.To = "", "" }},
	"confidence":  {column: colConfidence, value: tenth, without: func(f *Filter) { f.MinConfidence, f.MaxConfidence = 0, 0 }},
	"source":      {column: colSource, value: asIs, without: func(f *Filter) { f.Source = "" }},
	"actor":       {column: colValue("actor"), without: func(f *Filter) { f.Actor = "" }},
	"recipient":   {column: colValue("recipient"), without: func(f *Filter) { f.Recipient = "" }},
	"attribution": {column: colValue("source"), without: func(f *Filter) { f.Attribution = "" }},
	"story":       {count: (*Store).byStory, without: func(f *Filter) { f.Story = "" }},
	"review":      {count: (*Store).byReview, without: func(f *Filter) { f.Review = "" }},
}

// FacetNames lists the dimensions that Facets counts, in alphabetical order.
func FacetNames() []string { return slices.Sorted(maps.Keys(facets)) }

// Facets counts the reports that a filter admits by the values of each dimension, the commonest first, at most top of each (0: all);
// days and months stand in order of time. A dimension is counted without the filter's own condition on it, so that its other values
// can be seen. A report with several actors counts for each.
func (s *Store) Facets(ctx context.Context, f Filter, top int, dimensions ...string) (map[string][]FacetCount, error) {
	out := map[string][]FacetCount{}
	for _, name := range dimensions {
		d, ok := facets[name]
		if !ok {
			return nil, fmt.Errorf("%w: %q is no facet; there are %s", ErrBadFilter, name, strings.Join(FacetNames(), ", "))
		}
		own := f
		d.without(&own)
		counts, err := s.facet(ctx, &own, d, top)
		if err != nil {
			return nil, s.wrap(err)
		}
		out[name] = counts
	}
	return out, nil
}

func (s *Store) facet(ctx context.Context, f *Filter, d facet, top int) (out []FacetCount, err error) {
	if d.count != nil {
		out, err = d.count(s, ctx, f)
		return commonest(out, top), err
	}
	err = s.admitted(ctx, f, func(c *scan) error {
		if d.column.list {
			out, err = c.countPeople(d.column, top)
			return err
		}
		out, err = c.countTerms(d)
		return err
	})
	if d.inTime {
		slices.SortFunc(out, func(a, b FacetCount) int { return cmp.Compare(a.Value, b.Value) })
		return out, err
	}
	return commonest(out, top), err
}

// commonest sorts counts, the highest first, and keeps so many; 0: all.
func commonest(counts []FacetCount, top int) []FacetCount {
	slices.SortFunc(counts, func(a, b FacetCount) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
	if top > 0 && len(counts) > top {
		counts = counts[:top]
	}
	return counts
}

// countTerms counts the marked reports by what their terms say.
func (c *scan) countTerms(d facet) ([]FacetCount, error) {
	by, err := c.byTerm(d.column, d.value)
	if err != nil {
		return nil, err
	}
	sums := map[string]int{}
	for _, g := range c.groups(by) {
		values := []string{by.values[g.class[0]]}
		if d.split {
			values = strings.Split(values[0], ",")
		}
		for _, v := range values {
			sums[v] += g.n
		}
	}
	delete(sums, "")
	out := make([]FacetCount, 0, len(sums))
	for v, n := range sums {
		out = append(out, FacetCount{Value: v, Label: v, Count: n})
	}
	return out, nil
}

// countPeople counts the marked reports by who takes part: of many, those that may be among the top.
func (c *scan) countPeople(col column, top int) ([]FacetCount, error) {
	in, err := c.list(col)
	if err != nil {
		return nil, err
	}
	counts := make([]int, radix(in.values))
	c.each(func(i int) {
		for _, who := range in.of(i) {
			counts[who]++
		}
	})
	enough := 1
	if top > 0 && len(counts) > top {
		enough = max(1, slices.Sorted(slices.Values(counts))[len(counts)-top])
	}
	var codes []uint32
	for code, n := range counts {
		if n >= enough {
			codes = append(codes, uint32(code))
		}
	}
	people, err := c.people(codes)
	if err != nil {
		return nil, err
	}
	out := make([]FacetCount, 0, len(codes))
	for _, code := range codes {
		if value := people[code]; value != "" {
			out = append(out, FacetCount{Value: value, Count: counts[code]})
		}
	}
	out = commonest(out, top)
	return out, c.label(out)
}

// label adds what people read to counts of people.
func (c *scan) label(counts []FacetCount) error {
	values := make([]string, len(counts))
	for i := range counts {
		values[i], counts[i].Label = counts[i].Value, counts[i].Value
	}
	rows, err := c.tx.QueryContext(c.ctx, `SELECT k.key, (SELECT max(`+whoLabel+`) FROM who w WHERE `+whoValue+` = k.value) FROM json_each(?) k`, jsonList(values))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var label string
		if err := rows.Scan(&i, &label); err != nil {
			return err
		}
		counts[i].Label = cmp.Or(label, counts[i].Value)
	}
	return rows.Err()
}

// people gives what numbers of the kind "who", of which there are many, stand for.
func (c *scan) people(codes []uint32) (map[uint32]string, error) {
	last, err := lastTerm(c.ctx, c.tx, "who")
	if err != nil {
		return nil, err
	}
	out := make(map[uint32]string, len(codes))
	for i, value := range c.tail.terms["who"] {
		out[uint32(last+1+i)] = value
	}
	rows, err := c.tx.QueryContext(c.ctx, `SELECT t.code, t.text FROM json_each(?) k CROSS JOIN term t ON t.kind = 'who' AND t.code = k.value`, jsonList(codes))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var code uint32
		var value string
		if err := rows.Scan(&code, &value); err != nil {
			return nil, err
		}
		out[code] = value
	}
	return out, rows.Err()
}

// byReview counts by what people decided last.
func (s *Store) byReview(ctx context.Context, f *Filter) (out []FacetCount, err error) {
	err = s.admitted(ctx, f, func(c *scan) error {
		left := c.count()
		for _, decision := range []string{Accept, Correct, Reject, Skip} {
			decided, err := c.decided(decision)
			if err != nil {
				return err
			}
			n := 0
			c.each(func(i int) {
				if decided.has(uint32(i + 1)) {
					n++
				}
			})
			out, left = append(out, FacetCount{decision, decision, n}), left-n
		}
		out = append(out, FacetCount{"none", "none", left})
		return nil
	})
	return slices.DeleteFunc(out, func(c FacetCount) bool { return c.Count == 0 }), err
}

// byStory counts by the story that a report's event is in.
func (s *Store) byStory(ctx context.Context, f *Filter) (out []FacetCount, err error) {
	err = s.grouped(ctx, f, `SELECT s.id, s.id, count(*) FROM report r JOIN membership m ON m.report = r.id AND m.superseded IS NULL
		JOIN chapter c ON c.event = m.event AND c.superseded IS NULL JOIN story s ON s.key = c.story`, "GROUP BY 1", func(r *sql.Rows) error {
		var c FacetCount
		err := r.Scan(&c.Value, &c.Label, &c.Count)
		out = append(out, c)
		return err
	})
	return out, err
}
