package ingest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"dateline/internal/store"
)

// childInput and childStore, when set, make the test's binary an ingest that is there to be killed.
const (
	childInput = "DATELINE_TEST_INPUT"
	childStore = "DATELINE_TEST_STORE"
)

func TestMain(m *testing.M) {
	if os.Getenv(childStore) != "" {
		os.Exit(child())
	}
	os.Exit(m.Run())
}

// child ingests and acknowledges on stdout how many articles are kept, after each commit.
func child() int {
	acknowledged := -1
	opt := Options{Workers: 2, Tally: func(t Tally) {
		if n := t.Added + t.Present; n != acknowledged {
			acknowledged = n
			fmt.Println(n)
		}
	}}
	if _, err := ingestInto(context.Background(), os.Getenv(childStore), fake{"1"}, opt, os.Getenv(childInput)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func startChild(t *testing.T, input, db string) (*exec.Cmd, <-chan int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childInput+"="+input, childStore+"="+db)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := make(chan int, 1)
	go func() { last <- lastNumber(out) }()
	return cmd, last
}

func lastNumber(r io.Reader) (n int) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		_, _ = fmt.Sscan(lines.Text(), &n)
	}
	return n
}

// TestKilled kills an ingest of 2,000 articles at 200 random moments, goes on each time, and holds the store against its promises: nothing that was
// acknowledged is lost, nothing is doubled, what is there is whole and is a beginning of the input, in order; and in the end the
// store is what an ingest that nobody killed makes of the input.
func TestKilled(t *testing.T) {
	moments := 200
	if testing.Short() {
		moments = 10
	}
	input := corpus(t, 2000)
	whole := filepath.Join(t.TempDir(), "whole.db")
	mustIngest(t, whole, fake{"1"}, Options{Workers: 2}, input)
	want := dump(t, whole)
	start := time.Now()
	for kills, round := 0, 0; kills < moments; round++ {
		db := filepath.Join(t.TempDir(), "killed.db")
		for done := false; !done; {
			cmd, acknowledged := startChild(t, input, db)
			if kills < moments {
				time.AfterFunc(rand.N(400*time.Millisecond), func() { _ = cmd.Process.Kill() })
			}
			n := <-acknowledged
			if done = cmd.Wait() == nil; !done {
				kills++
			}
			holds(t, db, n)
		}
		if dump(t, db) != want {
			t.Fatalf("round %d: the store differs from one that nobody killed", round)
		}
		if time.Since(start) > 8*time.Minute {
			t.Fatalf("only %d kills in eight minutes", kills)
		}
	}
}

// holds checks a store that was left by a kill.
func holds(t *testing.T, path string, acknowledged int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if n := ask(t, db, "SELECT count(*) FROM sqlite_master WHERE name = 'report'"); n == "0" {
		if acknowledged > 0 {
			t.Errorf("%d articles acknowledged, and the store is empty", acknowledged)
		}
		return
	}
	n := ask(t, db, "SELECT count(*) FROM article")
	for query, want := range map[string]string{
		"PRAGMA integrity_check":                                 "ok",
		"SELECT count(*) FROM pragma_foreign_key_check":          "0",
		"SELECT count(*) FROM capture":                           n,
		"SELECT count(*) FROM sighting":                          n,
		"SELECT count(*) FROM coding":                            n,
		"SELECT count(*) FROM (SELECT DISTINCT id FROM article)": n,
		"SELECT count(*) FROM report_json":                       ask(t, db, "SELECT count(*) FROM report"),
		"SELECT sum((length(text) - length(replace(text, 'shelled', ''))) / 7) IS (SELECT nullif(count(*), 0) FROM report) FROM article": "1",
		"SELECT count(*) FROM (SELECT id, lag(id) OVER (ORDER BY key) AS before FROM article) WHERE id <= before":                        "0",
		"SELECT coalesce(max(substr(id, 2) - substr(id, 2) / 50), -1) + 1 FROM article":                                                  n,
	} {
		if got := ask(t, db, query); got != want {
			t.Errorf("%s gives %s, want %s", query, got, want)
		}
	}
	for _, index := range []string{"article_fts", "report_fts"} {
		if _, err := db.Exec("INSERT INTO " + index + "(" + index + ", rank) VALUES ('integrity-check', 1)"); err != nil {
			t.Errorf("%s: %v", index, err)
		}
	}
	if err := store.Verify(context.Background(), path, func(d store.Damage) { t.Error(d) }, func(string) {}); err != nil && !(errors.Is(err, store.ErrOlder) && n == "0") {
		t.Error(err)
	}
	var kept int
	_, _ = fmt.Sscan(n, &kept)
	if kept < acknowledged {
		t.Errorf("%d articles acknowledged, %d there", acknowledged, kept)
	}
}

func ask(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var out string
	if err := db.QueryRow(query).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

// TestTwoProcesses: two ingests of one input into one store at once, which neither has made before.
func TestTwoProcesses(t *testing.T) {
	input, dir := corpus(t, 300), t.TempDir()
	db, whole := filepath.Join(dir, "both.db"), filepath.Join(dir, "whole.db")
	mustIngest(t, whole, fake{"1"}, Options{Workers: 2}, input)
	one, ackOne := startChild(t, input, db)
	two, ackTwo := startChild(t, input, db)
	a, b := <-ackOne, <-ackTwo
	if errOne, errTwo := one.Wait(), two.Wait(); errOne != nil || errTwo != nil || a != 294 || b != 294 {
		t.Fatalf("%v, %v; acknowledged %d and %d of 294", errOne, errTwo, a, b)
	}
	holds(t, db, 294)
	if strings.Count(dump(t, db), "\n") != strings.Count(dump(t, whole), "\n") {
		t.Error("other reports than from one process")
	}
}
