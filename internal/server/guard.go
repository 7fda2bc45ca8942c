package server

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// Limits of a request.
const (
	maxBody      = 1 << 20
	maxHeader    = 64 << 10
	answerWithin = 60 * time.Second // what is streamed gets more, part by part
	tokenCookie  = "dateline_token"
)

// policy is what a page may do: show what this server gives it, and nothing else. Captured text is only ever text.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
	"worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Handler is all that is served, behind the guard.
func (s *Server) Handler() http.Handler {
	origin := http.NewCrossOriginProtection()
	return s.headers(s.host(origin.Handler(s.token(s.writable(http.MaxBytesHandler(s.inTime(s.mux), maxBody))))))
}

// NewHTTP is a server for the handler with limits on what clients may take of it.
func (s *Server) NewHTTP() *http.Server {
	return &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: maxHeader, ErrorLog: log.New(httpLog{s.log}, "", 0)}
}

// httpLog passes on what net/http complains of, but for a second status of an answer: huma sets one when the asker has gone away in the
// middle, as browsers do, and nobody ever sees it.
type httpLog struct{ to *slog.Logger }

func (l httpLog) Write(line []byte) (int, error) {
	if !bytes.Contains(line, []byte("superfluous response.WriteHeader")) {
		l.to.Error(string(bytes.TrimSpace(line)))
	}
	return len(line), nil
}

// headers tells browsers what pages may do, whatever is answered.
func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// host refuses requests under a name that is not this server's: another's name that leads here is how a page elsewhere would read
// the store (DNS rebinding). A bare address is nobody's name.
func (s *Server) host(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if h, _, err := net.SplitHostPort(name); err == nil {
			name = h
		}
		name = strings.ToLower(strings.Trim(name, "[]"))
		if _, err := netip.ParseAddr(name); err != nil && name != "localhost" && !slices.Contains(s.options.Hosts, name) {
			http.Error(w, "this server is not called "+name+"; name it with --host", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// token lets in whoever has the token, in a header or a cookie, and everybody to where it is asked for.
func (s *Server) token(next http.Handler) http.Handler {
	if s.options.Token == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := s.mux.Handler(r)
		switch {
		case s.classOf(pattern) == Opens || s.knows(r):
			next.ServeHTTP(w, r)
		case r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html"):
			http.Redirect(w, r, "/login", http.StatusSeeOther)
		default:
			w.Header().Set("WWW-Authenticate", `Bearer realm="dateline"`)
			http.Error(w, "a token is needed: send it as Authorization: Bearer, or open /login", http.StatusUnauthorized)
		}
	})
}

func (s *Server) classOf(pattern string) Class {
	for _, r := range s.routes {
		if r.Pattern == pattern {
			return r.Class
		}
	}
	return ""
}

func (s *Server) knows(r *http.Request) bool {
	if given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return s.isToken(given)
	}
	c, err := r.Cookie(tokenCookie)
	return err == nil && s.isToken(c.Value)
}

// isToken takes the same time for any guess.
func (s *Server) isToken(given string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.options.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// writable refuses what would add to a store that is served for reading only, and bodies that no page of ours sends.
func (s *Server) writable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := s.mux.Handler(r)
		if s.classOf(pattern) == Writes {
			switch kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); {
			case s.options.ReadOnly:
				http.Error(w, "the store is served for reading only; start the server without --read-only", http.StatusForbidden)
				return
			case strings.TrimSpace(kind) != "application/json":
				http.Error(w, "send JSON, with Content-Type: application/json", http.StatusUnsupportedMediaType)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// inTime bounds how long an answer may take.
func (s *Server) inTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerWithin)) // fails where a test records the answer
		next.ServeHTTP(w, r)
	})
}

// patientWriter gives a client some time for each part of a stream.
type patientWriter struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

// patient is the writer of a streamed answer.
func patient(c huma.Context) *patientWriter {
	_, w := humago.Unwrap(c)
	return &patientWriter{w, http.NewResponseController(w)}
}

// Write writes a part and lets it go.
func (p *patientWriter) Write(b []byte) (int, error) {
	_ = p.rc.SetWriteDeadline(time.Now().Add(patience))
	n, err := p.w.Write(b)
	if err == nil {
		_ = p.rc.Flush()
	}
	return n, err
}
