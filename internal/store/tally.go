package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// admitted runs f on a scan in which the reports that a filter admits are marked.
func (s *Store) admitted(ctx context.Context, f *Filter, do func(*scan) error) error {
	err := s.scanned(ctx, func(c *scan) error {
		if err := c.admit(f); err != nil {
			return err
		}
		return do(c)
	})
	if err != nil {
		return s.wrap(err)
	}
	return nil
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

// dimension is something that reports are counted by.
type dimension struct {
	numbers []uint32 // of each report
	class   []uint32 // of each number: the place of its value among values; nil: the number itself
	values  []string // in alphabetical order
	size    uint64   // how many classes there may be
}

// plain counts by a column's numbers as they are.
func (c *scan) plain(col column) (d dimension, err error) {
	d.numbers, err = c.column(col)
	d.size = radix(d.numbers)
	return d, err
}

// radix is how many values numbers may have: one more than the greatest.
func radix(numbers []uint32) uint64 {
	most := uint32(0)
	for _, n := range numbers {
		most = max(most, n)
	}
	return uint64(most) + 1
}

// byTerm counts by what is read off a column's terms; null counts as "".
func (c *scan) byTerm(col column, value func(string) string) (d dimension, err error) {
	terms, err := c.termsOf(col.kind)
	if err != nil {
		return d, err
	}
	if d.numbers, err = c.column(col); err != nil {
		return d, err
	}
	of := make([]string, len(terms))
	for code, term := range terms {
		of[code] = value(term)
	}
	d.values = slices.Compact(slices.Sorted(slices.Values(of)))
	d.size = uint64(len(d.values))
	d.class = make([]uint32, len(terms))
	for code := range terms {
		at, _ := slices.BinarySearch(d.values, of[code])
		d.class[code] = uint32(at)
	}
	return d, nil
}

// asIs is a term's own value.
func asIs(s string) string { return s }

// dayTypeStatus counts by what is asked of the day, by type and by status.
func (c *scan) dayTypeStatus(day func(string) string) (d [3]dimension, err error) {
	var errs [3]error
	d[0], errs[0] = c.byTerm(colDay, day)
	d[1], errs[1] = c.byTerm(colType, asIs)
	d[2], errs[2] = c.byTerm(colStatus, asIs)
	return d, errors.Join(errs[:]...)
}

// maxDimensions is how many dimensions can be counted by at once.
const maxDimensions = 4

// group is how many marked reports are of these classes.
type group struct {
	class [maxDimensions]uint32
	n     int
}

// groups counts the marked reports by some dimensions, in the order of their classes.
func (c *scan) groups(by ...dimension) []group {
	return count(by, func(add func(uint64)) {
		c.each(func(i int) {
			at := uint64(0)
			for k := range by {
				class := by[k].numbers[i]
				if by[k].class != nil {
					class = by[k].class[class]
				}
				at = at*by[k].size + uint64(class)
			}
			add(at)
		})
	})
}

// denseMost is up to how many groups there is a counter for each that may be; beyond, what occurs is sorted.
const denseMost = 1 << 22

// count counts combinations of classes, each put together into one number, the first dimension the highest.
func count(by []dimension, fill func(add func(uint64))) (out []group) {
	size := uint64(1)
	for _, d := range by {
		size *= d.size
	}
	add := func(at uint64, n int) {
		g := group{n: n}
		for k := len(by) - 1; k >= 0; k-- {
			g.class[k], at = uint32(at%by[k].size), at/by[k].size
		}
		out = append(out, g)
	}
	if size <= denseMost {
		counts := make([]int32, size)
		fill(func(at uint64) { counts[at]++ })
		for at, n := range counts {
			if n > 0 {
				add(uint64(at), int(n))
			}
		}
		return out
	}
	var all []uint64
	fill(func(at uint64) { all = append(all, at) })
	slices.Sort(all)
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to] == all[from] {
			to++
		}
		add(all[from], to-from)
		from = to
	}
	return out
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
	err = s.admitted(ctx, &f, func(c *scan) error {
		d, err := c.dayTypeStatus(by.of)
		if err != nil {
			return err
		}
		for _, g := range c.groups(d[:]...) {
			out = append(out, Tally{d[0].values[g.class[0]], d[1].values[g.class[1]], d[2].values[g.class[2]], g.n})
		}
		return nil
	})
	return out, err
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
