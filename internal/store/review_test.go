package store

import (
	"errors"
	"strings"
	"testing"

	"dateline/event"
)

// current lists the ids of the current reports with their types and coders' versions.
func current(t *testing.T, s *Store) string {
	t.Helper()
	var out []string
	for row, err := range s.Query(t.Context(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := row.Report()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r.Event+"/"+r.Evidence.Trigger.Text+"/"+r.Coder.Version)
	}
	return strings.Join(out, " ")
}

func decide(t *testing.T, s *Store, d Review) int64 {
	t.Helper()
	d.Reviewer = "ann"
	key, err := s.Decide(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestDecisionsAreCarriedOutAndTakenBack: reject and correct change what is current, undo brings it back, and verify stays content.
func TestDecisionsAreCarriedOutAndTakenBack(t *testing.T) {
	s := openTemp(t)
	e := sample(0, 2, coderOne)
	put(t, s, begin(t, s, coderOne), e)
	was := current(t, s)
	first, second := e.Reports[0], e.Reports[1]
	rejected := decide(t, s, Review{Report: first.ID, Decision: Reject})
	if got := current(t, s); got != "THREATEN/of/1" {
		t.Errorf("after rejecting: %s", got)
	}
	better := second
	better.Event, better.Status = "ASSAULT", event.Actual
	corrected := decide(t, s, Review{Report: second.ID, Decision: Correct, Corrected: &better})
	if got := current(t, s); got != "ASSAULT/of/person" {
		t.Errorf("after correcting: %s", got)
	}
	for _, key := range []int64{corrected, rejected} {
		if err := s.Undo(t.Context(), key, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.ReplaceAll(current(t, s), "person", "1"); !sameWords(got, was) {
		t.Errorf("after taking back: %s, was %s", got, was)
	}
	if err := s.Undo(t.Context(), corrected, "ann"); !errors.Is(err, ErrBadDecision) {
		t.Errorf("taking back twice: %v", err)
	}
	if found := damages(t, s.Path()); len(found) > 0 {
		t.Error(found)
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	count := map[string]int{}
	for _, w := range x {
		count[w]++
	}
	for _, w := range y {
		count[w]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// TestDecisionsOutliveANewerCoder: what was accepted stays, what was rejected does not come back, what was corrected stays corrected;
// the rest is the newer coder's.
func TestDecisionsOutliveANewerCoder(t *testing.T) {
	s := openTemp(t)
	two := event.CoderVersion{Version: "2", Model: "m", Codebook: "c"}
	e := sample(0, 4, coderOne)
	put(t, s, begin(t, s, coderOne), e)
	decide(t, s, Review{Report: e.Reports[0].ID, Decision: Accept})
	decide(t, s, Review{Report: e.Reports[1].ID, Decision: Reject})
	better := e.Reports[2]
	better.Event = "COERCE"
	decide(t, s, Review{Report: e.Reports[2].ID, Decision: Correct, Corrected: &better})
	newer := sample(0, 4, two)
	newer.Reports = newer.Reports[1:] // the newer coder drops what was accepted
	put(t, s, begin(t, s, two), newer)
	if got := current(t, s); !sameWords(got, "ASSAULT/army/1 COERCE/Árvania/person ACCUSE/shelled/2") {
		t.Errorf("current: %s", got)
	}
	if found := damages(t, s.Path()); len(found) > 0 {
		t.Error(found)
	}
}

// TestBadDecisions: what cannot be carried out is refused and leaves nothing behind.
func TestBadDecisions(t *testing.T) {
	s := openTemp(t)
	e := sample(0, 1, coderOne)
	put(t, s, begin(t, s, coderOne), e)
	wrong := e.Reports[0]
	wrong.Evidence.Trigger.Text = "something else"
	for name, d := range map[string]Review{
		"nobody":    {Report: e.Reports[0].ID, Decision: Accept},
		"unknown":   {Report: "r_none", Reviewer: "ann", Decision: Accept},
		"decision":  {Report: e.Reports[0].ID, Reviewer: "ann", Decision: "maybe"},
		"corrected": {Report: e.Reports[0].ID, Reviewer: "ann", Decision: Correct},
		"words":     {Report: e.Reports[0].ID, Reviewer: "ann", Decision: Correct, Corrected: &wrong},
	} {
		if _, err := s.Decide(t.Context(), d); !errors.Is(err, ErrBadDecision) && !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := counts(t, s, "review", "coder"); got != "review 0, coder 1" {
		t.Error(got)
	}
}

// TestBlindDecisionsChangeNothing: decisions of a blind sample are kept, and the reports stay as they are.
func TestBlindDecisionsChangeNothing(t *testing.T) {
	s := openTemp(t)
	e := sample(0, 2, coderOne)
	put(t, s, begin(t, s, coderOne), e)
	was := current(t, s)
	decide(t, s, Review{Report: e.Reports[0].ID, Decision: Reject, Sample: BlindSample + "a"})
	if got := current(t, s); got != was {
		t.Errorf("%s, was %s", got, was)
	}
}
