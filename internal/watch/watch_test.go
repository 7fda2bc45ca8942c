package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/event"
	"dateline/internal/fetch"
	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/store"
	"dateline/text"
)

// coder refuses what is in French and finds nothing in the rest.
type coder struct{}

func (coder) Version() event.CoderVersion { return event.CoderVersion{Version: "1"} }

func (coder) Code(a text.Article) ([]event.Report, error) {
	if strings.Contains(a.Text, "convoi") {
		return nil, errors.New("the article is in French")
	}
	return nil, nil
}

// site is a local publisher that counts what is asked of it.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
	on    map[string]http.HandlerFunc
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{asked: map[string]int{}, on: map[string]http.HandlerFunc{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked[r.URL.Path]++
		handler := s.on[r.URL.Path]
		s.mu.Unlock()
		if handler == nil {
			http.NotFound(w, r)
			return
		}
		handler(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// page serves an article.
func (s *site) page(path, words string) {
	s.on[path] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<html><head><title>From the front</title></head><body><article><p>%s</p></article></body></html>", strings.Repeat(words+" ", 8))
	}
}

// feed serves an RSS feed of links with an ETag.
func (s *site) feed(path string, links ...string) {
	s.on[path] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Ours</title>`)
		for _, l := range links {
			fmt.Fprintf(w, "<item><title>T</title><link>%s</link><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item>", l)
		}
		fmt.Fprint(w, "</channel></rss>")
	}
}

func (s *site) times(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// watcher is a store and what watches for it.
func watcher(t *testing.T) (*store.Store, *Watcher) {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, New(db, fetch.New(fetch.Options{Agent: "dateline/test", AllowPrivate: true, Robots: true}))
}

// round looks once at feeds and gives what it did and the problems.
func round(t *testing.T, db *store.Store, w *Watcher, feeds ...string) (ingest.Tally, Tally, string) {
	t.Helper()
	r := w.Round(feeds, intake.Options{})
	var problems []string
	kept, err := ingest.Run(t.Context(), db, coder{}, r.Captures(t.Context()), ingest.Options{Workers: 2, Problem: func(p *intake.Problem) {
		problems = append(problems, p.Error())
	}})
	if err != nil {
		t.Fatal(err)
	}
	tally, err := r.Keep(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return kept, tally, strings.Join(problems, "\n")
}

const words = "The convoy left Old Haven at dawn, a witness said."

// TestWatch: new articles are kept with their day and headers, what is known is not fetched again, and 304 ends a look.
func TestWatch(t *testing.T) {
	s := newSite(t)
	s.page("/a", words)
	s.page("/b", words+" It came back.")
	s.feed("/rss", "/a", s.URL+"/b#comments", "/a")
	db, w := watcher(t)
	if kept, tally, problems := round(t, db, w, s.URL+"/rss"); kept.Added != 2 || tally.Feeds != 1 || problems != "" {
		t.Fatalf("%+v, %+v\n%s", kept, tally, problems)
	}
	if kept, tally, _ := round(t, db, w, s.URL+"/rss"); kept.Read != 0 || tally.Same != 1 {
		t.Errorf("again: %+v, %+v", kept, tally)
	}
	s.page("/c", words+" And left again.")
	s.feed("/rss2", "/c", "/a", "/b")
	if kept, _, _ := round(t, db, w, s.URL+"/rss2"); kept.Added != 1 {
		t.Errorf("a third: %+v", kept)
	}
	for path, n := range map[string]int{"/a": 1, "/b": 1, "/c": 1, "/rss": 2, "/robots.txt": 1} {
		if s.times(path) != n {
			t.Errorf("%s was asked for %d times, want %d", path, s.times(path), n)
		}
	}
	if kept, _, err := db.FetchedFrom(t.Context(), s.URL+"/b"); !kept || err != nil {
		t.Errorf("%v, %v", kept, err)
	}
}

// TestFailuresStopNobody: feeds and articles that fail in every way leave the others alone.
func TestFailuresStopNobody(t *testing.T) {
	s := newSite(t)
	s.page("/a", words)
	s.page("/french", "Le convoi a quitté la ville.")
	s.page("/private/x", words)
	s.on["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /private/") }
	s.on["/html"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>no feed") }
	s.on["/cut"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<rss><channel><item><link>http://") }
	s.on["/busy"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	s.feed("/rss", "/gone", "/private/x", "/french", "javascript:alert(1)", "/a")
	feeds := []string{s.URL + "/html", s.URL + "/cut", s.URL + "/busy", s.URL + "/none", s.URL + "/private/rss", s.URL + "/rss"}
	db, w := watcher(t)
	kept, tally, problems := round(t, db, w, feeds...)
	if kept.Added != 1 || tally.Failed != 5 || tally.Feeds != 6 {
		t.Errorf("%+v, %+v", kept, tally)
	}
	for _, want := range []string{"/html: no feed that can be read", "/busy: the server answered 429", "/none: the server answered 404",
		"/private/rss: forbidden by the site's robots.txt", "/private/x: forbidden", "/gone: the server answered 404", "/french: the article is in French"} {
		if !strings.Contains(problems, want) {
			t.Errorf("%q is not told in\n%s", want, problems)
		}
	}
	if _, tally, _ := round(t, db, w, feeds...); tally.Waiting != 5 || tally.Feeds != 1 {
		t.Errorf("failed feeds are not left alone: %+v", tally)
	}
	if p, err := db.LastPoll(t.Context(), s.URL+"/busy"); err != nil || time.Until(p.NotBefore) < 110*time.Minute || p.Failures != 1 {
		t.Errorf("Retry-After: %+v, %v", p, err)
	}
}

// TestGivenUp: an article that fails again and again is tried three times, and then the feed's ETag counts.
func TestGivenUp(t *testing.T) {
	s := newSite(t)
	s.page("/french", "Le convoi a quitté la ville.")
	s.feed("/rss", "/french")
	db, w := watcher(t)
	for i := range maxTries + 2 {
		_, tally, _ := round(t, db, w, s.URL+"/rss")
		if same := i >= maxTries; (tally.Same == 1) != same {
			t.Errorf("look %d: %+v", i, tally)
		}
	}
	if n := s.times("/french"); n != maxTries {
		t.Errorf("tried %d times", n)
	}
}

// TestInterrupted: what was cut off goes on the next time, and nothing is fetched twice.
func TestInterrupted(t *testing.T) {
	s := newSite(t)
	var links []string
	for i := range 6 {
		links = append(links, fmt.Sprintf("/%d", i))
		s.page(links[i], fmt.Sprintf("%s Once more: %d.", words, i))
	}
	s.feed("/rss", links...)
	db, w := watcher(t)
	ctx, cancel := context.WithCancel(t.Context())
	third := s.on["/3"]
	s.on["/3"] = func(w http.ResponseWriter, r *http.Request) { cancel(); third(w, r) }
	r := w.Round([]string{s.URL + "/rss"}, intake.Options{})
	first, err := ingest.Run(ctx, db, coder{}, r.Captures(ctx), ingest.Options{Workers: 1})
	if !errors.Is(err, context.Canceled) || first.Added == 0 || first.Added > 4 {
		t.Fatalf("%+v, %v", first, err)
	}
	s.on["/3"] = third
	if kept, _, problems := round(t, db, w, s.URL+"/rss"); kept.Added != 6-first.Added || problems != "" {
		t.Errorf("%+v after %+v\n%s", kept, first, problems)
	}
}

// TestLists: a list of feeds is a feed of feeds; lists in lists are not followed.
func TestLists(t *testing.T) {
	s := newSite(t)
	s.page("/a", words)
	s.feed("/rss", "/a")
	s.on["/list"] = func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<?xml version="1.0"?><opml version="2.0"><body><outline text="x"><outline xmlUrl="%[1]s/rss"/><outline xmlUrl="%[1]s/list2"/></outline></body></opml>`, s.URL)
	}
	s.on["/list2"] = s.on["/list"]
	db, w := watcher(t)
	for _, added := range []int{1, 0} {
		if kept, tally, _ := round(t, db, w, s.URL+"/list"); kept.Added != added || tally.Feeds < 2 {
			t.Errorf("%+v, %+v", kept, tally)
		}
	}
}

// TestGuardHoldsForItems: a feed cannot make us ask the machine's own network.
func TestGuardHoldsForItems(t *testing.T) {
	s := newSite(t)
	s.page("/secret", words)
	_, w := watcher(t)
	w.client = fetch.New(fetch.Options{Agent: "dateline/test"})
	r := w.Round(nil, intake.Options{})
	var told []string
	for _, link := range []string{s.URL + "/secret", "http://169.254.169.254/latest/"} {
		r.item(t.Context(), item{link: link}, func(c *intake.Capture, p *intake.Problem) bool {
			told = append(told, p.Error())
			return true
		})
	}
	if len(told) != 2 || !strings.Contains(strings.Join(told, ""), "refused") || s.times("/secret") != 0 {
		t.Error(told)
	}
}

func TestFeedKinds(t *testing.T) {
	for name, raw := range map[string]string{
		"RSS":  `<rss version="2.0"><channel><item><link>/1</link></item><item><guid>http://x.example/2</guid></item><item><guid>no link</guid></item></channel></rss>`,
		"Atom": `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><updated>2024-03-01T00:00:00Z</updated></entry><entry><link href="http://x.example/2"/></entry></feed>`,
		"JSON": `{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"1","url":"http://x.example/1"},{"id":"2","url":"http://x.example/2"}]}`,
	} {
		items, err := parseFeed([]byte(raw), "http://x.example/feed")
		if err != nil || len(items) != 2 || items[0].link != "http://x.example/1" || items[1].link != "http://x.example/2" {
			t.Errorf("%s: %v, %v", name, items, err)
		}
	}
	for _, broken := range []string{"", "<html>", "{}", "<rss><channel>", "\x00", "<opml/>"} {
		if items, err := parseFeed([]byte(broken), "http://x.example/"); err == nil && len(items) > 0 {
			t.Errorf("%q: %v", broken, items)
		}
	}
}

func TestOPML(t *testing.T) {
	feeds, err := ParseOPML([]byte(`<opml><body><outline text="A &amp; B" xmlUrl=" http://a/ "/><outline><outline XMLURL="http://b/"/></outline><outline xmlUrl="http://a/"/></body></opml>`))
	if err != nil || strings.Join(feeds, " ") != "http://a/ http://b/" {
		t.Errorf("%v, %v", feeds, err)
	}
	for _, broken := range []string{"", "<opml/>", "<opml><body"} {
		if _, err := ParseOPML([]byte(broken)); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}

func TestBackOff(t *testing.T) {
	for n := 1; n < 40; n++ {
		if full, wait := min(firstBack<<min(n-1, 10), longestBack), back(n); wait < full/2 || wait > full {
			t.Errorf("after %d failures %v", n, wait)
		}
	}
}
