package store

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
)

// page gives the keys of the reports that a filter admits, in its order, from its cursor on to its limit.
func (c *scan) page(f *Filter) ([]int64, error) {
	if err := c.admit(f); err != nil {
		return nil, err
	}
	ranks, behind, err := c.ranks(f)
	if err != nil {
		return nil, err
	}
	days, err := c.column(colDay)
	if err != nil {
		return nil, err
	}
	first := smallest{most: f.Limit, bar: math.MaxUint64}
	c.each(func(i int) {
		at := uint64(ranks[days[i]])<<32 | uint64(i+1)
		if f.Newest {
			at = ^at
		}
		if at > behind || behind == 0 {
			first.add(at)
		}
	})
	keys := make([]int64, 0, f.Limit)
	for _, at := range first.sorted() {
		if f.Newest {
			at = ^at
		}
		keys = append(keys, int64(at&math.MaxUint32))
	}
	return keys, nil
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

// smallest keeps the smallest of many numbers.
type smallest struct {
	most int
	bar  uint64 // what is not below it is not among them
	kept []uint64
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

func (s *smallest) sorted() []uint64 {
	s.cut()
	return s.kept
}

// jsonList is a list as SQL takes it at any length: the argument of json_each.
func jsonList[T any](list []T) string {
	out, _ := json.Marshal(list) // numbers and strings: it cannot fail
	return string(out)
}
