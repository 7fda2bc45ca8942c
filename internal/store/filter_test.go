package store

import (
	"slices"
	"testing"

	"dateline/event"
)

// TestFiltersOfDoubt holds the bounds of confidence, the contexts, the list of ids and the decisions against the same test in Go.
func TestFiltersOfDoubt(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for i := range 40 {
		e := sample(i, 2, coderOne)
		for k := range e.Reports {
			e.Reports[k].Confidence = float64((2*i+k)%10) / 10
			e.Reports[k].Context = [][]string{{}, {"military"}, {"health", "military"}}[i%3]
		}
		put(t, s, run, e)
	}
	reports := all(t, s, Filter{})
	skipped := []string{reports[3].ID, reports[17].ID}
	for _, id := range skipped {
		if _, err := s.Decide(t.Context(), Review{Report: id, Reviewer: "ana", Decision: Skip}); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range []struct {
		filter Filter
		want   func(*event.Report) bool
	}{
		{Filter{MinConfidence: 0.7}, func(r *event.Report) bool { return r.Confidence >= 0.7 }},
		{Filter{MaxConfidence: 0.2, Newest: true}, func(r *event.Report) bool { return r.Confidence <= 0.2 }},
		{Filter{MinConfidence: 0.3, MaxConfidence: 0.6, Superseded: true}, func(r *event.Report) bool { return r.Confidence >= 0.3 && r.Confidence <= 0.6 }},
		{Filter{MinConfidence: 0.95}, func(*event.Report) bool { return false }},
		{Filter{Contexts: []string{"health"}}, func(r *event.Report) bool { return slices.Contains(r.Context, "health") }},
		{Filter{Contexts: []string{"milit"}}, func(*event.Report) bool { return false }},
		{Filter{IDs: skipped, MinConfidence: 0.1}, func(r *event.Report) bool { return slices.Contains(skipped, r.ID) && r.Confidence >= 0.1 }},
		{Filter{Review: Skip}, func(r *event.Report) bool { return slices.Contains(skipped, r.ID) }},
		{Filter{Review: "none"}, func(r *event.Report) bool { return !slices.Contains(skipped, r.ID) }},
	} {
		var want []string
		for _, r := range reports {
			if c.want(r) {
				want = append(want, r.ID)
			}
		}
		var got []string
		for _, r := range all(t, s, c.filter) {
			got = append(got, r.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("case %d: got %d reports, want %d", i, len(got), len(want))
		}
	}
	if len(reports) != 80 {
		t.Errorf("the store holds %d reports, want 80", len(reports))
	}
}
