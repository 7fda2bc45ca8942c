package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// damages lists what Verify finds.
func damages(t testing.TB, path string) (out []string) {
	t.Helper()
	err := Verify(context.Background(), path, func(d Damage) { out = append(out, d.String()) }, func(string) {})
	if err != nil {
		out = append(out, err.Error())
	}
	return out
}

// verified makes a small store with something in most tables, closed and checkpointed, and gives its path.
func verified(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "v.db")
	s, err := Open(t.Context(), path, ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	run := begin(t, s, coderOne)
	var ids []string
	for i := range 40 {
		e := sample(i, 6, coderOne)
		put(t, s, run, e)
		ids = append(ids, e.Reports[0].ID)
	}
	_ = s.Note(t.Context(), run, Problem{Path: "x", What: "y"})
	for k, decision := range []string{Accept, Reject, Skip} {
		if _, err := s.Decide(t.Context(), Review{Report: ids[k], Reviewer: "ann", Decision: decision}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if found := damages(t, path); len(found) > 0 {
		t.Fatalf("a sound store: %v", found)
	}
	return path
}

// dump is everything that can be read of a store.
func dump(path string) (string, error) {
	db, err := connect(path, "mode=ro")
	if err != nil {
		return "", err
	}
	defer db.Close()
	var tables []string
	rows, err := db.Query("SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_master UNION ALL SELECT 'table:' || name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return "", err
		}
		tables = append(tables, name)
	}
	if err := rows.Err(); err != nil {
		return "", err
	}
	sort.Strings(tables)
	var out strings.Builder
	for _, name := range tables {
		fmt.Fprintln(&out, name)
		table, ok := strings.CutPrefix(name, "table:")
		if !ok || table == "sqlite_schema" {
			continue
		}
		if err := dumpTable(&out, db, table); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

func dumpTable(out *strings.Builder, db *sql.DB, table string) error {
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(sql.RawBytes)
		}
		if err := rows.Scan(values...); err != nil {
			return err
		}
		for _, v := range values {
			fmt.Fprintf(out, "%q|", *v.(*sql.RawBytes))
		}
		fmt.Fprintln(out)
	}
	return rows.Err()
}

// TestFlippedByteIsFound: a byte of the file changed at random is found, or nothing that can be read of the store has changed by it
// (it lay in space that no row uses).
func TestFlippedByteIsFound(t *testing.T) {
	path := verified(t)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, err := dump(path)
	if err != nil {
		t.Fatal(err)
	}
	flips := 400
	if testing.Short() {
		flips = 50
	}
	rng := rand.New(rand.NewPCG(1, 2))
	found, unused := 0, 0
	flipped := filepath.Join(t.TempDir(), "flipped.db")
	for range flips {
		at := rng.IntN(len(sound))
		broken := append([]byte(nil), sound...)
		broken[at] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(flipped, broken, 0o600); err != nil {
			t.Fatal(err)
		}
		if len(damages(t, flipped)) > 0 {
			found++
		} else if after, err := dump(flipped); err != nil || after != before {
			t.Errorf("byte %d (page %d): changed, and not found (%v)", at, at/4096+1, err)
		} else {
			unused++
		}
		_ = os.Remove(flipped + "-wal")
		_ = os.Remove(flipped + "-shm")
	}
	t.Logf("%d flips: %d found, %d where nothing is kept", flips, found, unused)
	if found < flips/3 {
		t.Errorf("only %d of %d flips were found", found, flips)
	}
}

// TestVerifyNamesTheRow: changes that SQLite sees nothing wrong with are named with table and row.
func TestVerifyNamesTheRow(t *testing.T) {
	for name, c := range map[string]struct{ do, want string }{
		"article":  {"DROP TRIGGER article_not_changed; DROP TRIGGER seal_update_article; UPDATE article SET text = replace(text, 'Old', 'New') WHERE key = 2", "article, key 0 to 255: a row is not as it was written"},
		"report":   {"DROP TRIGGER report_not_changed; UPDATE report SET status = 'actual' WHERE status <> 'actual' AND key = 2", "report, row 2 ("},
		"json":     {"DROP TRIGGER report_json_not_changed; DROP TRIGGER seal_update_report_json; UPDATE report_json SET json = replace(json, 'MIL', 'REB') WHERE report = 1", "report_json, report 0 to 255: a row"},
		"capture":  {"DROP TRIGGER capture_not_changed; DROP TRIGGER seal_update_capture; UPDATE capture SET sha256 = replace(sha256, 'a', 'b') WHERE key = 1", "capture, row 1 ("},
		"missing":  {"DROP TRIGGER participant_not_deleted; DELETE FROM participant WHERE report = 1", "participant, report 0 to 255: "},
		"history":  {"DROP TRIGGER review_not_changed; UPDATE review SET report = 'r_none' WHERE key = 1", "review, row 1: it decides of a report that is not in the store"},
		"trigger":  {"DROP TRIGGER report_not_deleted", "schema: trigger report_not_deleted on report is missing"},
		"index":    {"DROP INDEX report_by_day", "schema: index report_by_day on report is missing"},
		"search":   {"INSERT INTO article_fts (article_fts, rowid, title, text) SELECT 'delete', key, title, text FROM article WHERE key = 1", "article_fts: the index does not fit the text"},
		"dangling": {"PRAGMA foreign_keys = 0; DROP TRIGGER sighting_not_changed; UPDATE sighting SET run = 99 WHERE key = 1", "sighting, row 1: it refers to a row of run"},
	} {
		t.Run(name, func(t *testing.T) {
			path := verified(t)
			db, err := connect(path, "mode=rw")
			if err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			if _, err := db.Exec(c.do); err != nil {
				t.Fatal(err)
			}
			_ = db.Close()
			if found := strings.Join(damages(t, path), "\n"); !strings.Contains(found, c.want) {
				t.Errorf("%q is not in:\n%s", c.want, found)
			}
		})
	}
}

// TestBackupWhileWritten: a copy made while articles come in is whole, sound, and never takes another file's place.
func TestBackupWhileWritten(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(t.Context(), filepath.Join(folder, "s.db"), ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	run := begin(t, s, coderOne)
	put(t, s, run, sample(0, 2, coderOne))
	done := make(chan error)
	go func() {
		for i := 1; i < 60; i++ {
			if _, err := s.Put(context.Background(), run, sample(i, 2, coderOne)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for k := range 3 {
		to := filepath.Join(folder, fmt.Sprintf("b%d.db", k))
		if err := Backup(t.Context(), s.Path(), to); err != nil {
			t.Fatal(err)
		}
		if found := damages(t, to); len(found) > 0 {
			t.Errorf("copy %d: %v", k, found)
		}
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := Backup(t.Context(), s.Path(), filepath.Join(folder, "b0.db")); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("over another file: %v", err)
	}
	if found := damages(t, s.Path()); len(found) > 0 {
		t.Errorf("the store itself: %v", found)
	}
}
