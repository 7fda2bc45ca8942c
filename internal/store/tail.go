package store

import (
	"context"
	"maps"
	"sync"
)

// termCache keeps the terms of the kinds that have few. Terms are only added to.
type termCache struct {
	mu    sync.Mutex
	kinds map[string][]string
}

// upTo gives the terms of a kind that a reader sees, by number; number 0 is "".
func (t *termCache) upTo(ctx context.Context, db querier, kind string) ([]string, error) {
	last, err := lastTerm(ctx, db, kind)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	have := t.kinds[kind]
	if len(have) == 0 {
		have = []string{""}
	}
	if len(have) <= last {
		rows, err := db.QueryContext(ctx, "SELECT text FROM term WHERE kind = ? AND code >= ? ORDER BY code", kind, len(have))
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return nil, err
			}
			have = append(have, text)
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
		if t.kinds == nil {
			t.kinds = map[string][]string{}
		}
		t.kinds[kind] = have
	}
	return have[:last+1], nil
}

// lastTerm is the number of a kind's last term; 0 for none.
func lastTerm(ctx context.Context, db querier, kind string) (last int, err error) {
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(code), 0) FROM term WHERE kind = ?", kind).Scan(&last)
	return last, err
}

// tail keeps the reports behind the last full block, as they are packed, so that they need not be read for every scan.
type tail struct {
	mu     sync.Mutex
	blocks int // the full blocks before it
	rows   *packedRows
	terms  *tailTerms
}

// tailView is the tail as one reader sees it.
type tailView struct {
	plain map[string][]uint32
	lists map[string][][]uint32
	terms map[string][]string // by kind: those that no block has, numbered on from the last that one has
	gone  []int               // places in the scan of those that have been superseded
}

// view gives a reader, who sees so many blocks and reports, the tail; it is read as far as it has not been.
func (t *tail) view(ctx context.Context, db querier, blocks, n int) (v tailView, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	kept := t
	if t.rows != nil && blocks < t.blocks { // the reader began before a block was filled
		kept = &tail{}
	}
	if kept.rows == nil || kept.blocks != blocks {
		kept.blocks, kept.rows = blocks, &packedRows{first: int64(blocks)<<blockBits + 1}
		kept.terms = &tailTerms{db: db, codes: map[[2]string]uint32{}, last: map[string]uint32{}, added: map[string][]string{}}
	}
	kept.terms.db = db
	if next := kept.rows.first + int64(kept.rows.len()); next <= int64(n) {
		more, err := readRows(ctx, db, kept.terms, next, int64(n))
		if err != nil {
			return v, err
		}
		kept.rows.join(more)
	}
	v.plain, v.lists = map[string][]uint32{}, map[string][][]uint32{}
	size := n - blocks<<blockBits
	for name, numbers := range kept.rows.plain {
		v.plain[name] = numbers[:size]
	}
	for name, lists := range kept.rows.lists {
		v.lists[name] = lists[:size]
	}
	v.terms = maps.Clone(kept.terms.added)
	v.gone, err = goneBehind(ctx, db, kept.rows.first, int64(n))
	return v, err
}

// goneBehind gives the places of superseded reports of the tail, which may come to be so any time.
func goneBehind(ctx context.Context, db querier, first, last int64) (out []int, err error) {
	rows, err := db.QueryContext(ctx, "SELECT key FROM report WHERE key BETWEEN ? AND ? AND superseded IS NOT NULL", first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var key int
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		out = append(out, key-1)
	}
	return out, rows.Err()
}

// tailTerms numbers the terms of the tail: as the blocks have them, and on from their last.
type tailTerms struct {
	db    querier
	codes map[[2]string]uint32
	last  map[string]uint32
	added map[string][]string
}

func (t *tailTerms) code(ctx context.Context, kind, text string) (uint32, error) {
	key := [2]string{kind, text}
	if code, ok := t.codes[key]; ok {
		return code, nil
	}
	if _, ok := t.last[kind]; !ok {
		last, err := lastTerm(ctx, t.db, kind)
		if err != nil {
			return 0, err
		}
		t.last[kind] = uint32(last)
	}
	var code uint32
	err := t.db.QueryRowContext(ctx, "SELECT coalesce(max(code), 0) FROM term WHERE kind = ? AND text = ?", kind, text).Scan(&code)
	if err != nil {
		return 0, err
	}
	if code == 0 {
		t.added[kind] = append(t.added[kind], text)
		code = t.last[kind] + uint32(len(t.added[kind]))
	}
	t.codes[key] = code
	return code, nil
}
