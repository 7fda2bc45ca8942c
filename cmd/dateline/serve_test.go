package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"dateline/internal/intake"
	"dateline/internal/server"
	"dateline/internal/store"
	"dateline/text"
	"dateline/web"
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
		"/api/dyads", "/api/stories", "/api/actors/SYR", "/api/review/next?reviewer=ann&n=3", "/api/review/next?reviewer=ann&order=random&n=3"} {
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

// startServe ingests the samples and serves them as the verb does, on a port of its own; it gives the address.
func startServe(t *testing.T, args ...string) string {
	t.Helper()
	testAnalyst(t)
	db := filepath.Join(t.TempDir(), "samples.db")
	if code, out, errs := dateline(t, "", "ingest", "../../samples", "--db", db, "--published", "2017-09-03"); code != exitOK {
		t.Fatal(out, errs)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), db, store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	app := &App{Context: t.Context(), Stderr: io.Discard, analyst: sharedAnalyst}
	c := ServeCmd{Listen: "127.0.0.1:0"}
	if len(args) > 0 {
		c.Token = args[0]
	}
	server, err := c.server(app, s, web.Pages())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- serve(ctx, server, l) }()
	t.Cleanup(func() {
		cancel()
		if err := errors.Join(<-done, s.Close()); err != nil {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String()
}

// TestExamplesRun runs the examples of examples/api against a server over the samples that asks for a token.
func TestExamplesRun(t *testing.T) {
	address := startServe(t, "a token")
	for name, c := range map[string]struct {
		command []string
		want    string
	}{
		"curl":   {[]string{"sh", "../../examples/api/curl.sh"}, `"decision":"accept"`},
		"Python": {[]string{"python3", "../../examples/api/query.py"}, "reports\n"},
		"R":      {[]string{"Rscript", "../../examples/api/query.R"}, "reports of threats"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := exec.LookPath(c.command[0]); err != nil {
				t.Skip(c.command[0] + " is not on this machine: its example is not run")
			}
			run := exec.CommandContext(t.Context(), c.command[0], c.command[1:]...)
			run.Env = append(os.Environ(), "DATELINE_URL="+address, "DATELINE_TOKEN=a token")
			out, err := run.CombinedOutput()
			if err != nil || !strings.Contains(string(out), c.want) {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestWhySentencesAreNotCoded: the server reads an article anew and gives a reason for every sentence without a report.
func TestWhySentencesAreNotCoded(t *testing.T) {
	address := startServe(t)
	var list server.ReportPage
	fetchJSON(t, address+"/api/reports?limit=1", &list)
	var page server.ArticlePage
	fetchJSON(t, address+"/api/articles/"+list.Reports[0].Report.Document.ID+"?why=1", &page)
	if !page.Why || len(page.Sentences) < 3 {
		t.Fatalf("why %v, %d sentences", page.Why, len(page.Sentences))
	}
	coded := 0
	for _, s := range page.Sentences {
		coded += len(s.Reports)
		if len(s.Reports) == 0 && (len(s.Considered) == 0 || s.Considered[0].Why == "") {
			t.Errorf("the sentence at %d has neither report nor reason", s.Start)
		}
	}
	if coded != len(page.Reports) {
		t.Errorf("%d of %d reports stand in a sentence", coded, len(page.Reports))
	}
}

func fetchJSON(t *testing.T, address string, into any) {
	t.Helper()
	r, err := http.Get(address) //nolint:gosec,noctx // the test's own server
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, r.Status)
	}
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func TestServeNeedsATokenBeyondThisMachine(t *testing.T) {
	for listen, want := range map[string]bool{"127.0.0.1:1": true, "[::1]:1": true, "localhost:1": true, "0.0.0.0:1": false, ":1": false, "10.0.0.1:1": false, "example.org:1": false} {
		if got := loopback(listen); got != want {
			t.Errorf("loopback(%q) is %v", listen, got)
		}
	}
	var told strings.Builder
	app := &App{Context: t.Context(), Stderr: &told, analyst: sharedAnalyst}
	c := ServeCmd{Listen: "0.0.0.0:1"}
	testAnalyst(t)
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := c.server(app, s, web.Pages()); err != nil || len(c.Token) < 20 || !strings.Contains(told.String(), c.Token) {
		t.Errorf("%v, token %q, told %q", err, c.Token, told.String())
	}
	for _, bad := range []string{"8765", "localhost"} {
		if code, _, errs := dateline(t, "", "serve", "--listen", bad); code != exitUsage || !strings.Contains(errs, "--listen") {
			t.Errorf("--listen %s: exit %d, %s", bad, code, errs)
		}
	}
	if code, _, errs := dateline(t, "", "serve", "--db", filepath.Join(t.TempDir(), "none.db")); code != exitPartial || !strings.Contains(errs, "dateline ingest") {
		t.Errorf("no store: exit %d, %s", code, errs)
	}
}

// TestMCPOverPipes speaks to the verb as an assistant's program does.
func TestMCPOverPipes(t *testing.T) {
	db := filepath.Join(t.TempDir(), "samples.db")
	if code, out, errs := dateline(t, "", "ingest", "../../samples/bus-deal.txt", "--db", db, "--published", "2017-09-03"); code != exitOK {
		t.Fatal(out, errs)
	}
	toVerb, fromClient := io.Pipe()
	toClient, fromVerb := io.Pipe()
	app := &App{Context: t.Context(), Stdin: toVerb, Stdout: fromVerb, Stderr: io.Discard, analyst: sharedAnalyst}
	done := make(chan error, 1)
	go func() { done <- (&MCPCmd{DB: db}).Run(app) }()
	c, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), &mcp.IOTransport{Reader: toClient, Writer: fromClient}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: "search_reports", Arguments: map[string]any{"limit": 3}})
	if err != nil || r.IsError || !strings.Contains(r.Content[0].(*mcp.TextContent).Text, `"quote":`) {
		t.Errorf("%+v, %v", r, err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}
