package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
)

// packs packs every block anew from the rows and holds it against what is kept.
func (v *verifier) packs() error {
	terms, err := v.terms()
	if err != nil {
		return err
	}
	var blocks int64
	if err := v.db.QueryRowContext(v.ctx, "SELECT coalesce(max(block) + 1, 0) FROM (SELECT block FROM gone UNION ALL SELECT block FROM pack)").Scan(&blocks); err != nil {
		return err
	}
	for block := range blocks {
		rows, err := readRows(v.ctx, v.db, terms, block<<blockBits+1, (block+1)<<blockBits)
		if err != nil {
			v.report(fmt.Sprintf("pack, block %d", block), "it cannot be packed again: %v", explain(err))
			continue
		}
		if err := v.pack(block, rows); err != nil {
			return err
		}
	}
	return nil
}

// pack holds one block's columns against its rows.
func (v *verifier) pack(block int64, rows *packedRows) error {
	want, have := rows.packed(), map[string][]byte{}
	err := v.each(func(r *sql.Rows) error {
		var name string
		var packed []byte
		err := r.Scan(&name, &packed)
		have[name] = packed
		return err
	}, "SELECT name, packed FROM pack WHERE block = ?", block)
	if err != nil {
		return err
	}
	where := fmt.Sprintf("pack, block %d", block)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !bytes.Equal(have[name], want[name]) {
			v.report(where, "its column %s is not what the reports say", name)
		}
		delete(have, name)
	}
	for name := range have {
		v.report(where, "there is a column %s, which is none", name)
	}
	var bits []byte
	if err := v.db.QueryRowContext(v.ctx, "SELECT coalesce((SELECT bits FROM gone WHERE block = ?), x'')", block).Scan(&bits); err != nil {
		return err
	}
	if rows.len() != blockSize || !bytes.Equal(bits, rows.bits()) {
		v.report(fmt.Sprintf("gone, block %d", block), "it does not say which reports have been superseded")
	}
	return nil
}

// keptTerms are all terms of a store by kind and text.
type keptTerms map[[2]string]uint32

func (t keptTerms) code(_ context.Context, kind, text string) (uint32, error) {
	code, ok := t[[2]string{kind, text}]
	if !ok {
		return 0, fmt.Errorf("there is no term %q of the kind %s", text, kind)
	}
	return code, nil
}

// terms reads the terms, which are numbered from 1 on without a gap.
func (v *verifier) terms() (keptTerms, error) {
	out, last := keptTerms{}, map[string]uint32{}
	err := v.each(func(r *sql.Rows) error {
		var key int64
		var kind, text string
		var code uint32
		if err := r.Scan(&key, &kind, &code, &text); err != nil {
			return err
		}
		if code != last[kind]+1 {
			v.report(fmt.Sprintf("term, row %d", key), "the terms of the kind %s leave out a number", kind)
		}
		last[kind], out[[2]string{kind, text}] = code, code
		return nil
	}, "SELECT key, kind, code, text FROM term ORDER BY kind, code")
	return out, err
}
