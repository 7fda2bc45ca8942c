package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

// Of every 1,024 reports, in the order of their keys, the table pack has what filters and counts ask of them, a row for each column: a filter over a
// million reports reads a few megabytes in place of a million rows. What is packed never changes; the table gone has, in a bit of each
// report, whether it has been superseded. Reports behind the last full block are read from their rows.

// blockSize is how many reports one block has: block b those with keys from b·1024 + 1 on.
const (
	blockBits = 10
	blockSize = 1 << blockBits
)

// column is one packed column: what it says of each report.
type column struct {
	name string
	kind string // of the terms that its numbers stand for; "" where they are keys or plain numbers
	list bool   // several numbers a report
}

// The packed columns. A number of 0 is null, or none.
var (
	colDay        = column{name: "day", kind: "day"}
	colStart      = column{name: "start", kind: "day"}
	colEnd        = column{name: "end", kind: "day"}
	colPublished  = column{name: "published", kind: "day"}
	colType       = column{name: "type", kind: "type"}
	colMode       = column{name: "mode", kind: "mode"}
	colContext    = column{name: "context", kind: "context"}
	colStatus     = column{name: "status", kind: "status"}
	colCountry    = column{name: "country", kind: "country"}
	colSource     = column{name: "source", kind: "source"}
	colConfidence = column{name: "confidence", kind: "confidence"}
	colPlace      = column{name: "place"}
	colHistorical = column{name: "historical"}
	colArticle    = column{name: "article"}
	plainColumns  = []column{colDay, colStart, colEnd, colPublished, colType, colMode, colContext, colStatus, colCountry, colSource,
		colConfidence, colPlace, colHistorical, colArticle}

	roles = []string{"actor", "recipient", "source"}
)

// colWho is who takes part in a role, by who.key.
func colWho(role string) column { return column{name: role + ".who", list: true} }

// colValue is what they are counted as.
func colValue(role string) column { return column{name: role + ".value", kind: "who", list: true} }

// packed gives each column's bytes by name.
func (p *packedRows) packed() map[string][]byte {
	out := map[string][]byte{}
	for name, numbers := range p.plain {
		out[name] = packNumbers(nil, numbers)
	}
	for name, lists := range p.lists {
		var lengths, values []uint32
		for _, l := range lists {
			lengths, values = append(lengths, uint32(len(l))), append(values, l...)
		}
		out[name] = packNumbers(packNumbers(nil, lengths), values)
	}
	return out
}

// bits has a bit for each report of the block, the lowest first, set where it has been superseded.
func (p *packedRows) bits() []byte {
	out := make([]byte, blockSize/8)
	for i, gone := range p.gone {
		if gone {
			out[i/8] |= 1 << (i % 8)
		}
	}
	return out
}

// packNumbers appends numbers, little endian, each in as many bytes as the greatest needs: 1, 2 or 4, which the first byte says.
func packNumbers(to []byte, numbers []uint32) []byte {
	width := 1
	for _, n := range numbers {
		if n > 0xffff {
			width = 4
			break
		} else if n > 0xff {
			width = 2
		}
	}
	to = append(to, byte(width))
	for _, n := range numbers {
		switch width {
		case 1:
			to = append(to, byte(n))
		case 2:
			to = binary.LittleEndian.AppendUint16(to, uint16(n))
		default:
			to = binary.LittleEndian.AppendUint32(to, n)
		}
	}
	return to
}

var errBadPack = errors.New("a packed column is cut off or longer than it should be; dateline verify names it")

// unpackNumbers appends n numbers that begin the packed bytes, and gives what follows them.
func unpackNumbers(to []uint32, packed []byte, n int) ([]uint32, []byte, error) {
	if len(packed) == 0 || !slices.Contains([]byte{1, 2, 4}, packed[0]) || len(packed)-1 < n*int(packed[0]) {
		return to, nil, errBadPack
	}
	width := int(packed[0])
	body, rest := packed[1:1+n*width], packed[1+n*width:]
	switch width {
	case 1:
		for _, b := range body {
			to = append(to, uint32(b))
		}
	case 2:
		for i := 0; i < len(body); i += 2 {
			to = append(to, uint32(binary.LittleEndian.Uint16(body[i:])))
		}
	default:
		for i := 0; i < len(body); i += 4 {
			to = append(to, binary.LittleEndian.Uint32(body[i:]))
		}
	}
	return to, rest, nil
}

// pack packs the blocks that the reports up to this key have filled.
func (t *tx) pack(last int64) {
	if last%blockSize != 0 || t.err != nil {
		return
	}
	t.fail(packBlocks(t.ctx, t.w.conn, last))
}

// packer writes packed columns and terms.
type packer struct {
	db      execer
	prepare map[string]*sql.Stmt
	known   map[[2]string]uint32
}

// execer is a connection or transaction that writes.
type execer interface {
	querier
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// packBlocks packs all full blocks up to a report's key that are not packed yet. A report is packed when the reports before it and the
// people in it are there.
func packBlocks(ctx context.Context, db execer, last int64) (err error) {
	p := &packer{db: db, prepare: map[string]*sql.Stmt{}, known: map[[2]string]uint32{}}
	defer func() {
		for _, s := range p.prepare {
			err = errors.Join(err, s.Close())
		}
	}()
	var next int64
	if err := db.QueryRowContext(ctx, "SELECT coalesce(max(block) + 1, 0) FROM gone").Scan(&next); err != nil {
		return err
	}
	for ; (next+1)<<blockBits <= last; next++ {
		if err := p.block(ctx, next); err != nil {
			return err
		}
	}
	return nil
}

func (p *packer) block(ctx context.Context, block int64) error {
	rows, err := readRows(ctx, p.db, p, block<<blockBits+1, (block+1)<<blockBits)
	if err != nil {
		return err
	}
	packed := rows.packed()
	for _, name := range slices.Sorted(maps.Keys(packed)) {
		if err := p.exec(ctx, "INSERT INTO pack (name, block, packed) VALUES (?, ?, ?)", name, block, packed[name]); err != nil {
			return err
		}
	}
	return p.exec(ctx, "INSERT INTO gone (block, bits) VALUES (?, ?)", block, rows.bits())
}

func (p *packer) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	s, ok := p.prepare[query]
	if ok {
		return s, nil
	}
	s, err := p.db.PrepareContext(ctx, query)
	if err == nil {
		p.prepare[query] = s
	}
	return s, err
}

func (p *packer) exec(ctx context.Context, query string, args ...any) error {
	s, err := p.stmt(ctx, query) //nolint:sqlclosecheck // kept for the blocks to come, closed with the packer
	if err != nil {
		return err
	}
	_, err = s.ExecContext(ctx, args...)
	return err
}

// code gives the number of a term, which is kept for good the first time it is met.
func (p *packer) code(ctx context.Context, kind, text string) (code uint32, err error) {
	if code, ok := p.known[[2]string{kind, text}]; ok {
		return code, nil
	}
	for _, query := range []string{"SELECT code FROM term WHERE kind = ?1 AND text = ?2",
		"INSERT INTO term (kind, code, text) SELECT ?1, coalesce(max(code), 0) + 1, ?2 FROM term WHERE kind = ?1 RETURNING code"} {
		s, err := p.stmt(ctx, query) //nolint:sqlclosecheck // kept for the blocks to come, closed with the packer
		if err != nil {
			return 0, err
		}
		switch err := s.QueryRowContext(ctx, kind, text).Scan(&code); {
		case err == nil:
			p.known[[2]string{kind, text}] = code
			return code, nil
		case !errors.Is(err, sql.ErrNoRows):
			return 0, err
		}
	}
	return 0, sql.ErrNoRows
}
