package server

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"dateline/event"
	"dateline/internal/store"
)

// How often the store is looked at for what is new, and how often a silent stream shows that it lives.
const (
	lookEvery  = time.Second
	pulseEvery = 15 * time.Second
	mostAtOnce = 200 // reports in one look
)

func (s *Server) registerStream() {
	op := huma.Operation{OperationID: "stream-new", Method: "GET", Path: "/api/stream", Summary: "New reports and decisions as Server-Sent Events",
		Description: "event: report has an Item as its data, and its row's key as id; event: review a decision. Last-Event-ID goes on behind a report.",
		Responses: map[string]*huma.Response{"200": {Description: "A stream of events", Content: map[string]*huma.MediaType{
			"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}}
	register(s, op, Reads, s.stream)
}

func (s *Server) stream(ctx context.Context, in *struct {
	LastEventID int64 `header:"Last-Event-ID"`
}) (*huma.StreamResponse, error) {
	state, err := s.store.State(ctx)
	if err != nil {
		return nil, s.fail(err)
	}
	if in.LastEventID > 0 {
		state.Report = min(in.LastEventID, state.Report)
	}
	return &huma.StreamResponse{Body: func(c huma.Context) {
		c.SetHeader("Content-Type", "text/event-stream")
		w := patient(c)
		if _, err := io.WriteString(w, "retry: 3000\n\n"); err != nil {
			return
		}
		if err := s.follow(ctx, w, state); err != nil && ctx.Err() == nil {
			s.log.Error("stream", "error", err)
		}
	}}, nil
}

// follow writes what is new until the client or the server goes.
func (s *Server) follow(ctx context.Context, w io.Writer, state store.State) error {
	look, pulse := time.NewTicker(lookEvery), time.NewTicker(pulseEvery)
	defer look.Stop()
	defer pulse.Stop()
	for {
		if err := s.news(ctx, w, &state); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.stopped:
			return nil
		case <-look.C:
		case <-pulse.C:
			if _, err := io.WriteString(w, ": still here\n\n"); err != nil {
				return nil //nolint:nilerr // the client has gone
			}
		}
	}
}

// news writes what the store got since it was in a state, and moves the state on.
func (s *Server) news(ctx context.Context, w io.Writer, state *store.State) error {
	reports, last, err := s.store.Since(ctx, state.Report, mostAtOnce)
	if err != nil {
		return err
	}
	items, err := s.items(ctx, reports)
	if err != nil {
		return err
	}
	keys, err := s.keys(ctx, reports)
	if err != nil {
		return err
	}
	for i, item := range items {
		if err := send(w, "report", keys[i], item); err != nil {
			return nil //nolint:nilerr // the client has gone
		}
	}
	state.Report = last
	reviews, err := s.openReviews(ctx, store.ReviewFilter{After: state.Review})
	if err != nil {
		return err
	}
	for i := len(reviews) - 1; i >= 0; i-- {
		if err := send(w, "review", 0, reviews[i]); err != nil {
			return nil //nolint:nilerr // the client has gone
		}
		state.Review = reviews[i].Key
	}
	return nil
}

func (s *Server) keys(ctx context.Context, reports []event.Report) ([]int64, error) {
	ids, out := make([]string, len(reports)), make([]int64, len(reports))
	for i := range reports {
		ids[i] = reports[i].ID
	}
	around, err := s.store.Around(ctx, ids)
	for i, id := range ids {
		out[i] = around[id].Key
	}
	return out, err
}

func send(w io.Writer, name string, id int64, data any) error {
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	line := fmt.Sprintf("event: %s\ndata: %s\n\n", name, raw)
	if id > 0 {
		line = fmt.Sprintf("id: %d\n%s", id, line)
	}
	_, err = io.WriteString(w, line)
	return err
}
