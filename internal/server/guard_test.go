package server

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestRoutesAreClassified: every route that is served is in testdata/routes.txt with its class, and nothing else is. Whoever adds a
// route says there what a request to it can do.
func TestRoutesAreClassified(t *testing.T) {
	s := newServer(t, newStore(t, 0), nil)
	raw, err := os.ReadFile("testdata/routes.txt")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if class, pattern, ok := strings.Cut(strings.TrimSpace(line), " "); ok && class != "#" {
			listed[pattern] = class
		}
	}
	for _, r := range s.Routes() {
		if listed[r.Pattern] != string(r.Class) {
			t.Errorf("%s %s is not in testdata/routes.txt (there: %q)", r.Class, r.Pattern, listed[r.Pattern])
		}
		delete(listed, r.Pattern)
	}
	if len(listed) > 0 {
		t.Errorf("listed and not served: %v", slices.Collect(maps.Keys(listed)))
	}
	for path, item := range s.OpenAPI().Paths { // huma can serve nothing that is not in the list
		if item.Get != nil && s.classOf("GET "+path) == "" || item.Post != nil && s.classOf("POST "+path) == "" ||
			item.Put != nil || item.Delete != nil || item.Patch != nil {
			t.Errorf("%s has an operation without a class", path)
		}
	}
}

// concrete is a request that a route takes: method and path.
func concrete(pattern string) (method, path string) {
	method, path, ok := strings.Cut(pattern, " ")
	if !ok {
		method, path = http.MethodPost, pattern
	}
	return method, strings.NewReplacer("{id}", "x").Replace(path)
}

// TestEveryRouteIsBehindTheGuard asks each route in the ways that must be refused, whatever it does.
func TestEveryRouteIsBehindTheGuard(t *testing.T) {
	s := newServer(t, newStore(t, 1), func(o *Options) { o.Token = "secret"; o.Hosts = []string{"archive.example"} })
	s.Stop() // the stream would go on
	h := s.Handler()
	for _, r := range s.Routes() {
		method, path := concrete(r.Pattern)
		if w := ask(t, h, method, path, "{}", "Host", "evil.example", "Authorization", "Bearer secret"); w.Code != http.StatusMisdirectedRequest {
			t.Errorf("%s under another's name: %d", r.Pattern, w.Code)
		}
		if w := ask(t, h, method, path, "{}"); r.Class != Opens && w.Code != http.StatusUnauthorized {
			t.Errorf("%s without a token: %d", r.Pattern, w.Code)
		}
		if w := ask(t, h, method, path, "{}", "Authorization", "Bearer wrong"); r.Class != Opens && w.Code != http.StatusUnauthorized {
			t.Errorf("%s with a wrong token: %d", r.Pattern, w.Code)
		}
		for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "same-site"}} {
			w := ask(t, h, http.MethodPost, path, "{}", append(header, "Authorization", "Bearer secret")...)
			if w.Code != http.StatusForbidden {
				t.Errorf("POST %s from another site by %s: %d", path, header[0], w.Code)
			}
			if w.Header().Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s lets other sites read", path)
			}
		}
		w := ask(t, h, method, path, "{}", "Authorization", "Bearer secret")
		if kind := w.Header().Get("Content-Type"); strings.HasPrefix(path, "/api/") && strings.Contains(kind, "html") {
			t.Errorf("%s gives what was captured as %s", r.Pattern, kind)
		}
		for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q", r.Pattern, name, got)
			}
		}
	}
	for _, host := range []string{"localhost", "LOCALHOST:1", "127.0.0.1:8765", "[::1]:8765", "archive.example", "10.1.2.3"} {
		if w := ask(t, h, http.MethodGet, "/api/health", "", "Host", host); w.Code != http.StatusOK {
			t.Errorf("Host %s: %d", host, w.Code)
		}
	}
}

func TestPolicyAllowsNoInlineScriptNorFrame(t *testing.T) {
	for _, bad := range []string{"unsafe", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("the policy has %s", bad)
		}
	}
	for _, must := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "connect-src 'self'"} {
		if !strings.Contains(policy, must) {
			t.Errorf("the policy lacks %s", must)
		}
	}
}

func TestWritesNeedJSONAndAWritableStore(t *testing.T) {
	s := newServer(t, newStore(t, 1), nil)
	closed := newServer(t, newStore(t, 1), func(o *Options) { o.ReadOnly = true })
	for _, r := range s.Routes() {
		if r.Class != Writes {
			continue
		}
		method, path := concrete(r.Pattern)
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""} {
			if w := ask(t, s.Handler(), method, path, "{}", "Content-Type", kind); w.Code != http.StatusUnsupportedMediaType {
				t.Errorf("%s with %q: %d", r.Pattern, kind, w.Code)
			}
		}
		if w := ask(t, closed.Handler(), method, path, "{}"); w.Code != http.StatusForbidden {
			t.Errorf("%s on a store for reading: %d", r.Pattern, w.Code)
		}
		large := fmt.Sprintf(`{"by":%q}`, strings.Repeat("x", maxBody))
		if w := ask(t, s.Handler(), method, path, large); w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s with a large body: %d", r.Pattern, w.Code)
		}
	}
}

func TestTokenComesByHeaderCookieOrLogin(t *testing.T) {
	h := newServer(t, newStore(t, 1), func(o *Options) { o.Token = "secret" }).Handler()
	if w := ask(t, h, http.MethodGet, "/api/meta", "", "Authorization", "Bearer secret"); w.Code != http.StatusOK {
		t.Errorf("by header: %d", w.Code)
	}
	if w := ask(t, h, http.MethodGet, "/map", "", "Accept", "text/html"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/login" {
		t.Errorf("a page without token: %d", w.Code)
	}
	if w := ask(t, h, http.MethodGet, "/login", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `type="password"`) {
		t.Errorf("the question: %d", w.Code)
	}
	form := []string{"Content-Type", "application/x-www-form-urlencoded"}
	if w := ask(t, h, http.MethodPost, "/login", "token=wrong", form...); w.Code != http.StatusUnauthorized || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("a wrong token: %d", w.Code)
	}
	w := ask(t, h, http.MethodPost, "/login", "token=secret", form...)
	cookie := w.Header().Get("Set-Cookie")
	if w.Code != http.StatusSeeOther || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") {
		t.Errorf("the right token: %d, %s", w.Code, cookie)
	}
	if w := ask(t, h, http.MethodGet, "/api/meta", "", "Cookie", strings.Split(cookie, ";")[0]); w.Code != http.StatusOK {
		t.Errorf("by cookie: %d", w.Code)
	}
}

func TestPagesAndWhatIsNotBuilt(t *testing.T) {
	s := newStore(t, 1)
	h := newServer(t, s, nil).Handler()
	for path, want := range map[string]int{"/": 200, "/map": 200, "/events/e_1": 200, "/assets/app-1.js": 200, "/assets/old.js": 404, "/api/none": 404, "/../../etc/passwd": 307} {
		w := ask(t, h, http.MethodGet, path, "")
		if w.Code != want || strings.Contains(w.Body.String(), "root:") {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := ask(t, h, http.MethodGet, "/assets/app-1.js", ""); !strings.Contains(w.Header().Get("Content-Type"), "javascript") || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%v", w.Header())
	}
	if w := ask(t, h, http.MethodDelete, "/", ""); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", w.Code)
	}
	bare := newServer(t, s, func(o *Options) { o.Pages = fstest.MapFS{} }).Handler()
	if w := ask(t, bare, http.MethodGet, "/map", ""); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "make web build") {
		t.Errorf("without pages: %d %s", w.Code, w.Body)
	}
	if w := ask(t, bare, http.MethodGet, "/api/reports", ""); w.Code != http.StatusOK {
		t.Errorf("the API without pages: %d", w.Code)
	}
}

// TestLogTellsFaultsOnly: that a browser went away in the middle is no fault, a panic is.
func TestLogTellsFaultsOnly(t *testing.T) {
	var told bytes.Buffer
	s := &Server{log: slog.New(slog.NewTextHandler(&told, nil)), mux: http.NewServeMux()}
	errs := s.NewHTTP().ErrorLog
	errs.Print("http: superfluous response.WriteHeader call from somewhere")
	errs.Print("http: panic serving 127.0.0.1:1: out of tea")
	if out := told.String(); strings.Contains(out, "superfluous") || !strings.Contains(out, "out of tea") {
		t.Errorf("told:\n%s", out)
	}
}
