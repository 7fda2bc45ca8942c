package review

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/event"
	"dateline/internal/store"
	"dateline/plover"
	"dateline/text"
)

// body is an article of the tests; the town stands twice so that picking words can go wrong.
const body = "Shelling in Tarn\nThe army of Velia shelled the town of Tarn on Monday, killing 12 people, rebels said. The town burned.\n"

// at is the n-th place where words stand in the body, in code points.
func at(words string, n int) text.Span {
	from := 0
	for ; n > 0; n-- {
		from += strings.Index(body[from:], words) + 1
	}
	return text.Span{Start: from - 1, End: from - 1 + len(words)}
}

func report(sha string, i int) event.Report {
	trigger := at("shelled", 1)
	return event.Report{ID: event.NewID(sha, trigger, "ASSAULT"), Document: event.Document{ID: fmt.Sprint("a", i), SHA256: sha}, Event: "ASSAULT",
		Mode: []string{"heavy-weapons"}, Context: []string{}, Quad: "material conflict", Score: -10, Status: event.Actual,
		Attribution: []event.Source{{Text: "rebels", Sector: event.Null("REB"), Span: at("rebels", 1)}},
		Actor:       []event.Actor{{Text: "The army", Code: event.Null("SYR"), Sector: event.Null("MIL"), Span: at("The army", 1)}}, Recipient: []event.Actor{},
		Counts: []event.Count{}, Confidence: float64(i%10)/10 + 0.05, Coder: coder,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: "shelled"}, Sentence: text.Span{Start: at("The army", 1).Start, End: at("said.", 1).End}}}
}

var coder = event.CoderVersion{Version: "1", Model: "m", Codebook: "c"}

// newDesk makes a desk over n articles with a report each.
func newDesk(t *testing.T, n int) *Desk {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	run, err := s.Begin(t.Context(), coder)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		raw := fmt.Appendf(nil, "%d %s", i, body)
		sum := sha256.Sum256(raw)
		sha := hex.EncodeToString(sum[:])
		_, err := s.Put(t.Context(), run, store.Entry{Path: fmt.Sprint(i), Format: "text", Raw: raw,
			Article: text.Article{ID: fmt.Sprint("a", i), Text: body, SHA256: sha}, Reports: []event.Report{report(sha, i)}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return New(s, plover.Standard())
}

func (d *Desk) mustNext(t *testing.T, a Ask) *Queue {
	t.Helper()
	q, err := d.Next(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func (d *Desk) mustDecide(t *testing.T, r store.Review) *store.Review {
	t.Helper()
	out, err := d.Decide(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (d *Desk) copyOf(t *testing.T, id string) *event.Report {
	t.Helper()
	r, err := d.original(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestQueueBringsTheUnsureFirstAndComesBackAfterUndo(t *testing.T) {
	d := newDesk(t, 12)
	ask := Ask{Reviewer: "ann", N: 2}
	q := d.mustNext(t, ask)
	if q.Left != 12 || q.Done != 0 || d.copyOf(t, q.IDs[0]).Confidence != 0.05 || d.copyOf(t, q.IDs[1]).Confidence != 0.05 {
		t.Fatalf("first: %+v", q)
	}
	first := q.IDs[0]
	d.mustDecide(t, store.Review{Report: first, Reviewer: "ann", Decision: store.Skip})
	d.mustDecide(t, store.Review{Report: q.IDs[1], Reviewer: "ann", Decision: store.Accept})
	if q = d.mustNext(t, ask); q.Left != 10 || q.Done != 2 || slices.Contains(q.IDs, first) {
		t.Errorf("after two decisions: %+v", q)
	}
	if other := d.mustNext(t, Ask{Reviewer: "ben", N: 1}); other.Left != 12 || other.IDs[0] != first {
		t.Errorf("another reviewer's queue: %+v", other)
	}
	for range 2 {
		if _, err := d.Undo(t.Context(), "ann", ""); err != nil {
			t.Fatal(err)
		}
	}
	if q = d.mustNext(t, ask); q.Left != 12 || q.IDs[0] != first {
		t.Errorf("after undoing both: %+v", q)
	}
	if _, err := d.Undo(t.Context(), "ann", ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nothing is left to undo: %v", err)
	}
}

func TestRandomOrderComesToAll(t *testing.T) {
	d := newDesk(t, 8)
	seen := map[string]bool{}
	for range 8 {
		q := d.mustNext(t, Ask{Reviewer: "ann", N: 1, Random: true})
		seen[q.IDs[0]] = true
		d.mustDecide(t, store.Review{Report: q.IDs[0], Reviewer: "ann", Decision: store.Accept})
	}
	if q := d.mustNext(t, Ask{Reviewer: "ann", N: 1, Random: true}); len(seen) != 8 || len(q.IDs) != 0 || q.Done != 8 {
		t.Errorf("%d were seen, then %+v", len(seen), q)
	}
}

func TestCorrectionIsMadeWholeAndTakesTheReportsPlace(t *testing.T) {
	d := newDesk(t, 1)
	id := d.mustNext(t, Ask{Reviewer: "ann", N: 1}).IDs[0]
	r := d.copyOf(t, id)
	r.Event, r.Mode, r.Actor = "COERCE", nil, nil
	r.Recipient = []event.Actor{{Text: "whatever", Sector: event.Null("CVL"), Span: at("people", 1)}}
	r.Place = &event.Place{Span: at("Tarn", 2), Precision: "unknown"}
	r.Counts = []event.Count{{What: "killed", Span: at("12", 1)}}
	got := d.mustDecide(t, store.Review{Report: id, Reviewer: "ann", Decision: store.Correct, Corrected: r}).Corrected
	if got.Recipient[0].Text != "people" || got.Place.Text != "Tarn" || got.Counts[0].Text != "12" {
		t.Errorf("words are not the article's: %+v", got)
	}
	if got.Quad != "material conflict" || got.Score != -9 && got.Score != plover0("COERCE").Score || got.Mode == nil || got.Actor == nil {
		t.Errorf("what follows from the type is not set: %+v", got)
	}
	if got.Reason.Type != "corrected by ann" || got.ID == id {
		t.Errorf("reason %q, id %s", got.Reason.Type, got.ID)
	}
	if now, _, err := d.store.Report(t.Context(), got.ID); err != nil || now.Event != "COERCE" {
		t.Errorf("the correction is not current: %v", err)
	}
	if _, _, err := d.store.Report(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the corrected report is still current: %v", err)
	}
	if _, err := d.Undo(t.Context(), "ann", ""); err != nil {
		t.Fatal(err)
	}
	if now, _, err := d.store.Report(t.Context(), id); err != nil || now.Event != "ASSAULT" {
		t.Errorf("undoing does not bring it back: %v", err)
	}
}

func plover0(name string) plover.Type {
	t, _ := plover.Standard().Type(name)
	return t
}

func TestFaultyCorrectionsAreRefused(t *testing.T) {
	d := newDesk(t, 1)
	id := d.mustNext(t, Ask{Reviewer: "ann", N: 1}).IDs[0]
	low, high := 5, 3
	for where, spoil := range map[string]func(*event.Report){
		"event":             func(r *event.Report) { r.Event = "SHELL" },
		"mode[0]":           func(r *event.Report) { r.Mode = []string{"by-owl"} },
		"context[0]":        func(r *event.Report) { r.Context = []string{"astrology"} },
		"status":            func(r *event.Report) { r.Status = "certain" },
		"actor[0].span":     func(r *event.Report) { r.Actor[0].Span = text.Span{Start: 5, End: 9999} },
		"recipient[0].span": func(r *event.Report) { r.Recipient = []event.Actor{{Span: text.Span{Start: 8, End: 12}}} },
		"actor[0].code":     func(r *event.Report) { r.Actor[0].Code = event.Null("Velia") },
		"actor[0].sector":   func(r *event.Report) { r.Actor[0].Sector = event.Null("XYZ") },
		"date": func(r *event.Report) {
			r.Date = &event.Date{Span: at("Monday", 1), Start: "soon", End: "2024-01-01", Precision: "day"}
		},
		"date.precision": func(r *event.Report) {
			r.Date = &event.Date{Span: at("Monday", 1), Start: "2024-01-01", End: "2024-01-01", Precision: "hour"}
		},
		"place.lat": func(r *event.Report) {
			lat := 99.0
			r.Place = &event.Place{Span: at("Tarn", 1), Lat: &lat, Lon: &lat, Precision: "exact"}
		},
		"place.precision": func(r *event.Report) { r.Place = &event.Place{Span: at("Tarn", 1), Precision: "there"} },
		"counts[0]": func(r *event.Report) {
			r.Counts = []event.Count{{What: "killed", Low: &low, High: &high, Span: at("12", 1)}}
		},
		"counts[0].what":    func(r *event.Report) { r.Counts = []event.Count{{Span: at("12", 1)}} },
		"evidence.sentence": func(r *event.Report) { r.Evidence.Trigger.Span = at("burned", 1) },
	} {
		r := d.copyOf(t, id)
		spoil(r)
		_, err := d.Decide(t.Context(), store.Review{Report: id, Reviewer: "ann", Decision: store.Correct, Corrected: r})
		var faults *FaultsError
		if !errors.As(err, &faults) || !slices.ContainsFunc(faults.Faults, func(f Fault) bool { return f.Where == where }) {
			t.Errorf("%s: %v", where, err)
		}
	}
	if reviews, err := d.store.Reviews(t.Context(), store.ReviewFilter{}); err != nil || len(reviews) != 0 {
		t.Errorf("a refused correction was kept: %v, %v", reviews, err)
	}
}

func TestSamplesAreDrawnAgainFromTheirSeed(t *testing.T) {
	ids := make([]string, 500)
	for i := range ids {
		ids[i] = fmt.Sprintf("r_%03d", i)
	}
	a, b, c := draw(slices.Clone(ids), 40, 7), draw(slices.Clone(ids), 40, 7), draw(slices.Clone(ids), 40, 8)
	if !slices.Equal(a, b) || slices.Equal(a, c) {
		t.Error("the seed does not decide what is drawn")
	}
	// Each is as likely as any other: over 5000 draws of 1 in 10 none is drawn far more or less often than 500 times (5 sigma).
	times := map[string]int{}
	for seed := range int64(5000) {
		for _, id := range draw(slices.Clone(ids[:10]), 1, seed+1) {
			times[id]++
		}
	}
	for id, n := range times {
		if n < 390 || n > 610 {
			t.Errorf("%s was drawn %d times of 5000", id, n)
		}
	}
}

func TestDrawKeepsTheSampleAndRefusesBadPlans(t *testing.T) {
	d := newDesk(t, 20)
	m, err := d.Draw(t.Context(), Plan{Name: "p", Kind: Precision, Size: 5, Seed: 3, Query: "type=ASSAULT", Filter: store.Filter{Types: []string{"ASSAULT"}}, By: "ann"})
	if err != nil || m.Size != 5 || m.Population != 20 || m.Seed != 3 || m.At == "" {
		t.Fatalf("%+v, %v", m, err)
	}
	kept, err := d.store.Samples(t.Context(), "p")
	if err != nil || len(kept) != 1 || kept[0] != *m {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if m, err := d.Draw(t.Context(), Plan{Name: "all", Kind: Precision, Size: 50, By: "ann"}); err != nil || m.Size != 20 || m.Seed == 0 {
		t.Errorf("more than there are: %+v, %v", m, err)
	}
	for why, p := range map[string]Plan{
		"taken":            {Name: "p", Kind: Precision, Size: 1, By: "ann"},
		"no name":          {Kind: Precision, Size: 1, By: "ann"},
		"nobody":           {Name: "x", Kind: Precision, Size: 1},
		"no kind":          {Name: "x", Kind: "recall", Size: 1, By: "ann"},
		"open agreement":   {Name: "x", Kind: Agreement, Size: 1, By: "ann"},
		"blind precision":  {Name: "blind-x", Kind: Precision, Size: 1, By: "ann"},
		"no size":          {Name: "x", Kind: Precision, By: "ann"},
		"empty population": {Name: "x", Kind: Precision, Size: 1, By: "ann", Filter: store.Filter{Types: []string{"AID"}}},
	} {
		if _, err := d.Draw(t.Context(), p); err == nil {
			t.Errorf("%s was not refused", why)
		}
	}
}

func TestPrecisionOfASample(t *testing.T) {
	d := newDesk(t, 30)
	if _, err := d.Draw(t.Context(), Plan{Name: "p", Kind: Precision, Size: 10, Seed: 1, By: "ann"}); err != nil {
		t.Fatal(err)
	}
	ask := Ask{Reviewer: "ann", Sample: "p", N: 10}
	q := d.mustNext(t, ask)
	if len(q.IDs) != 10 || q.Left != 10 {
		t.Fatalf("%+v", q)
	}
	wrongPlace := d.copyOf(t, q.IDs[1])
	wrongPlace.Place = &event.Place{Span: at("Tarn", 2), Precision: "unknown"}
	wrongType := d.copyOf(t, q.IDs[2])
	wrongType.Event, wrongType.Mode = "COERCE", nil
	for i, r := range []store.Review{{Decision: store.Accept}, {Decision: store.Correct, Corrected: wrongPlace}, {Decision: store.Correct, Corrected: wrongType},
		{Decision: store.Reject}, {Decision: store.Skip}, {Decision: store.Accept}} {
		r.Report, r.Reviewer, r.Sample = q.IDs[i], "ann", "p"
		d.mustDecide(t, r)
	}
	p, err := d.Precision(t.Context(), "p", "", 0.95, Wilson)
	if err != nil || p.Judged != 5 || p.Right != 3 || p.Wrong != 2 || p.Skipped != 1 || p.Precision != 0.6 || p.Low >= 0.6 || p.High <= 0.6 {
		t.Errorf("%+v, %v", p, err)
	}
	if !strings.Contains(p.Sentence, "10 reports drawn at random (seed 1) from 30, ann judged 5: 3 were right, a precision of 0.600") {
		t.Error(p.Sentence)
	}
	for _, f := range p.Fields {
		if want := map[string]int{"event": 3, "mode": 3, "place": 3}[f.Field]; f.Judged != 4 || want != 0 && f.Right != want || want == 0 && f.Right != 4 {
			t.Errorf("%+v", f)
		}
	}
	if q := d.mustNext(t, ask); q.Done != 6 || q.Left != 4 {
		t.Errorf("progress: %+v", q)
	}
	m, _ := d.store.Samples(t.Context(), "p")
	if progress, err := d.Progress(t.Context(), m[0]); err != nil || len(progress) != 1 || progress[0] != (Progress{"ann", 5, 1, 4}) {
		t.Errorf("%+v, %v", progress, err)
	}
	if _, err := d.Decide(t.Context(), store.Review{Report: d.outside(t, q.IDs), Reviewer: "ann", Sample: "p", Decision: store.Accept}); !errors.Is(err, store.ErrBadDecision) {
		t.Errorf("a report outside the sample: %v", err)
	}
}

// outside is a report that is not among some.
func (d *Desk) outside(t *testing.T, ids []string) string {
	t.Helper()
	all, err := d.store.IDs(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(id string) bool { return !slices.Contains(ids, id) })
	return all[i]
}

func TestAgreementIsBlindAndMeasured(t *testing.T) {
	d := newDesk(t, 6)
	if _, err := d.Draw(t.Context(), Plan{Name: "blind-1", Kind: Agreement, Size: 4, Seed: 1, By: "ann"}); err != nil {
		t.Fatal(err)
	}
	ann := d.mustNext(t, Ask{Reviewer: "ann", Sample: "blind-1", N: 4})
	other := d.copyOf(t, ann.IDs[1])
	other.Status = event.Possible
	for i, decisions := range [][2]store.Review{{{Decision: store.Accept}, {Decision: store.Accept}}, {{Decision: store.Accept}, {Decision: store.Correct, Corrected: other}},
		{{Decision: store.Reject}, {Decision: store.Reject}}, {{Decision: store.Accept}, {Decision: store.Skip}}} {
		for k, r := range decisions {
			r.Report, r.Reviewer, r.Sample = ann.IDs[i], []string{"ann", "ben"}[k], "blind-1"
			d.mustDecide(t, r)
			if k == 0 {
				if ben := d.mustNext(t, Ask{Reviewer: "ben", Sample: "blind-1", N: 4}); !slices.Contains(ben.IDs, r.Report) {
					t.Error("what ann decided is kept from ben")
				}
			}
		}
	}
	for _, id := range ann.IDs {
		if _, _, err := d.store.Report(t.Context(), id); err != nil {
			t.Errorf("a blind decision was carried out: %v", err)
		}
	}
	a, err := d.Agreement(t.Context(), "blind-1")
	if err != nil || a.Units != 3 || !slices.Equal(a.Reviewers, []string{"ann", "ben"}) {
		t.Fatalf("%+v, %v", a, err)
	}
	for _, f := range a.Fields {
		switch f.Field {
		case "decision": // keep keep, keep keep, reject reject
			if f.Alpha == nil || *f.Alpha != 1 || f.Units != 3 {
				t.Errorf("%+v", f)
			}
		case "status": // actual actual, actual possible: 1 - 3*2/(16-9-1)
			if f.Alpha == nil || *f.Alpha != 0 || f.Units != 2 {
				t.Errorf("%+v", f)
			}
		default:
			if f.Alpha != nil || f.Why == "" {
				t.Errorf("%+v", f)
			}
		}
	}
	if len(a.Disagreements) != 1 || a.Disagreements[0].Field != "status" || a.Disagreements[0].Values["ben"] != "possible" {
		t.Errorf("%+v", a.Disagreements)
	}
}

func TestValueKnowsNoOrderButThatOfSources(t *testing.T) {
	r := report("x", 0)
	b := report("x", 0)
	r.Actor = append(r.Actor, event.Actor{Text: "Militia"})
	b.Actor = []event.Actor{{Text: "MILITIA"}, {Text: "troops", Code: event.Null("SYR"), Sector: event.Null("MIL")}}
	if Value(&r, "actor") != Value(&b, "actor") {
		t.Errorf("%q and %q", Value(&r, "actor"), Value(&b, "actor"))
	}
	r.Attribution = append(r.Attribution, event.Source{Text: "a paper"})
	b.Attribution = []event.Source{r.Attribution[1], r.Attribution[0]}
	if Value(&r, "attribution") == Value(&b, "attribution") {
		t.Error("who said it first makes no difference")
	}
	n := 7
	r.Place, r.Date, r.Counts = &event.Place{GeoNames: &n}, &event.Date{Start: "2024-01-01", End: "2024-01-02"}, []event.Count{{What: "killed", Low: &n}}
	for field, want := range map[string]string{"place": "geonames 7", "date": "2024-01-01..2024-01-02", "counts": "killed 7-?", "event": "ASSAULT", "status": "actual", "mode": "heavy-weapons"} {
		if got := Value(&r, field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
}
