package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/internal/render"
	"dateline/internal/store"
)

// watchedStore and watchedFeeds, when set, make the test's binary a `dateline watch --once --allow-private` that is there to be killed.
const (
	watchedStore = "DATELINE_TEST_WATCH_STORE"
	watchedFeeds = "DATELINE_TEST_WATCH_FEEDS"
)

func TestMain(m *testing.M) {
	if os.Getenv(watchedStore) != "" {
		os.Exit(watchChild())
	}
	os.Exit(m.Run())
}

func watchChild() int {
	app := &App{Stdout: os.Stdout, Stderr: os.Stderr, Stdin: strings.NewReader(""), Context: context.Background(), Style: render.Style{Width: 120}}
	cmd := &WatchCmd{Feeds: strings.Fields(os.Getenv(watchedFeeds)), DB: os.Getenv(watchedStore), Once: true, Every: time.Hour, Workers: 2, webFlags: webFlags{AllowPrivate: true}}
	return app.exitCode(cmd.watch(app, wordCoder{}))
}

// paper is a publisher whose feeds overlap: each article stands in two of them. It notes what is asked for.
type paper struct {
	*httptest.Server
	articles int

	mu    sync.Mutex
	asked map[string]int // articles
	same  int            // feeds answered with 304
}

const paperFeeds = 5

func newPaper(t *testing.T, articles int) *paper {
	p := &paper{articles: articles, asked: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *paper) feeds() (out []string) {
	for i := range paperFeeds {
		out = append(out, fmt.Sprintf("%s/feed/%d", p.URL, i))
	}
	return append(out, p.URL+"/feed/gone") // one that fails stops no other
}

func (p *paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(rand.N(40 * time.Millisecond)) // so that there are several commits to be killed between
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/feed/%d", &n); err == nil {
		p.feed(w, r, n)
		return
	}
	if _, err := fmt.Sscanf(r.URL.Path, "/article/%d", &n); err == nil {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		p.mu.Unlock()
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprintf(w, "Shelled was the town numbered %d at noon.", n)
		return
	}
	http.NotFound(w, r)
}

func (p *paper) feed(w http.ResponseWriter, r *http.Request, n int) {
	var items strings.Builder
	for i := range p.articles {
		if i%paperFeeds == n || (i+1)%paperFeeds == n {
			fmt.Fprintf(&items, `<item><link>/article/%d</link><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item>`, i)
		}
	}
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(items.String())))
	if r.Header.Get("If-None-Match") == tag {
		p.mu.Lock()
		p.same++
		p.mu.Unlock()
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", tag)
	fmt.Fprintf(w, `<rss version="2.0"><channel>%s</channel></rss>`, items.String())
}

// forget gives what was asked for since, and begins anew.
func (p *paper) forget() (asked map[string]int, same int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked, same = p.asked, p.same
	p.asked, p.same = map[string]int{}, 0
	return asked, same
}

// TestWatchKilled kills `dateline watch` at random moments while it reads feeds, and goes on each time: what a reader saw in the store is
// still there, nothing is there twice, verify finds no fault, what is kept is not fetched again; and in the end every article is there,
// though the feeds say "not modified" once they were read to their end.
func TestWatchKilled(t *testing.T) {
	moments := 40
	if testing.Short() {
		moments = 8
	}
	begin := time.Now()
	for kills := 0; kills < moments; {
		p, db := newPaper(t, 120), filepath.Join(t.TempDir(), "watched.db")
		for {
			kept := fetchedFrom(t, db)
			cmd := startWatch(t, p, db)
			var seen map[string]bool
			if kills < moments {
				time.Sleep(rand.N(1200 * time.Millisecond))
				seen = fetchedFrom(t, db) // acknowledged: another process reads it
				_ = cmd.Process.Kill()
			}
			killed := ended(t, cmd)
			asked, _ := p.forget()
			for article := range kept {
				if asked[article] > 0 {
					t.Errorf("%s is kept and was fetched again", article)
				}
			}
			keeps(t, db, kept, seen)
			if !killed {
				break
			}
			kills++
		}
		complete(t, p, db)
		if time.Since(begin) > 4*time.Minute {
			t.Fatalf("only %d kills in four minutes", kills)
		}
	}
}

func startWatch(t *testing.T, p *paper, db string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), watchedStore+"="+db, watchedFeeds+"="+strings.Join(p.feeds(), " "))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// ended waits for a watch; true when it was killed. By itself it ends with 0 or, the first time, with 1 for the feed that fails.
func ended(t *testing.T, cmd *exec.Cmd) (killed bool) {
	t.Helper()
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && (!errors.As(err, &exit) || exit.Exited() && exit.ExitCode() != exitPartial) {
		t.Fatal(err)
	}
	return !cmd.ProcessState.Exited()
}

// fetchedFrom lists the articles in the store by their path; none while there is no store yet.
func fetchedFrom(t *testing.T, path string) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	if _, err := os.Stat(path); err != nil {
		return out
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT asked FROM fetched")
	if err != nil {
		return out // killed before it had tables
	}
	defer rows.Close()
	for rows.Next() {
		var asked string
		if err := rows.Scan(&asked); err != nil {
			t.Fatal(err)
		}
		article := asked[strings.Index(asked, "/article"):]
		if out[article] {
			t.Errorf("%s is there twice", article)
		}
		out[article] = true
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// keeps holds a store against what was seen in it before.
func keeps(t *testing.T, path string, before ...map[string]bool) {
	t.Helper()
	now := fetchedFrom(t, path)
	for _, seen := range before {
		for article := range seen {
			if !now[article] {
				t.Errorf("%s was there and is lost", article)
			}
		}
	}
	if len(now) == 0 {
		return // nothing was kept yet; there may be no store at all
	}
	if err := store.Verify(t.Context(), path, func(d store.Damage) { t.Error(d) }, func(string) {}); err != nil {
		t.Error(err)
	}
	db, err := store.Open(t.Context(), path, store.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n, err := db.Totals(t.Context()); err != nil || n.Articles != len(now) || n.Captures != len(now) || n.Reports != len(now) {
		t.Errorf("%d articles fetched, and the store has %+v, %v", len(now), n, err)
	}
}

// complete holds a store against all that the feeds name, and the next watch to asking for nothing but the feeds.
func complete(t *testing.T, p *paper, db string) {
	t.Helper()
	if n := len(fetchedFrom(t, db)); n != p.articles {
		t.Errorf("%d of %d articles are there", n, p.articles)
	}
	ended(t, startWatch(t, p, db))
	asked, same := p.forget()
	if len(asked) != 0 || same != paperFeeds {
		t.Errorf("with all there, %v were fetched again and %d of %d feeds were not modified", asked, same, paperFeeds)
	}
	keeps(t, db)
}
