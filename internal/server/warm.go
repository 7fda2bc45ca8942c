package server

import (
	"context"
	"io"
	"net/http"
)

// firstAsked is what the pages ask for before anything is chosen: web/e2e/run.mjs holds it against what they do ask for.
var firstAsked = []string{
	"/api/meta",
	"/api/reports?limit=50&order=newest",
	"/api/facets?by=status,type,actor,recipient,country,attribution,source,review,confidence&top=12",
	"/api/dyads?top=24",
	"/api/map?days=true",
	"/api/timeline?by=year",
	"/api/facets?by=story&top=6",
	"/api/stories?limit=100",
}

// Warm counts what the pages ask for first, so that the first to open one over a large store need not wait for it. It stops
// when ctx ends or the server does.
func (s *Server) Warm(ctx context.Context) {
	for _, path := range firstAsked {
		select {
		case <-s.stopped:
			return
		default:
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
		if err != nil || ctx.Err() != nil {
			return
		}
		s.mux.ServeHTTP(nowhere{}, r)
	}
}

// nowhere takes an answer that nobody reads.
type nowhere struct{}

func (nowhere) Header() http.Header         { return http.Header{} }
func (nowhere) Write(p []byte) (int, error) { return io.Discard.Write(p) }
func (nowhere) WriteHeader(int)             {}
