package store

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
)

// page gives the keys of the reports that a filter admits, in its order, from its cursor on to its limit, if it has one.
func (c *scan) page(f *Filter) ([]int64, error) {
	if err := c.narrow(f); err != nil {
		return nil, err
	}
	words := c.words(f)
	if f.Limit > 0 {
		var err error
		if words, err = c.keepRare(words); err != nil {
			return nil, err
		}
		if keys, enough, err := c.tried(f, words); err != nil || enough {
			return keys, err
		}
	}
	if err := c.keepAll(words); err != nil {
		return nil, err
	}
	return c.first(f, cmp.Or(f.Limit, c.count()))
}

// Words that one in commonWords reports has, or more, are not gathered for a page: the first reports of what else is asked for, as many
// as fill triedPages pages, are tried for them first.
const (
	commonWords = 10
	triedPages  = 20
)

// keepRare narrows by the words that few have, and gives the others.
func (c *scan) keepRare(words []wordSearch) (others []wordSearch, err error) {
	for _, w := range words {
		most := c.n/commonWords + 1
		found, n, err := c.keysUpTo(most, w.gather, w.query)
		if err != nil {
			return nil, err
		}
		if n == most {
			others = append(others, w)
		} else if err := w.keep(found); err != nil {
			return nil, err
		}
	}
	return others, nil
}

// tried gives the page by trying the first marked reports for common words; enough is false where there are no such words, or where
// too few of those tried have them.
func (c *scan) tried(f *Filter, words []wordSearch) (keys []int64, enough bool, err error) {
	if len(words) == 0 {
		return nil, false, nil
	}
	query := "SELECT r.key FROM json_each(?) k CROSS JOIN report r ON r.key = k.value WHERE TRUE"
	var args []any
	for _, w := range words {
		query, args = query+" AND "+w.test, append(args, w.query)
	}
	left, err := c.first(f, triedPages*f.Limit)
	all := len(left) < triedPages*f.Limit
	for size := 2 * f.Limit; err == nil && len(left) > 0 && len(keys) < f.Limit; size *= 2 {
		some := left[:min(size, len(left))]
		left = left[len(some):]
		var found []int64
		found, err = c.integers(query+" ORDER BY k.key", append([]any{jsonList(some)}, args...)...)
		keys = append(keys, found...)
	}
	return keys[:min(f.Limit, len(keys))], all || len(keys) >= f.Limit, err
}

func (c *scan) integers(query string, args ...any) (out []int64, err error) {
	rows, err := c.tx.QueryContext(c.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// first gives the keys of the first so many marked reports in a filter's order, from its cursor on.
func (c *scan) first(f *Filter, most int) ([]int64, error) {
	ranks, behind, err := c.ranks(f)
	if err != nil {
		return nil, err
	}
	days, err := c.column(colDay)
	if err != nil {
		return nil, err
	}
	first := newSmallest(most)
	c.each(func(i int) {
		at := uint64(ranks[days[i]])<<32 | uint64(i+1)
		if f.Newest {
			at = ^at
		}
		if at > behind || behind == 0 {
			first.add(at)
		}
	})
	return first.keys(f.Newest), nil
}

// ranks numbers the days in their order, by their terms' numbers, from 1 on, and gives the place in the order that the cursor stands
// at: 0 without one. A day that no report has stands between two.
func (c *scan) ranks(f *Filter) (ranks []uint32, behind uint64, err error) {
	days, err := c.termsOf(colDay.kind)
	if err != nil {
		return nil, 0, err
	}
	order := make([]uint32, 0, len(days))
	for code := 1; code < len(days); code++ {
		order = append(order, uint32(code))
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(days[a], days[b]) })
	ranks = make([]uint32, len(days))
	for i, code := range order {
		ranks[code] = uint32(2*i + 2)
	}
	if f.After == "" {
		return ranks, 0, nil
	}
	day, key, err := parseCursor(f.After)
	if err != nil {
		return nil, 0, err
	}
	at, there := slices.BinarySearchFunc(order, day, func(code uint32, day string) int { return cmp.Compare(days[code], day) })
	rank := 2*at + 2
	if !there {
		rank--
	}
	behind = uint64(rank)<<32 | uint64(key)
	if f.Newest {
		behind = ^behind
	}
	return ranks, behind, nil
}

// smallest keeps the smallest of many numbers, each a place in an order with a report's key in the low 32 bits.
type smallest struct {
	most int
	bar  uint64 // what is not below it is not among them
	kept []uint64
}

func newSmallest(most int) *smallest {
	if most <= 0 {
		return &smallest{} // nothing is below a bar of 0
	}
	return &smallest{most: most, bar: math.MaxUint64}
}

func (s *smallest) add(n uint64) {
	if n >= s.bar {
		return
	}
	if s.kept = append(s.kept, n); len(s.kept) >= 2*s.most+64 {
		s.cut()
		s.bar = s.kept[len(s.kept)-1]
	}
}

func (s *smallest) cut() {
	slices.Sort(s.kept)
	s.kept = s.kept[:min(s.most, len(s.kept))]
}

// keys gives the reports' keys in order; turned: of numbers that were turned over, bit by bit, to begin with the greatest.
func (s *smallest) keys(turned bool) []int64 {
	s.cut()
	out := make([]int64, len(s.kept))
	for i, at := range s.kept {
		if turned {
			at = ^at
		}
		out[i] = int64(at & math.MaxUint32)
	}
	return out
}

// jsonList is a list as SQL takes it at any length: the argument of json_each.
func jsonList[T any](list []T) string {
	out, _ := json.Marshal(list) // numbers and strings: it cannot fail
	return string(out)
}
