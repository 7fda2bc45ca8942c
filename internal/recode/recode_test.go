package recode

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/ingest"
	"dateline/internal/intake"
	"dateline/internal/store"
	"dateline/text"
)

// words is a coder that makes a report of each word it knows.
type words struct {
	version string
	types   map[string]string
	status  event.Status
}

func (w words) Version() event.CoderVersion { return event.CoderVersion{Version: w.version} }

func (w words) Code(a text.Article) (out []event.Report, err error) {
	at := 0
	for _, word := range strings.Fields(a.Text) {
		span := text.Span{Start: at, End: at + len(word)}
		at += len(word) + 1
		if kind := w.types[word]; kind != "" {
			out = append(out, event.Report{ID: event.NewID(a.SHA256, span, kind), Document: event.Document{ID: a.ID, SHA256: a.SHA256}, Event: kind,
				Mode: []string{}, Context: []string{}, Status: w.status, Attribution: []event.Source{}, Actor: []event.Actor{}, Recipient: []event.Actor{},
				Counts: []event.Count{}, Evidence: event.Evidence{Trigger: event.Trigger{Span: span, Text: word}, Sentence: text.Span{End: len(a.Text)}}, Coder: w.Version()})
		}
	}
	return out, nil
}

var (
	older = words{"1", map[string]string{"shelled": "ASSAULT", "met": "CONSULT", "talks": "CONSULT", "warned": "ACCUSE"}, event.Actual}
	newer = words{"2", map[string]string{"shelled": "ASSAULT", "met": "AGREE", "warned": "ACCUSE", "fled": "SANCTION"}, event.Actual}
)

// stored makes a store of a few articles coded by the older coder.
func stored(t *testing.T) *store.Store {
	t.Helper()
	folder := t.TempDir()
	for i := range 5 {
		name := filepath.Join(folder, fmt.Sprintf("%d.txt", i))
		if err := os.WriteFile(name, fmt.Appendf(nil, "They shelled town %d then met for talks and warned those who fled", i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := ingest.Run(t.Context(), s, older, intake.Articles([]string{folder}, intake.Options{}), ingest.Options{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	return s
}

// all gives the current reports' triggers and types.
func all(t *testing.T, s *store.Store) map[string]int {
	t.Helper()
	out := map[string]int{}
	for row, err := range s.Query(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := row.Report()
		if err != nil {
			t.Fatal(err)
		}
		out[r.Evidence.Trigger.Text+"/"+r.Event]++
	}
	return out
}

func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if err := store.Verify(t.Context(), s.Path(), func(d store.Damage) { t.Error(d) }, func(string) {}); err != nil {
		t.Error(err)
	}
}

// TestProposalChangesNothingUntilAccepted: the difference is shown, the store stays as it is, and accepting makes it so.
func TestProposalChangesNothingUntilAccepted(t *testing.T) {
	s := stored(t)
	before := fmt.Sprint(all(t, s))
	if _, err := Propose(t.Context(), s, newer, ingest.Options{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	d, err := Diff(t.Context(), s, func(Change) {})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(d); got != "{5 10 map[added:5 changed:5 dropped:5] map[type:5] 0}" {
		t.Error(got)
	}
	if got := fmt.Sprint(all(t, s)); got != before {
		t.Errorf("the store has changed: %s", got)
	}
	if n, err := Accept(t.Context(), s, newer.Version()); n != 5 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if got := fmt.Sprint(all(t, s)); got != "map[fled/SANCTION:5 met/AGREE:5 shelled/ASSAULT:5 warned/ACCUSE:5]" {
		t.Error(got)
	}
	if _, err := os.Stat(Beside(s.Path())); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the proposal is still there: %v", err)
	}
	sound(t, s)
}

// TestPeoplesDecisionsStay: what was accepted, rejected and corrected is so after a newer coding, and the difference says so.
func TestPeoplesDecisionsStay(t *testing.T) {
	s := stored(t)
	decided := map[string]bool{}
	for row, err := range s.Query(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, _ := row.Report()
		review := store.Review{Report: r.ID, Reviewer: "ann"}
		switch word := r.Evidence.Trigger.Text; {
		case decided[word]:
			continue
		case word == "talks":
			review.Decision = store.Accept
		case word == "warned":
			review.Decision = store.Reject
		case word == "met":
			better := *r
			better.Event, review.Decision, review.Corrected = "COOPERATE", store.Correct, &better
		default:
			continue
		}
		decided[r.Evidence.Trigger.Text] = true
		if _, err := s.Decide(t.Context(), review); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Propose(t.Context(), s, newer, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	d, err := Diff(t.Context(), s, func(Change) {})
	if err != nil || d.Kept != 3 {
		t.Errorf("%+v, %v: want 3 kept", d, err)
	}
	if _, err := Accept(t.Context(), s, newer.Version()); err != nil {
		t.Fatal(err)
	}
	got := all(t, s)
	for what, want := range map[string]int{"talks/CONSULT": 1, "warned/ACCUSE": 4, "met/COOPERATE": 1, "met/AGREE": 4, "fled/SANCTION": 5} {
		if got[what] != want {
			t.Errorf("%s: %d, want %d", what, got[what], want)
		}
	}
	sound(t, s)
}

// TestInterruptedAndOther: an interrupted proposal goes on where it was; one of another coder is not gone on with.
func TestInterruptedAndOther(t *testing.T) {
	s := stored(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Propose(ctx, s, newer, ingest.Options{Tally: func(ingest.Tally) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("interrupted: %v", err)
	}
	if tally, err := Propose(t.Context(), s, newer, ingest.Options{}); err != nil || tally.Added+tally.Present != 5 {
		t.Errorf("%+v, %v", tally, err)
	}
	third := newer
	third.version = "3"
	if tally, err := Propose(t.Context(), s, third, ingest.Options{}); err != nil || tally.Added != 5 {
		t.Errorf("another coder's: %+v, %v", tally, err)
	}
	if err := Discard(s.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := Accept(t.Context(), s, third.Version()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nothing to accept: %v", err)
	}
}
