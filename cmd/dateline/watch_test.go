package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// publisher serves a feed of one article at /rss, and the article at /a.
func publisher(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss":
			fmt.Fprint(w, `<rss version="2.0"><channel><item><link>/a</link><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>`)
		case "/a":
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "Shelled the town.")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestWatchVerb(t *testing.T) {
	url, dir := publisher(t), t.TempDir()
	list := filepath.Join(dir, "feeds.opml")
	if err := os.WriteFile(list, []byte(`<opml><body><outline xmlUrl="`+url+`/rss"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := &WatchCmd{Feeds: []string{list}, DB: filepath.Join(dir, "x.db"), Once: true, Every: time.Hour, webFlags: webFlags{AllowPrivate: true}}
	for _, want := range []string{"1 new, 0 already there, 1 report, 0 problems", "0 new, 0 already there, 0 reports, 0 problems"} {
		app, out, errs := testApp(t)
		if code := app.exitCode(cmd.watch(app, wordCoder{})); code != exitOK || errs.String() != "" {
			t.Errorf("exit code %d, %q", code, errs)
		}
		if !strings.Contains(out.String(), want) || !strings.Contains(out.String(), "1 feed looked at, 0 with nothing new, 0 failed") {
			t.Errorf("says %q, want %q", out, want)
		}
	}
	app, _, errs := testApp(t)
	cmd.AllowPrivate, cmd.Feeds = false, []string{url + "/rss"}
	if code := app.exitCode(cmd.watch(app, wordCoder{})); code != exitPartial || !strings.Contains(errs.String(), "refused: ") {
		t.Errorf("without --allow-private: exit code %d, %q", code, errs)
	}
}

// TestAddresses: ingest fetches what is named, and says so when a proxy is passed by.
func TestAddresses(t *testing.T) {
	url, dir := publisher(t), t.TempDir()
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:1")
	cmd := &IngestCmd{Paths: []string{url + "/a", url + "/gone"}, DB: filepath.Join(dir, "x.db"), webFlags: webFlags{AllowPrivate: true}}
	app, out, errs := testApp(t)
	if code := app.exitCode(cmd.ingest(app, wordCoder{})); code != exitPartial || !strings.Contains(out.String(), "1 new") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	for _, want := range []string{"HTTPS_PROXY is set and not used", "/gone: the server answered 404 Not Found"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%q is not told in %q", want, errs)
		}
	}
}

func TestWatchUsage(t *testing.T) {
	for args, says := range map[string]string{"watch": "feed", "watch x --every 5s": "too often", "watch x --interval=-1s": "negative", "watch x --published soon": "no day"} {
		var out, errs bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(""), &out, &errs); code != exitUsage || !strings.Contains(errs.String(), says) {
			t.Errorf("%s: exit code %d, %q", args, code, errs.String())
		}
	}
	if _, err := subscriptions([]string{"not/there.opml"}); err == nil || !strings.Contains(err.Error(), "OPML file") {
		t.Error(err)
	}
}

// TestSourcesAreDocumented: docs/sources.md names every flag of watch.
func TestSourcesAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	run([]string{"watch", "--help"}, strings.NewReader(""), &out, &errs)
	for _, f := range reflect.VisibleFields(reflect.TypeFor[WatchCmd]()) {
		if _, isArg := f.Tag.Lookup("arg"); isArg || f.Anonymous {
			continue
		}
		flag := "--" + strings.ToLower(f.Name)
		if f.Name == "AllowPrivate" {
			flag = "--allow-private"
		}
		if !strings.Contains(string(doc), "`"+flag) || !strings.Contains(out.String(), flag) {
			t.Errorf("%s is not documented", flag)
		}
	}
}
