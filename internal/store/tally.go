package store

import (
	"cmp"
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

// group is how many marked reports have these numbers in some columns.
type group struct {
	codes []uint32
	n     int
}

// radix is how many values numbers may have: one more than the greatest.
func radix(numbers []uint32) uint64 {
	most := uint32(0)
	for _, n := range numbers {
		most = max(most, n)
	}
	return uint64(most) + 1
}

// groups counts the marked reports by the numbers of some columns, in the order of the numbers.
func (c *scan) groups(cols ...column) ([]group, error) {
	numbers, radices := make([][]uint32, len(cols)), make([]uint64, len(cols))
	for k, col := range cols {
		var err error
		if numbers[k], err = c.column(col); err != nil {
			return nil, err
		}
		radices[k] = radix(numbers[k])
	}
	return count(radices, func(add func(uint64)) {
		c.each(func(i int) {
			at := uint64(0)
			for k := range numbers {
				at = at*radices[k] + uint64(numbers[k][i])
			}
			add(at)
		})
	}), nil
}

// denseMost is up to how many groups there is a counter for each that may be; beyond, what occurs is sorted.
const denseMost = 1 << 22

// count counts combinations of numbers, each put together into one, the first number the highest.
func count(radices []uint64, fill func(add func(uint64))) (out []group) {
	size := uint64(1)
	for _, r := range radices {
		size *= r
	}
	add := func(at uint64, n int) {
		g := group{make([]uint32, len(radices)), n}
		for k := len(radices) - 1; k >= 0; k-- {
			g.codes[k], at = uint32(at%radices[k]), at/radices[k]
		}
		out = append(out, g)
	}
	if size <= denseMost {
		counts := make([]int, size)
		fill(func(at uint64) { counts[at]++ })
		for at, n := range counts {
			if n > 0 {
				add(uint64(at), n)
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
	sums := map[Tally]int{}
	err = s.admitted(ctx, &f, func(c *scan) error {
		groups, err := c.groups(colDay, colType, colStatus)
		if err != nil {
			return err
		}
		days, kinds, statuses, err := c.threeTerms(colDay, colType, colStatus)
		if err != nil {
			return err
		}
		for _, g := range groups {
			sums[Tally{At: by.of(days[g.codes[0]]), Type: kinds[g.codes[1]], Status: statuses[g.codes[2]]}] += g.n
		}
		return nil
	})
	for t, n := range sums {
		t.Count = n
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Status, b.Status))
	})
	return out, err
}

// threeTerms gives the terms of three columns.
func (c *scan) threeTerms(one, two, three column) (a, b, d []string, err error) {
	var errs [3]error
	a, errs[0] = c.termsOf(one.kind)
	b, errs[1] = c.termsOf(two.kind)
	d, errs[2] = c.termsOf(three.kind)
	return a, b, d, errors.Join(errs[:]...)
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
