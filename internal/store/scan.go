package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/bits"
)

// scan reads packed columns, all of one moment, and marks the reports that a filter admits. Report i of a scan has the key i + 1.
type scan struct {
	ctx     context.Context
	tx      *sql.Tx
	blocks  int // full blocks that are packed
	n       int // reports
	tail    tailView
	cache   *termCache
	terms   map[string][]string // by kind; a term's number is its index, and 0 is null
	numbers map[string][]uint32
	lists   map[string]lists
	marks   []uint64 // a bit for each report
}

// lists are several numbers for each report: those of i are values[from[i]:from[i+1]].
type lists struct{ from, values []uint32 }

func (l lists) of(i int) []uint32 { return l.values[l.from[i]:l.from[i+1]] }

// scanned runs f on a scan of the store as it is now, with no report marked.
func (s *Store) scanned(ctx context.Context, f func(*scan) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // it has only read
	c := &scan{ctx: ctx, tx: tx, cache: &s.terms, terms: map[string][]string{}, numbers: map[string][]uint32{}, lists: map[string]lists{}}
	err = tx.QueryRowContext(ctx, "SELECT (SELECT coalesce(max(block) + 1, 0) FROM gone), (SELECT coalesce(max(key), 0) FROM report)").Scan(&c.blocks, &c.n)
	if err != nil {
		return err
	}
	if c.tail, err = s.tail.view(ctx, tx, c.blocks, c.n); err != nil {
		return err
	}
	return f(c)
}

// column gives a column's numbers, one a report.
func (c *scan) column(col column) ([]uint32, error) {
	if have, ok := c.numbers[col.name]; ok {
		return have, nil
	}
	out := make([]uint32, 0, c.n)
	err := c.eachBlock(col, func(packed []byte) (rest []byte, err error) {
		out, rest, err = unpackNumbers(out, packed, blockSize)
		return rest, err
	})
	out = append(out, c.tail.plain[col.name]...)
	c.numbers[col.name] = out
	return out, err
}

// list gives a column's lists of numbers.
func (c *scan) list(col column) (lists, error) {
	if have, ok := c.lists[col.name]; ok {
		return have, nil
	}
	l := lists{from: make([]uint32, 1, c.n+1), values: make([]uint32, 0, c.n)}
	var b listBlock
	err := c.eachBlock(col, func(packed []byte) ([]byte, error) {
		rest, err := b.unpack(packed)
		l.values = append(l.values, b.values...)
		end := l.from[len(l.from)-1]
		for _, n := range b.lengths {
			end += n
			l.from = append(l.from, end)
		}
		return rest, err
	})
	for _, values := range c.tail.lists[col.name] {
		l.values = append(l.values, values...)
		l.from = append(l.from, uint32(len(l.values)))
	}
	c.lists[col.name] = l
	return l, err
}

// listBlock is one block of a column of lists.
type listBlock struct{ lengths, values []uint32 }

// unpack reads a block in the place of the one before, and gives what follows it.
func (b *listBlock) unpack(packed []byte) (rest []byte, err error) {
	if b.lengths, rest, err = unpackNumbers(b.lengths[:0], packed, blockSize); err != nil {
		return nil, err
	}
	n := 0
	for _, length := range b.lengths {
		n += int(length)
	}
	b.values, rest, err = unpackNumbers(b.values[:0], rest, n)
	return rest, err
}

// eachBlock calls f for the bytes of each block of a column; f gives what it has left.
func (c *scan) eachBlock(col column, f func([]byte) ([]byte, error)) error {
	rows, err := c.tx.QueryContext(c.ctx, "SELECT packed FROM pack WHERE name = ? AND block < ? ORDER BY block", col.name, c.blocks)
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var packed sql.RawBytes
		if err := rows.Scan(&packed); err != nil {
			return err
		}
		if rest, err := f(packed); err != nil || len(rest) > 0 {
			return fmt.Errorf("column %s, block %d: %w", col.name, n, errors.Join(errBadPack, err))
		}
	}
	if err := rows.Err(); err != nil || n == c.blocks {
		return err
	}
	return fmt.Errorf("column %s: %d blocks of %d are there; dateline verify looks for more", col.name, n, c.blocks)
}

// markAll marks all reports, or only those that nothing has superseded.
func (c *scan) markAll(superseded bool) error {
	c.marks = make([]uint64, (c.n+63)/64)
	for i := range c.marks {
		c.marks[i] = ^uint64(0)
	}
	if rest := c.n % 64; rest > 0 {
		c.marks[len(c.marks)-1] = 1<<rest - 1
	}
	if superseded {
		return nil
	}
	rows, err := c.tx.QueryContext(c.ctx, "SELECT block, bits FROM gone ORDER BY block")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var block int
		var gone sql.RawBytes
		if err := rows.Scan(&block, &gone); err != nil {
			return err
		}
		for i, b := range gone {
			at := block*blockSize + i*8
			c.marks[at/64] &^= uint64(b) << (at % 64)
		}
	}
	for _, i := range c.tail.gone {
		c.marks[i/64] &^= 1 << (i % 64)
	}
	return rows.Err()
}

// each calls f for each report that is marked, in the order of keys.
func (c *scan) each(f func(i int)) {
	for w, word := range c.marks {
		for ; word != 0; word &= word - 1 {
			f(w<<6 + bits.TrailingZeros64(word))
		}
	}
}

// keep takes the marks off the reports that do not pass a test.
func (c *scan) keep(test func(i int) bool) {
	for w, word := range c.marks {
		for left := word; left != 0; left &= left - 1 {
			if b := bits.TrailingZeros64(left); !test(w<<6 + b) {
				word &^= 1 << b
			}
		}
		c.marks[w] = word
	}
}

// count is how many reports are marked.
func (c *scan) count() (n int) {
	for _, word := range c.marks {
		n += bits.OnesCount64(word)
	}
	return n
}

// set is a set of keys, a bit each.
type set []byte

func (s set) has(key uint32) bool {
	return int(key/8) < len(s) && s[key/8]&(1<<(key%8)) != 0
}

// keys gathers the keys that a query gives under the name k.
func (c *scan) keys(query string, args ...any) (set, error) {
	found, _, err := c.keysUpTo(-1, query, args...)
	return found, err
}

// keysUpTo gathers no more than so many, and gives how many they are; -1: all.
func (c *scan) keysUpTo(most int, query string, args ...any) (out set, n int, err error) {
	err = c.tx.QueryRowContext(c.ctx, "SELECT key_set(k), count(*) FROM ("+query+" LIMIT ?)", append(args, most)...).Scan((*[]byte)(&out), &n)
	return out, n, err
}

// termsOf gives the terms of a kind by their numbers.
func (c *scan) termsOf(kind string) ([]string, error) {
	if have, ok := c.terms[kind]; ok {
		return have, nil
	}
	packed, err := c.cache.upTo(c.ctx, c.tx, kind)
	if err != nil {
		return nil, err
	}
	out := append(packed[:len(packed):len(packed)], c.tail.terms[kind]...)
	c.terms[kind] = out
	return out, nil
}
