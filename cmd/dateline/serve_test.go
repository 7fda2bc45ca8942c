package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"testing"

	"dateline/internal/intake"
	"dateline/text"
)

// sampleArticles are the reports of samples/.
func sampleArticles(tb testing.TB) []text.Article {
	tb.Helper()
	var out []text.Article
	for c, p := range intake.Articles([]string{"../../samples"}, intake.Options{Published: "2017-09-03"}) {
		if p != nil {
			tb.Fatal(p)
		}
		out = append(out, c.Article)
	}
	return out
}

// BenchmarkServe times the requests behind every page over a large store; DATELINE_BENCH_REPORTS=100000 measures the one that is
// promised. The first figure of each is the first request's, before anything is remembered.
func BenchmarkServe(b *testing.B) {
	reports := 5_000
	if n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_REPORTS")); err == nil {
		reports = n
	}
	db := bigStore(b, reports)
	app := &App{Context: b.Context(), Stderr: os.Stderr, analyst: sharedAnalyst}
	s, err := (&ServeCmd{Listen: "127.0.0.1:0"}).server(app, db, os.DirFS(b.TempDir()))
	if err != nil {
		b.Fatal(err)
	}
	h := s.Handler()
	for _, path := range []string{"/api/meta", "/api/reports", "/api/reports?type=ASSAULT&status=actual&country=SYR", "/api/reports?actor=SYR.MIL", "/api/reports?text=army",
		"/api/facets?by=type,status,country,source,review,confidence", "/api/facets?by=actor", "/api/facets?by=recipient", "/api/facets?by=attribution", "/api/facets?by=day", "/api/events", "/api/events?contested=true", "/api/timeline", "/api/map", "/api/map?days=true",
		"/api/dyads", "/api/actors/SYR", "/api/review/next?reviewer=ann&n=3", "/api/review/next?reviewer=ann&order=random&n=3"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Host = "localhost"
				h.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(fmt.Sprint(w.Code), w.Body)
				}
			}
		})
	}
}
