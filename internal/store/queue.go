package store

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
)

// Queue gives the ids of reports that a reviewer has not decided: in random order, or those first that the coder is least sure of.
func (s *Store) Queue(ctx context.Context, f Filter, reviewer string, random bool, limit int) (ids []string, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		done, err := c.doneBy(reviewer)
		if err != nil {
			return err
		}
		c.keep(func(i int) bool { return !done.has(uint32(i + 1)) })
		before := func(int) uint32 { return rand.Uint32() }
		if !random {
			if before, err = c.doubt(); err != nil {
				return err
			}
		}
		first := newSmallest(limit)
		c.each(func(i int) { first.add(uint64(before(i))<<32 | uint64(i+1)) })
		ids, err = c.ids(first.keys(false))
		return err
	})
	return ids, err
}

// Done is how many of the reports a filter admits a reviewer has decided, those drawn for samples aside.
func (s *Store) Done(ctx context.Context, f Filter, reviewer string) (n int, err error) {
	err = s.admitted(ctx, &f, func(c *scan) error {
		done, err := c.doneBy(reviewer)
		if err != nil {
			return err
		}
		c.keep(func(i int) bool { return done.has(uint32(i + 1)) })
		n = c.count()
		return nil
	})
	return n, err
}

// doneBy is which reports a reviewer has decided, those drawn for samples aside.
func (c *scan) doneBy(reviewer string) (set, error) {
	return c.keys(`SELECT r.key AS k FROM review d CROSS JOIN report r ON r.id = d.report WHERE d.reviewer = ? AND d.sample = ''
		AND NOT EXISTS (SELECT 1 FROM review_undo u WHERE u.review = d.key)`, reviewer)
}

// doubt gives an order of reports: how sure the coder is of them, the least first.
func (c *scan) doubt() (func(i int) uint32, error) {
	terms, err := c.termsOf(colConfidence.kind)
	if err != nil {
		return nil, err
	}
	numbers, err := c.column(colConfidence)
	if err != nil {
		return nil, err
	}
	sure, order := make([]float64, len(terms)), make([]int, len(terms))
	for code, term := range terms {
		order[code] = code
		sure[code], _ = strconv.ParseFloat(term, 64) // as it was written; number 0 has no report
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(sure[a], sure[b]) })
	rank := make([]uint32, len(terms))
	for i, code := range order {
		rank[code] = uint32(i)
	}
	return func(i int) uint32 { return rank[numbers[i]] }, nil
}

// ids gives the ids of reports by their keys, in their order.
func (c *scan) ids(keys []int64) ([]string, error) {
	rows, err := c.tx.QueryContext(c.ctx, "SELECT r.id FROM json_each(?) k CROSS JOIN report r ON r.key = k.value ORDER BY k.key", jsonList(keys))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, rows.Err()
}
