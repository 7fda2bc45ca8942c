package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"dateline/event"
	"dateline/internal/coding"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/text"
)

const body1 = "Shelling in Tarn\nThe army of Velia shelled the town of Tarn on Monday, killing 12 people, rebels said. The town was quiet.\n"

var coder = event.CoderVersion{Version: "1", Model: "m", Codebook: "c"}

var pages = fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>pages</title>")}, "assets/app-1.js": {Data: []byte("void 0")}}

// place is where words stand in a text, in code points; the tests' texts are ASCII.
func place(body, words string) text.Span {
	i := strings.Index(body, words)
	if i < 0 {
		panic("no such words: " + words)
	}
	return text.Span{Start: i, End: i + len(words)}
}

// reportIn makes a report of what an article says.
func reportIn(a *text.Article, i int) event.Report {
	trigger := place(a.Text, "shelled")
	low, high, geo, lat, lon := 12+i, 12+i, 4242, 35.5, 36.5
	types, status := []string{"ASSAULT", "ASSAULT", "COERCE"}[i%3], []event.Status{event.Actual, event.Actual, event.Threatened}[i%3]
	r := event.Report{ID: event.NewID(a.SHA256, trigger, types), Event: types, Mode: []string{}, Context: []string{}, Quad: "material conflict", Score: -10, Status: status,
		Document:    event.Document{ID: a.ID, Title: event.Null(a.Title), Source: event.Null(a.Source), Published: event.Null(a.Published), URL: event.Null(a.URL), SHA256: a.SHA256},
		Attribution: []event.Source{{Text: "rebels", Sector: event.Null("REB"), Cue: event.Null("said"), Span: place(a.Text, "rebels")}},
		Actor:       []event.Actor{{Text: "The army of Velia", Name: event.Null("Velian Army"), Code: event.Null("SYR"), Sector: event.Null("MIL"), Span: place(a.Text, "The army of Velia")}},
		Recipient:   []event.Actor{{Text: "people", Code: event.Null("SYR"), Sector: event.Null("CVL"), Span: place(a.Text, "people")}},
		Place: &event.Place{Text: "Tarn", Name: event.Null("Tarn"), Country: event.Null("SYR"), GeoNames: &geo, Lat: &lat, Lon: &lon, Precision: "exact",
			Span: place(a.Text, "Tarn on")},
		Date:       &event.Date{Text: "Monday", Start: fmt.Sprintf("2024-03-%02d", i+1), End: fmt.Sprintf("2024-03-%02d", i+1), Precision: "day", Span: place(a.Text, "Monday")},
		Counts:     []event.Count{{What: "killed", Low: &low, High: &high, Text: "12", Span: place(a.Text, "12")}},
		Confidence: 0.5 + float64(i)/20, Coder: coder,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: "shelled"}, Sentence: place(a.Text, a.Text[strings.Index(a.Text, "The army"):strings.Index(a.Text, " The town was")])}}
	r.Place.Span.End = r.Place.Span.Start + 4
	if i == 3 {
		r.Place, r.Date = &event.Place{Text: "Velia", Country: event.Null("SYR"), Precision: "country", Span: r.Place.Span}, nil
	}
	return r
}

// entry is article i of the tests.
func entry(i int) store.Entry {
	raw := fmt.Appendf(nil, "%d %s", i, body1)
	sum := sha256.Sum256(raw)
	a := text.Article{ID: fmt.Sprint("a", i), Title: "Shelling in Tarn", Source: []string{"The Courier", "Tarn Post"}[i%2], Published: fmt.Sprintf("2024-03-%02d", i+2),
		URL: []string{"https://courier.example/1", "javascript:alert(1)"}[i%2], Text: body1 + fmt.Sprintf("Edition %d.\n", i), SHA256: hex.EncodeToString(sum[:])}
	return store.Entry{Path: fmt.Sprint(i, ".txt"), Format: "text", Raw: raw, Article: a, Reports: []event.Report{reportIn(&a, i)}}
}

// newStore makes a linked store of n articles with a report each.
func newStore(t testing.TB, n int) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	add(t, s, 0, n)
	return s
}

// add puts articles from to to-1 into a store and links them.
func add(t testing.TB, s *store.Store, from, to int) {
	t.Helper()
	run, err := s.Begin(t.Context(), coder)
	if err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		if _, err := s.Put(t.Context(), run, entry(i)); err != nil {
			t.Fatal(err)
		}
	}
	linker := link.New(s)
	if _, err := linker.Link(t.Context(), link.Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := linker.Tell(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

// why considers no sentence but the second.
type why struct{}

func (why) Consider(a text.Article) (*text.Document, []coding.Consideration, error) {
	doc := text.NewDocument(a)
	first, second := place(a.Text, a.Text[strings.Index(a.Text, "The army"):strings.Index(a.Text, " The town was")]), place(a.Text, "The town was quiet.")
	doc.Sentences = []text.Sentence{{Span: first}, {Span: second}}
	return doc, []coding.Consideration{{Sentence: first, Word: first}, {Sentence: second, Word: place(a.Text, "quiet"), Type: "CONCEDE", Belief: 0.1, Why: "too little belief"}}, nil
}

func newServer(t testing.TB, s *store.Store, change func(*Options)) *Server {
	t.Helper()
	o := Options{Store: s, Considerer: why{}, Pages: pages, Version: coder, Reviewer: "ann", Log: slog.New(slog.DiscardHandler)}
	if change != nil {
		change(&o)
	}
	return New(o)
}

// ask sends a request as this server's own page would.
func ask(t testing.TB, h http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Host = "localhost:8765"
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// get asks for JSON and decodes it.
func get[T any](t testing.TB, h http.Handler, path string) T {
	t.Helper()
	return decode[T](t, ask(t, h, http.MethodGet, path, ""))
}

func post[T any](t testing.TB, h http.Handler, path string, body any) T {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return decode[T](t, ask(t, h, http.MethodPost, path, string(raw)))
}

func decode[T any](t testing.TB, w *httptest.ResponseRecorder) (out T) {
	t.Helper()
	if w.Code != http.StatusOK {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	if bytes.Contains(w.Body.Bytes(), []byte(`"reports":null`)) || bytes.Contains(w.Body.Bytes(), []byte(`:null,"next"`)) {
		t.Errorf("a list is null: %s", w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	return out
}

// TestWarm: everything the pages ask for first is answered, and Warm counts all of it.
func TestWarm(t *testing.T) {
	s := newServer(t, newStore(t, 4), nil)
	s.Warm(t.Context())
	counted := len(s.memo.kept)
	if counted < len(firstAsked)-1 { // a page of reports is not counted, but its total is
		t.Errorf("%d things counted for %d requests", counted, len(firstAsked))
	}
	h := s.Handler()
	for _, path := range firstAsked {
		if w := ask(t, h, http.MethodGet, path, ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if n := len(s.memo.kept); n != counted {
		t.Errorf("after Warm the same requests counted %d more", n-counted)
	}
	s.Stop()
	s.memo.kept = nil
	if s.Warm(t.Context()); len(s.memo.kept) > 0 {
		t.Error("a stopped server still counts")
	}
}

// TestAskedTwiceIsCountedOnce: who asks for what is being counted waits for it, and is not let down when the first one leaves.
func TestAskedTwiceIsCountedOnce(t *testing.T) {
	s := newServer(t, newStore(t, 1), nil)
	begun, release, times := make(chan struct{}), make(chan struct{}), 0
	ctx, leave := context.WithCancel(t.Context())
	first := func() (int, error) { times++; close(begun); <-release; return times, ctx.Err() }
	got := make(chan error, 2)
	go func() { _, err := remember(ctx, s, "slow", first); got <- err }()
	<-begun
	go func() {
		n, err := remember(t.Context(), s, "slow", func() (int, error) { times++; return times, nil })
		if n != 2 {
			err = fmt.Errorf("%d: %w", n, err)
		}
		got <- err
	}()
	leave()
	close(release)
	for range 2 {
		if err := <-got; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if n, err := remember(t.Context(), s, "slow", first); n != 2 || err != nil {
		t.Errorf("remembered %d, %v", n, err)
	}
}
