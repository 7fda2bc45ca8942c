package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/event"
	"dateline/internal/intake"
	"dateline/internal/store"
	"dateline/text"
)

// fake codes an event for each "shelled" of a text, after a while that depends on the text.
type fake struct{ version string }

func (f fake) Version() event.CoderVersion {
	return event.CoderVersion{Version: f.version, Model: "m", Codebook: "c"}
}

func (f fake) Code(a text.Article) ([]event.Report, error) {
	time.Sleep(time.Duration(len(a.Text)*7%300) * time.Microsecond)
	if strings.Contains(a.Text, "refuse") {
		return nil, errors.New("the article is in French; dateline reads English: translate it first")
	}
	var out []event.Report
	runes := []rune(a.Text)
	for i := range runes {
		if strings.HasPrefix(string(runes[i:min(len(runes), i+7)]), "shelled") {
			out = append(out, report(a, f.Version(), text.Span{Start: i, End: i + 7}))
		}
	}
	if strings.Contains(a.Text, "twice the same") {
		out = append(out, out[0])
	}
	return out, nil
}

func report(a text.Article, by event.CoderVersion, trigger text.Span) event.Report {
	return event.Report{ID: event.NewID(a.SHA256, trigger, "ASSAULT"), Event: "ASSAULT", Mode: []string{}, Context: []string{},
		Document: event.Document{ID: a.ID, SHA256: a.SHA256}, Status: event.Actual, Attribution: []event.Source{}, Counts: []event.Count{},
		Actor: []event.Actor{{Text: "army"}}, Recipient: []event.Actor{}, Coder: by,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: "shelled"}, Sentence: text.Span{End: len([]rune(a.Text))}}}
}

// corpus writes n articles as JSONL; every 50th line is broken.
func corpus(t testing.TB, n int) string {
	t.Helper()
	var b bytes.Buffer
	for i := range n {
		if i%50 == 49 {
			fmt.Fprintln(&b, `{"text": "cut off`)
			continue
		}
		a := text.Article{ID: fmt.Sprintf("a%04d", i), Title: "Día " + fmt.Sprint(i), Published: "2024-03-01",
			Text: fmt.Sprintf("Día %d.\n%s\nThe army “shelled” town %d. %s", i, strings.Repeat("It shelled on. ", i%4), i, strings.Repeat("x", i%200))}
		line, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "corpus.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func ingestInto(ctx context.Context, db string, c Coder, opt Options, paths ...string) (tally Tally, err error) {
	s, err := store.Open(ctx, db, store.ReadWrite)
	if err != nil {
		return Tally{}, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return Run(ctx, s, c, intake.Articles(paths, intake.Options{}), opt)
}

func mustIngest(t testing.TB, db string, c Coder, opt Options, paths ...string) Tally {
	t.Helper()
	tally, err := ingestInto(t.Context(), db, c, opt, paths...)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// dump is all reports of a store in order, byte for byte.
func dump(t testing.TB, db string) string {
	t.Helper()
	s, err := store.Open(t.Context(), db, store.ReadOnly)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b strings.Builder
	for row, err := range s.Query(t.Context(), store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %s\n", row.Cursor, row.JSON)
	}
	return b.String()
}

// TestTwiceAddsNothing, and the same for any number of workers.
func TestTwiceAddsNothing(t *testing.T) {
	input := corpus(t, 300)
	var want string
	for _, workers := range []int{1, 2, 8} {
		db := filepath.Join(t.TempDir(), "x.db")
		first := mustIngest(t, db, fake{"1"}, Options{Workers: workers}, input)
		if first.Added != 294 || first.Problems != 6 || first.Present != 0 || first.Read != 300 {
			t.Errorf("first: %+v", first)
		}
		got := dump(t, db)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers: other reports than with 1", workers)
		}
		if again := mustIngest(t, db, fake{"1"}, Options{Workers: workers}, input); again.Added != 0 || again.Present != 294 || again.Reports != 0 {
			t.Errorf("again: %+v", again)
		}
		if dump(t, db) != want {
			t.Errorf("%d workers: a second ingest changed the reports", workers)
		}
	}
}

// TestKnownIsNotCodedAgain: what is there is passed over before it costs anything, whichever version coded it.
func TestKnownIsNotCodedAgain(t *testing.T) {
	input, db := corpus(t, 40), filepath.Join(t.TempDir(), "x.db")
	mustIngest(t, db, fake{"1"}, Options{}, input)
	refuse := coderFunc(func(text.Article) ([]event.Report, error) { panic("coded again") })
	if tally := mustIngest(t, db, refuse, Options{}, input); tally.Present != 40 || tally.Problems != 0 || tally.Older != 40 {
		t.Errorf("%+v", tally)
	}
}

type coderFunc func(text.Article) ([]event.Report, error)

func (f coderFunc) Code(a text.Article) ([]event.Report, error) { return f(a) }
func (f coderFunc) Version() event.CoderVersion                 { return event.CoderVersion{Version: "f"} }

// TestProblemsGoOn: an article that the coder refuses or breaks on, and reports that cannot be kept, are problems in their place.
func TestProblemsGoOn(t *testing.T) {
	dir := t.TempDir()
	for name, words := range map[string]string{"1.txt": "The army shelled it.", "2.txt": "refuse", "3.txt": "It shelled, twice the same.",
		"4.txt": "It shelled too.", "5.txt": "\xff"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var problems []string
	tally := mustIngest(t, filepath.Join(dir, "x.db"), fake{"1"}, Options{Workers: 2, Problem: func(p *intake.Problem) {
		problems = append(problems, strings.ReplaceAll(p.Error(), dir, ""))
	}}, dir)
	if tally.Added != 2 || tally.Problems != 3 {
		t.Errorf("%+v", tally)
	}
	told := strings.Join(problems, "\n")
	for _, want := range []string{"/2.txt: the article is in French", "/3.txt: article d_", "two reports have the id", "/5.txt: line 1, byte 0: invalid UTF-8"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in:\n%s", want, told)
		}
	}
}

// TestInterruptAndResume: Ctrl-C keeps what is in hand; the next ingest ends with what an uninterrupted one gives.
func TestInterruptAndResume(t *testing.T) {
	input, dir := corpus(t, 300), t.TempDir()
	whole, cut := filepath.Join(dir, "whole.db"), filepath.Join(dir, "cut.db")
	mustIngest(t, whole, fake{"1"}, Options{Workers: 2}, input)
	added := 0
	for round := range 4 {
		ctx, cancel := context.WithCancel(t.Context())
		tally, err := ingestInto(ctx, cut, fake{"1"}, Options{Workers: 2, Tally: func(tally Tally) {
			if tally.Read == 60*(round+1) {
				cancel()
			}
		}}, input)
		cancel()
		if !errors.Is(err, context.Canceled) || tally.Added == 0 || tally.Present != added {
			t.Errorf("round %d: %+v, %v; %d were there", round, tally, err, added)
		}
		added += tally.Added
	}
	mustIngest(t, cut, fake{"1"}, Options{Workers: 2}, input)
	if dump(t, cut) != dump(t, whole) {
		t.Error("the interrupted store differs")
	}
}

// TestKeptSoon: what trickles in is committed without waiting for more.
func TestKeptSoon(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), store.ReadWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	trickle := func(yield func(*intake.Capture, *intake.Problem) bool) {
		for c, p := range intake.Articles([]string{corpus(t, 1)}, intake.Options{}) {
			yield(c, p)
		}
		for range 100 {
			time.Sleep(20 * time.Millisecond)
			if totals, err := s.Totals(t.Context()); err == nil && totals.Articles == 1 {
				return
			}
		}
		t.Error("the article was not kept while the input waited")
	}
	if _, err := Run(t.Context(), s, fake{"1"}, trickle, Options{}); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkIngest(b *testing.B) {
	input := corpus(b, 2000)
	for b.Loop() {
		mustIngest(b, filepath.Join(b.TempDir(), "x.db"), coderFunc(func(a text.Article) ([]event.Report, error) { return nil, nil }), Options{Workers: 2}, input)
	}
	b.ReportMetric(float64(2000*b.N)/b.Elapsed().Seconds(), "articles/s")
}
