package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/internal/body"
)

type dialContext = context.Context

// serve runs a local server and gives its address and a client that may reach it.
func serve(t *testing.T, opt Options, handler http.HandlerFunc) (string, *Client) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	opt.AllowPrivate, opt.backoff = true, time.Millisecond
	if opt.Agent == "" {
		opt.Agent = "dateline/test"
	}
	return server.URL, New(opt)
}

func TestGet(t *testing.T) {
	url, c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/from":
			http.Redirect(w, r, "/page#part", http.StatusMovedPermanently)
		case r.Header.Get("Referer")+r.Header.Get("Cookie")+r.Header.Get("Authorization") != "" || r.UserAgent() != "dateline/test":
			http.Error(w, "told too much", http.StatusBadRequest)
		default:
			w.Header().Set("Content-Type", "text/html; charset=windows-1251")
			w.Header().Set("Set-Cookie", "a=b")
			fmt.Fprint(w, "<p>A page")
		}
	})
	got, err := c.Get(t.Context(), Request{URL: url + "/from#top"})
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Body) != "<p>A page" || got.MediaType != "text/html" || got.Charset != "windows-1251" || got.URL != url+"/page" || got.Status != 200 ||
		got.Header.Get("Set-Cookie") != "a=b" || got.At.IsZero() {
		t.Errorf("%+v", got)
	}
}

// TestLoopbackNeedsTheFlag: without --allow-private the test's own server cannot be reached.
func TestLoopbackNeedsTheFlag(t *testing.T) {
	url, _ := serve(t, Options{}, func(http.ResponseWriter, *http.Request) { t.Error("reached") })
	_, err := New(Options{}).Get(t.Context(), Request{URL: url})
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), url) || !strings.Contains(err.Error(), "--allow-private") {
		t.Error(err)
	}
}

// TestNoProxy: a proxy of the surroundings would resolve names where we cannot see it.
func TestNoProxy(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the proxy was asked") }))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	url, c := serve(t, Options{}, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "x") })
	if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
		t.Error(err)
	}
}

func TestNotModified(t *testing.T) {
	url, c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") == "yesterday" {
			w.WriteHeader(http.StatusNotModified)
		}
	})
	got, err := c.Get(t.Context(), Request{URL: url})
	if err != nil || got.Status != 200 {
		t.Fatalf("%+v, %v", got, err)
	}
	got, err = c.Get(t.Context(), Request{URL: url, ETag: got.Header.Get("ETag"), LastModified: "yesterday"})
	if err != nil || got.Status != http.StatusNotModified || got.Body != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestBodiesAreBounded: endless bodies and bombs end at the limit, slow ones at the time.
func TestBodiesAreBounded(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, MaxBody+1))
	_ = z.Close()
	url, c := serve(t, Options{timeout: 3 * time.Second}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/endless":
			for part := make([]byte, 1<<20); r.Context().Err() == nil; {
				_, _ = w.Write(part)
			}
		case "/headers":
			for i := range 40 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 10<<10))
			}
		}
	})
	for _, path := range []string{"/bomb", "/endless"} {
		if _, err := c.Get(t.Context(), Request{URL: url + path}); !errors.Is(err, body.ErrTooLarge) {
			t.Errorf("%s: %v", path, err)
		}
	}
	c.http.RetryMax = 0
	if _, err := c.Get(t.Context(), Request{URL: url + "/headers"}); err == nil || !strings.Contains(err.Error(), "headers exceeded") {
		t.Errorf("headers: %v", err)
	}
}

// TestSlowloris: a server that sends a byte now and then is left at the time limit, and not asked again.
func TestSlowloris(t *testing.T) {
	var asked atomic.Int64
	url, c := serve(t, Options{timeout: 200 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		for r.Context().Err() == nil {
			fmt.Fprint(w, "x")
			_ = http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	})
	_, err := c.Get(t.Context(), Request{URL: url})
	if !isTimeout(err) && !errors.Is(err, os.ErrDeadlineExceeded) || asked.Load() != 1 {
		t.Errorf("%v after %d requests", err, asked.Load())
	}
}

func TestRedirectLoop(t *testing.T) {
	var asked atomic.Int64
	url, c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.Redirect(w, r, "/again", http.StatusFound)
	})
	if _, err := c.Get(t.Context(), Request{URL: url}); !errors.Is(err, ErrRedirects) || asked.Load() != maxRedirects+1 {
		t.Errorf("%v after %d", err, asked.Load())
	}
}

// TestRetries: what may go better is tried again, as the server asks; what will not is not.
func TestRetries(t *testing.T) {
	for _, test := range []struct {
		status int
		after  string
		asked  int64
	}{{429, "0", 4}, {429, "3600", 1}, {503, "", 4}, {503, "Wed, 01 Jan 2087 00:00:00 GMT", 1}, {500, "", 4}, {404, "", 1}, {403, "", 1}, {501, "", 1}} {
		var asked atomic.Int64
		url, c := serve(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			if test.after != "" {
				w.Header().Set("Retry-After", test.after)
			}
			w.WriteHeader(test.status)
		})
		_, err := c.Get(t.Context(), Request{URL: url})
		var status *StatusError
		if !errors.As(err, &status) || status.Status != test.status || asked.Load() != test.asked || (status.RetryAfter > longestWait) != (test.asked == 1 && test.after != "") {
			t.Errorf("%d %q: %v after %d requests", test.status, test.after, err, asked.Load())
		}
	}
	var asked atomic.Int64
	url, c := serve(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 3 {
			w.WriteHeader(503)
		}
	})
	if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
		t.Errorf("a server that recovers: %v", err)
	}
}

func TestBackoffHasChance(t *testing.T) {
	c, seen := New(Options{}), map[time.Duration]bool{}
	for range 50 {
		for attempt := range 10 {
			wait := c.backoff(0, 0, attempt, nil)
			if full := min(firstWait<<attempt, longestWait); wait < full/2 || wait > full {
				t.Fatalf("attempt %d: %v", attempt, wait)
			}
			seen[wait] = true
		}
	}
	if len(seen) < 100 {
		t.Errorf("%d different waits", len(seen))
	}
	answer := &http.Response{Header: http.Header{"Retry-After": {"7"}}}
	if wait := c.backoff(0, 0, 0, answer); wait != 7*time.Second {
		t.Errorf("asked for 7 s: %v", wait)
	}
}

func TestRobots(t *testing.T) {
	for _, test := range []struct {
		status int
		rules  string
		allow  bool
	}{{200, "User-agent: *\nDisallow: /private", true}, {200, "User-agent: dateline\nDisallow: /", false}, {200, "User-agent: *\nDisallow: /page?x=", false},
		{200, "User-agent: other\nDisallow: /", true}, {404, "", true}, {403, "", true}, {500, "", false}, {503, "", false}, {200, "\x00\xff<html>", true}} {
		url, c := serve(t, Options{Robots: true}, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(test.status)
				fmt.Fprint(w, test.rules)
			}
		})
		_, err := c.Get(t.Context(), Request{URL: url + "/page?x=1"})
		if test.allow && err != nil || !test.allow && !errors.Is(err, ErrRobots) {
			t.Errorf("%d %q: %v", test.status, test.rules, err)
		}
	}
}

// TestRobotsOnce: a site's rules are read once, and hold for where a redirect leads as well.
func TestRobotsOnce(t *testing.T) {
	var asked atomic.Int64
	url, c := serve(t, Options{Robots: true}, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			asked.Add(1)
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\nCrawl-delay: 0.001")
		case "/out":
			http.Redirect(w, r, "/private/x", http.StatusFound)
		}
	})
	for range 3 {
		if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
			t.Error(err)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: url + "/out"}); !errors.Is(err, ErrRobots) {
		t.Errorf("led into what is forbidden: %v", err)
	}
	if asked.Load() != 1 {
		t.Errorf("robots.txt was read %d times", asked.Load())
	}
}

// TestPace: requests to one host keep their distance, and wait no longer than the caller wants.
func TestPace(t *testing.T) {
	var last atomic.Int64
	url, c := serve(t, Options{Interval: 30 * time.Millisecond}, func(http.ResponseWriter, *http.Request) {
		now := time.Now().UnixNano()
		if before := last.Swap(now); before != 0 && now-before < int64(15*time.Millisecond) {
			t.Errorf("%v after the one before", time.Duration(now-before))
		}
	})
	for range 4 {
		if _, err := c.Get(t.Context(), Request{URL: url}); err != nil {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, Request{URL: url}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestTypes(t *testing.T) {
	url, c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", r.URL.RawQuery) })
	for media, ok := range map[string]bool{"text/html": true, "application/rss+xml": true, "application/feed+json": true, "": true, "application/warc": true,
		"image/png": false, "video/mp4": false, "application/pdf": false, "application/zip": false, "font/woff2": false,
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": false} {
		if _, err := c.Get(t.Context(), Request{URL: url + "/?" + media}); (err == nil) != ok || err != nil && !errors.Is(err, ErrType) {
			t.Errorf("%s: %v", media, err)
		}
	}
}
