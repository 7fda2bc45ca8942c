package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// FacetCount is a value of a facet and how many reports have it.
type FacetCount struct {
	Value string // as a filter takes it
	Label string // for people
	Count int
}

// facet is how one dimension is counted.
type facet struct {
	joins   string
	value   string        // SQL of the value
	label   string        // SQL of what people read; "" where it is the value
	without func(*Filter) // takes the dimension's own condition out of a filter
	split   bool          // the value is a comma-separated list
}

// whoValue is somebody's code and sector, or what they are called where there is no code.
const whoValue = `CASE WHEN w.code = '' THEN w.text WHEN w.sector = '' THEN w.code ELSE w.code || '.' || w.sector END`

func whoFacet(role string, without func(*Filter)) facet {
	return facet{joins: " JOIN participant p ON p.report = r.key AND p.role = '" + role + "' JOIN who w ON w.key = p.who", value: whoValue,
		label: "max(CASE WHEN w.name = '' THEN w.text ELSE w.name END)", without: without}
}

// facets are the dimensions that Facets counts.
var facets = map[string]facet{
	"type":        {value: "r.type", without: func(f *Filter) { f.Types = nil }},
	"status":      {value: "r.status", without: func(f *Filter) { f.Statuses = nil }},
	"mode":        {value: "r.mode", without: func(f *Filter) { f.Modes = nil }, split: true},
	"context":     {value: "r.context", without: func(f *Filter) { f.Contexts = nil }, split: true},
	"country":     {value: "r.country", without: func(f *Filter) { f.Countries = nil }},
	"day":         {value: "r.sort_day", without: func(f *Filter) { f.From, f.To = "", "" }},
	"month":       {value: "substr(r.sort_day, 1, 7)", without: func(f *Filter) { f.From, f.To = "", "" }},
	"confidence":  {value: "printf('%.1f', min(CAST(r.confidence * 10 AS INTEGER), 9) / 10.0)", without: func(f *Filter) { f.MinConfidence, f.MaxConfidence = 0, 0 }},
	"source":      {joins: " JOIN article a ON a.key = r.article", value: "a.source", without: func(f *Filter) { f.Source = "" }},
	"actor":       whoFacet("actor", func(f *Filter) { f.Actor = "" }),
	"recipient":   whoFacet("recipient", func(f *Filter) { f.Recipient = "" }),
	"attribution": whoFacet("source", func(f *Filter) { f.Attribution = "" }),
	"story": {joins: ` JOIN membership m ON m.report = r.id AND m.superseded IS NULL
		JOIN chapter c ON c.event = m.event AND c.superseded IS NULL JOIN story s ON s.key = c.story`, value: "s.id", without: func(f *Filter) { f.Story = "" }},
	"review": {joins: " LEFT JOIN report_review v ON v.report = r.id", value: "coalesce(v.decision, 'none')", without: func(f *Filter) { f.Review = "" }},
}

// FacetNames lists the dimensions that Facets counts, in alphabetical order.
func FacetNames() []string {
	var out []string
	for name := range facets {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

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
		counts, err := s.facet(ctx, &own, d)
		if err != nil {
			return nil, s.wrap(err)
		}
		if name == "day" || name == "month" {
			slices.SortFunc(counts, func(a, b FacetCount) int { return cmp.Compare(a.Value, b.Value) })
		} else {
			slices.SortFunc(counts, func(a, b FacetCount) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value)) })
		}
		if top > 0 && len(counts) > top && name != "day" && name != "month" {
			counts = counts[:top]
		}
		out[name] = counts
	}
	return out, nil
}

func (s *Store) facet(ctx context.Context, f *Filter, d facet) ([]FacetCount, error) {
	label := d.label
	if label == "" {
		label = "''"
	}
	counts := map[string]*FacetCount{}
	count := "count(*)"
	if strings.Contains(d.joins, "participant") {
		count = "count(DISTINCT r.key)"
	}
	err := s.grouped(ctx, f, "SELECT "+d.value+", "+label+", "+count+" FROM report r"+d.joins, "GROUP BY 1", func(r *sql.Rows) error {
		var c FacetCount
		if err := r.Scan(&c.Value, &c.Label, &c.Count); err != nil {
			return err
		}
		values := []string{c.Value}
		if d.split {
			values = strings.Split(c.Value, ",")
		}
		for _, v := range values {
			if v == "" {
				continue
			}
			if counts[v] == nil {
				counts[v] = &FacetCount{Value: v, Label: cmp.Or(c.Label, v)}
			}
			counts[v].Count += c.Count
		}
		return nil
	})
	out := make([]FacetCount, 0, len(counts))
	for _, c := range counts {
		out = append(out, *c)
	}
	return out, err
}

// grouped runs a query over the reports that a filter admits and calls f for each of its rows.
func (s *Store) grouped(ctx context.Context, f *Filter, query, group string, each func(*sql.Rows) error) error {
	w, err := s.compile(ctx, f)
	if err != nil {
		return err
	}
	rows, err := s.db.QueryContext(ctx, query+" WHERE "+w.sql()+" "+group, w.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Period is a span of time to count by.
type Period string

// The periods.
const (
	ByDay   Period = "day"
	ByMonth Period = "month"
	ByYear  Period = "year"
)

// length is how much of YYYY-MM-DD names a period.
func (p Period) length() int {
	switch p {
	case ByMonth:
		return len("2006-01")
	case ByYear:
		return len("2006")
	}
	return len("2006-01-02")
}

// of is the period of a day.
func (p Period) of(day string) string { return day[:min(len(day), p.length())] }

// at is the SQL of a report's period.
func (p Period) at() string { return fmt.Sprintf("substr(r.sort_day, 1, %d)", p.length()) }

// Tally is how many reports of a type and status stand in a period.
type Tally struct {
	At           string // YYYY-MM-DD, YYYY-MM or YYYY; "" where neither the event nor the article has a day
	Type, Status string
	Count        int
}

// Tallies counts reports by period, type and status, in order of time. A report without a day of its own counts where its article was
// published.
func (s *Store) Tallies(ctx context.Context, f Filter, by Period) (out []Tally, err error) {
	// By day an index has the groups in order; longer periods are added up from days.
	sums := map[Tally]int{}
	err = s.grouped(ctx, &f, "SELECT r.sort_day, r.type, r.status, count(*) FROM report r", "GROUP BY 1, 2, 3", func(r *sql.Rows) error {
		var t Tally
		var n int
		err := r.Scan(&t.At, &t.Type, &t.Status, &n)
		t.At = by.of(t.At)
		sums[t] += n
		return err
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	for t, n := range sums {
		t.Count = n
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Status, b.Status))
	})
	return out, nil
}

// Toll is how many people the events of a period touched, by what the lowest and the highest of each event's reports say.
type Toll struct {
	At, What  string
	Low, High *int // nil: open
	Events    int
}

// Tolls adds up the tolls of the events that actually happened by period, in order of time. Of an event told by several reports the
// lowest and the highest counts are taken once; a report that is in no event counts for itself.
func (s *Store) Tolls(ctx context.Context, f Filter, by Period) (out []Toll, err error) {
	f.Statuses = []string{"actual"}
	err = s.grouped(ctx, &f, `SELECT at, what, sum(low), CASE WHEN count(high) = count(*) THEN sum(high) END, count(*) FROM (
		SELECT min(`+by.at()+`) AS at, t.what AS what, min(t.low) AS low, CASE WHEN count(t.high) = count(*) THEN max(t.high) END AS high
		FROM report r JOIN toll t ON t.report = r.key LEFT JOIN membership m ON m.report = r.id AND m.superseded IS NULL`,
		`GROUP BY coalesce(m.event, -r.key), t.what) GROUP BY 1, 2 ORDER BY 1, 2`, func(r *sql.Rows) error {
			var t Toll
			err := r.Scan(&t.At, &t.What, &t.Low, &t.High, &t.Events)
			out = append(out, t)
			return err
		})
	if err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

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
	err = s.grouped(ctx, &f, `SELECT q.key, CASE WHEN q.name = '' THEN q.text ELSE q.name END, q.country, q.admin1, q.lat, q.lon, q.geonames, q.precision,
		r.type, r.status, count(*), min(r.sort_day), max(r.sort_day) FROM report r JOIN place q ON q.key = r.place`, "GROUP BY q.key, r.type, r.status ORDER BY q.key",
		func(r *sql.Rows) error {
			var p PlaceCount
			err := r.Scan(&p.Key, &p.Name, &p.Country, &p.Admin1, &p.Lat, &p.Lon, &p.GeoNames, &p.Precision, &p.Type, &p.Status, &p.Count, &p.First, &p.Last)
			out = append(out, p)
			return err
		})
	if err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}

// Dyad is how many reports of a type somebody is the actor of and somebody else the recipient.
type Dyad struct {
	Actor, Recipient string // code.sector, a code, or words where there is no code
	Type, Status     string
	Count            int
}

// Dyads counts reports by actor, recipient, type and status; each pair of a report's actors and recipients counts once.
func (s *Store) Dyads(ctx context.Context, f Filter) (out []Dyad, err error) {
	who := func(alias string) string { return strings.ReplaceAll(whoValue, "w.", alias+".") }
	err = s.grouped(ctx, &f, "SELECT "+who("wa")+", "+who("wr")+`, r.type, r.status, count(DISTINCT r.key) FROM report r
		JOIN participant pa ON pa.report = r.key AND pa.role = 'actor' JOIN who wa ON wa.key = pa.who
		JOIN participant pr ON pr.report = r.key AND pr.role = 'recipient' JOIN who wr ON wr.key = pr.who`, "GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4",
		func(r *sql.Rows) error {
			var d Dyad
			err := r.Scan(&d.Actor, &d.Recipient, &d.Type, &d.Status, &d.Count)
			out = append(out, d)
			return err
		})
	if err != nil {
		return nil, s.wrap(err)
	}
	return out, nil
}
