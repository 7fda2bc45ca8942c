package server

import (
	"context"
	"path/filepath"
	"slices"

	"dateline/event"
	"dateline/internal/ground/country"
	"dateline/plover"
)

// Meta is what a client needs to know of the program, the store and the ontology.
type Meta struct {
	Program    event.CoderVersion `json:"program"`
	Store      StoreInfo          `json:"store"`
	Types      []plover.Type      `json:"types"`
	Statuses   []event.Status     `json:"statuses"`
	Contexts   []plover.Term      `json:"contexts"`
	Sectors    []plover.Term      `json:"sectors"`
	Countries  map[string]string  `json:"countries" doc:"ISO 3166-1 alpha-3 to name"`
	Precisions []string           `json:"precisions" doc:"Of places, the finest first"`
	Counts     []string           `json:"counts" doc:"What numbers of people count in this store"`
	Writable   bool               `json:"writable"`
	Why        bool               `json:"why" doc:"Whether the server can say why a sentence was not coded"`
	Reviewer   string             `json:"reviewer" doc:"A name to begin with"`
}

// StoreInfo is how much a store holds.
type StoreInfo struct {
	Name     string `json:"name"`
	Captures int    `json:"captures"`
	Articles int    `json:"articles"`
	Reports  int    `json:"reports"`
	Events   int    `json:"events"`
	Stories  int    `json:"stories"`
}

func (s *Server) registerMeta() {
	read(s, "get-meta", "/api/meta", "What the program, the store and the ontology are", func(ctx context.Context, _ *struct{}) (*body[Meta], error) {
		out, err := remember(ctx, s, "meta", func() (*Meta, error) { return s.meta(ctx) })
		if err != nil {
			return nil, s.fail(err)
		}
		return &body[Meta]{*out}, nil
	})
}

func (s *Server) meta(ctx context.Context) (*Meta, error) {
	o := plover.Standard()
	m := &Meta{Program: s.options.Version, Types: o.Types, Statuses: event.Statuses[:], Contexts: o.Contexts, Sectors: o.Sectors, Countries: map[string]string{},
		Precisions: []string{"exact", "near", "admin2", "admin1", "country", "unknown"}, Writable: !s.options.ReadOnly, Why: s.considerer != nil,
		Reviewer: s.options.Reviewer}
	for _, c := range country.Default().All() {
		m.Countries[c.ISO3] = c.Name
	}
	m.Types = slices.Clone(m.Types)
	for i := range m.Types {
		if m.Types[i].Modes == nil {
			m.Types[i].Modes = []plover.Mode{}
		}
	}
	totals, err := s.store.Totals(ctx)
	if err != nil {
		return nil, err
	}
	m.Store = StoreInfo{Name: filepath.Base(s.store.Path()), Captures: totals.Captures, Articles: totals.Articles, Reports: totals.Reports}
	if m.Store.Events, err = s.store.CountAllEvents(ctx); err != nil {
		return nil, err
	}
	if m.Store.Stories, err = s.store.CountStories(ctx); err != nil {
		return nil, err
	}
	m.Counts, err = s.store.Counted(ctx)
	return m, err
}
