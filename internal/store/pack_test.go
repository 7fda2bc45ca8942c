package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// packedStore is a store with one full block of packed columns and some reports behind it, closed.
func packedStore(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "packed.db")
	s, err := Open(t.Context(), path, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	run := begin(t, s, coderOne)
	var entries []Entry
	for i := range 220 {
		entries = append(entries, varied(i, 5))
	}
	put(t, s, run, entries...)
	if _, err := s.Decide(t.Context(), Review{Report: entries[3].Reports[0].ID, Reviewer: "ann", Decision: Reject}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// execAll runs statements on a store's file, behind the program's back.
func execAll(t testing.TB, path, statements string) {
	t.Helper()
	db, err := connect(path, "mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// TestVerifyNamesThePackedColumn: packed columns that do not say what the rows say are named, under a right seal too.
func TestVerifyNamesThePackedColumn(t *testing.T) {
	const open = "DROP TRIGGER pack_not_changed; DROP TRIGGER pack_not_deleted; DROP TRIGGER term_not_changed; "
	for name, c := range map[string]struct{ do, want string }{
		"column":     {open + "UPDATE pack SET packed = zeroblob(length(packed)) WHERE name = 'type'", "pack, block 0: its column type is not what the reports say"},
		"missing":    {open + "DELETE FROM pack WHERE name = 'mode'", "pack, block 0: its column mode is not"},
		"strange":    {"INSERT INTO pack (name, block, packed) VALUES ('colour', 0, x'01')", "pack, block 0: there is a column colour, which is none"},
		"no block":   {"INSERT INTO pack (name, block, packed) VALUES ('type', 1, x'01')", "pack, block 1: it cannot be packed again"},
		"gone":       {"UPDATE gone SET bits = bit_set(bits, 77)", "gone, block 0: it does not say which reports have been superseded"},
		"superseded": {"DROP TRIGGER report_gone; UPDATE report SET superseded = coding WHERE key = 500", "gone, block 0: it does not say which"},
		"term":       {open + "UPDATE term SET text = 'ASSAUL' WHERE kind = 'type' AND text = 'ASSAULT'", `pack, block 0: it cannot be packed again: there is no term "ASSAULT" of the kind type`},
		"number":     {open + "UPDATE term SET code = 999 WHERE kind = 'type' AND text = 'ASSAULT'", "the terms of the kind type leave out a number"},
	} {
		t.Run(name, func(t *testing.T) {
			path := packedStore(t)
			execAll(t, path, c.do)
			if found := strings.Join(damages(t, path), "\n"); !strings.Contains(found, c.want) {
				t.Errorf("%q is not in:\n%s", c.want, found)
			}
		})
	}
}

// TestDamagedPackIsTold: a scan over a packed column that is cut off, or not there, is an error and no wrong count.
func TestDamagedPackIsTold(t *testing.T) {
	for name, do := range map[string]string{
		"cut off": "DROP TRIGGER pack_not_changed; UPDATE pack SET packed = substr(packed, 1, 700) WHERE name = 'actor.who'",
		"longer":  "DROP TRIGGER pack_not_changed; UPDATE pack SET packed = packed || x'00' WHERE name = 'actor.who'",
		"missing": "DROP TRIGGER pack_not_deleted; DELETE FROM pack WHERE name = 'actor.who'",
	} {
		path := packedStore(t)
		execAll(t, path, do)
		s, err := Open(t.Context(), path, ReadOnly)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := s.Count(t.Context(), Filter{Actor: "AAX"}); err == nil || !strings.Contains(err.Error(), "column actor.who") {
			t.Errorf("%s: %d, %v", name, n, err)
		}
		_ = s.Close()
	}
}

// TestUpgradePacksWhatIsThere: a store of the schema before packed columns gets the same ones as a store that had them from the start.
func TestUpgradePacksWhatIsThere(t *testing.T) {
	path := packedStore(t)
	old := filepath.Join(t.TempDir(), "old.db")
	beforePacks(t, path, old)
	if _, err := Open(t.Context(), old, ReadOnly); !errors.Is(err, ErrOlder) {
		t.Errorf("for reading: %v", err)
	}
	s, err := Open(t.Context(), old, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, query := range []string{"SELECT name || block || hex(packed) FROM pack ORDER BY 1", "SELECT block || hex(bits) FROM gone", "SELECT kind || code || text FROM term ORDER BY 1"} {
		want, err := stringsOf(t.Context(), path, query)
		if err != nil {
			t.Fatal(err)
		}
		got, err := stringsOf(t.Context(), old, query)
		if err != nil || len(got) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: %d rows, want %d, %v", query, len(got), len(want), err)
		}
	}
	if found := damages(t, old); len(found) > 0 {
		t.Error(found)
	}
}

// beforePacks makes a store of schema 8 with what another store holds.
func beforePacks(t *testing.T, from, to string) {
	t.Helper()
	db, err := connect(to, "_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	p, err := provider(db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 8); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA foreign_keys = 0; ATTACH ? AS full", from); err != nil {
		t.Fatal(err)
	}
	tables, err := sealedTables(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if table.name == "goose_db_version" {
			continue
		}
		if _, err := db.Exec("INSERT INTO main." + table.name + " SELECT * FROM full." + table.name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`INSERT INTO article_fts (article_fts) VALUES ('rebuild'); INSERT INTO report_fts (report_fts) VALUES ('rebuild')`); err != nil {
		t.Fatal(err)
	}
	if err := sealAll(t.Context(), db); err != nil {
		t.Fatal(err)
	}
}

// stringsOf gives the one column of a query on a store's file.
func stringsOf(ctx context.Context, path, query string) (out []string, err error) {
	db, err := connect(path, "mode=ro")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	v := &verifier{ctx: ctx, db: db}
	err = v.each(func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	}, query)
	return out, err
}

// TestTailOfAnEarlierReader: whoever reads a store as it was before a block was filled is not given what came after, and the reports
// behind the last block are kept for the next who reads.
func TestTailOfAnEarlierReader(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for i := range 200 {
		put(t, s, run, varied(i, 5))
	}
	count := func(c *scan) int {
		if err := c.admit(&Filter{Actor: "AAX"}); err != nil {
			t.Fatal(err)
		}
		return c.count()
	}
	err := s.scanned(t.Context(), func(early *scan) error {
		before := count(early)
		for i := 200; i < 240; i++ {
			put(t, s, run, varied(i, 5))
		}
		return s.scanned(t.Context(), func(late *scan) error {
			if early.n != 1000 || early.blocks != 0 || late.n != 1200 || late.blocks != 1 {
				t.Errorf("%d reports in %d blocks, then %d in %d", early.n, early.blocks, late.n, late.blocks)
			}
			after := count(late)
			var err error
			if early.tail, err = s.tail.view(t.Context(), early.tx, early.blocks, early.n); err != nil {
				return err
			}
			early.numbers, early.lists = map[string][]uint32{}, map[string]lists{}
			if again := count(early); again != before || after <= before {
				t.Errorf("%d, later %d, to the earlier reader %d", before, after, again)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if s.tail.rows.len() != 176 {
		t.Errorf("%d reports are kept, want the 176 behind the block", s.tail.rows.len())
	}
}
