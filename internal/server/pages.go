package server

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

func (s *Server) registerPages() {
	s.handle("GET /api/health", Opens, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte("{\"ok\":true}\n")) // fails where nobody reads any more
	}))
	s.handle("GET /api/openapi.json", Reads, http.HandlerFunc(s.openAPI))
	s.handle("GET /login", Opens, http.HandlerFunc(s.askToken))
	s.handle("POST /login", Opens, http.HandlerFunc(s.takeToken))
	s.handle("/mcp", Reads, s.assistantHTTP())
	s.handle("/api/", Reads, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "there is no "+r.Method+" "+r.URL.Path+"; GET /api/openapi.json lists what there is", http.StatusNotFound)
	}))
	s.handle("/", Reads, http.HandlerFunc(s.page))
}

func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) {
	raw, err := json.MarshalIndent(s.OpenAPI(), "", "  ")
	if err != nil {
		s.log.Error("OpenAPI document", "error", err)
		http.Error(w, "the document could not be written; the server's log says why", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/openapi+json")
	_, _ = w.Write(raw) // fails where nobody reads any more
}

// page gives a built file, and the page of pages for every other address: the views are addresses of one page.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages can only be read", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	switch info, err := fs.Stat(s.options.Pages, name); {
	case err == nil && !info.IsDir():
		if strings.HasPrefix(name, "assets/") { // their names change with what is in them
			w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
		}
		http.ServeFileFS(w, r, s.options.Pages, name)
		return
	case strings.HasPrefix(name, "assets/"):
		http.NotFound(w, r)
		return
	}
	index, err := fs.ReadFile(s.options.Pages, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		plain(w, http.StatusServiceUnavailable, notBuilt)
		return
	}
	if err != nil {
		s.log.Error("pages", "error", err)
		http.Error(w, "the pages could not be read; the server's log says why", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(index) // fails where nobody reads any more
}

func plain(w http.ResponseWriter, status int, html string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(html)) // fails where nobody reads any more
}

const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>dateline: the pages are not built</title>
<h1>The pages are not built</h1>
<p>This dateline was built without its pages. In dateline's source folder, run</p>
<pre>make web build</pre>
<p>and start <code>./dateline serve</code> again. It needs Node.js 22 or newer with npm.</p>
<p>The API works without them: <a href="/api/openapi.json">its description</a>, <a href="/api/reports">the newest reports</a>.</p>
</html>
`

const login = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>dateline: token</title>
<h1>dateline</h1>
<form method="post" action="/login">
<p><label>Token <input type="password" name="token" autocomplete="current-password" required autofocus></label> <button>Enter</button></p>
<p>The server printed it when it started.</p>
</form>
</html>
`

func (s *Server) askToken(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, login) }

// slow is how long a wrong token takes, so that guessing does.
const slow = time.Second

func (s *Server) takeToken(w http.ResponseWriter, r *http.Request) {
	if s.options.Token == "" {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	if !s.isToken(r.PostFormValue("token")) {
		select {
		case <-r.Context().Done():
		case <-time.After(slow):
		}
		plain(w, http.StatusUnauthorized, strings.Replace(login, "<form", "<p>That is not the token.</p>\n<form", 1))
		return
	}
	http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: s.options.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: r.TLS != nil})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
