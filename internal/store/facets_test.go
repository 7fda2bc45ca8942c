package store

import (
	"errors"
	"fmt"
	"testing"

	"dateline/event"
)

// faceted makes a store of 60 articles with two reports each, some with tolls.
func faceted(t testing.TB) *Store {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for i := range 60 {
		e := sample(i, 2, coderOne)
		low := 5
		e.Reports[0].Counts = []event.Count{{What: "killed", Low: &low}}
		put(t, s, run, e)
	}
	return s
}

// TestFacetsAddUp: each facet's counts are those that the filter with its value gives, whatever else is filtered by.
func TestFacetsAddUp(t *testing.T) {
	s := faceted(t)
	f := Filter{Types: []string{"ASSAULT", "AGREE"}, Statuses: []string{"actual", "demanded", "possible", "planned"}}
	got, err := s.Facets(t.Context(), f, 0, FacetNames()...)
	if err != nil {
		t.Fatal(err)
	}
	with := map[string]func(*Filter, string){
		"type": func(f *Filter, v string) { f.Types = []string{v} }, "status": func(f *Filter, v string) { f.Statuses = []string{v} },
		"mode": func(f *Filter, v string) { f.Modes = []string{v} }, "country": func(f *Filter, v string) { f.Countries = []string{v} },
		"actor": func(f *Filter, v string) { f.Actor = v }, "recipient": func(f *Filter, v string) { f.Recipient = v },
		"source": func(f *Filter, v string) { f.Source = v }, "review": func(f *Filter, v string) { f.Review = v },
	}
	for name, set := range with {
		if len(got[name]) == 0 {
			t.Errorf("%s: nothing counted", name)
		}
		for _, c := range got[name] {
			g := f
			set(&g, c.Value)
			if n, err := s.Count(t.Context(), g); err != nil || n != c.Count {
				t.Errorf("%s %s: %d by facet, %d by filter, %v", name, c.Value, c.Count, n, err)
			}
		}
	}
	if len(got["type"]) != 4 {
		t.Errorf("a facet is to be counted without its own condition: %v", got["type"])
	}
	if _, err := s.Facets(t.Context(), f, 0, "colour"); !errors.Is(err, ErrBadFilter) {
		t.Errorf("a facet that is none: %v", err)
	}
}

// TestTalliesTollsPlacesDyads: their sums are those of the counts.
func TestTalliesTollsPlacesDyads(t *testing.T) {
	s := faceted(t)
	all, err := s.Count(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []Period{ByDay, ByMonth, ByYear} {
		tallies, err := s.Tallies(t.Context(), Filter{}, by)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, c := range tallies {
			sum += c.Count
		}
		if sum != all {
			t.Errorf("by %s: %d of %d", by, sum, all)
		}
	}
	tolls, err := s.Tolls(t.Context(), Filter{}, ByYear)
	if want := "[{2024 killed 10 50}]"; err != nil || fmt.Sprintf("[{%s %s %d %d}]", tolls[0].At, tolls[0].What, tolls[0].Events, *tolls[0].Low) != want || tolls[0].High != nil {
		t.Errorf("tolls: %+v, %v; want %s", tolls, err, want)
	}
	places, err := s.PlaceCounts(t.Context(), Filter{})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, p := range places {
		sum += p.Count
	}
	if n, _ := s.Count(t.Context(), Filter{Place: "Old Haven"}); n != sum {
		t.Errorf("places: %d of %d", sum, n)
	}
	dyads, err := s.Dyads(t.Context(), Filter{Actor: "SYR.MIL"})
	if err != nil || len(dyads) == 0 || dyads[0].Actor != "SYR.MIL" || dyads[0].Recipient != "Áñez’s men" {
		t.Errorf("dyads: %+v, %v", dyads, err)
	}
}
