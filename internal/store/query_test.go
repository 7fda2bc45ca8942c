package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"dateline/event"
)

// filled is a store of n articles with two reports each.
func filled(t testing.TB, n int) *Store {
	t.Helper()
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for at := 0; at < n; at += 200 {
		var entries []Entry
		for i := at; i < min(n, at+200); i++ {
			entries = append(entries, sample(i, 2, coderOne))
		}
		put(t, s, run, entries...)
	}
	return s
}

// all is every report of a query, decoded.
func all(t testing.TB, s *Store, f Filter) (out []*event.Report) {
	t.Helper()
	for row, err := range s.Query(t.Context(), f) {
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		r, err := row.Report()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func code0(a []event.Actor) string { return event.Text(a[0].Code) }

func day(r *event.Report) string {
	if r.Date == nil {
		return ""
	}
	return r.Date.Start
}

// TestFilters holds each filter against the same test made in Go over all reports.
func TestFilters(t *testing.T) {
	s := filled(t, 100)
	reports := all(t, s, Filter{})
	for name, c := range map[string]struct {
		filter Filter
		want   func(*event.Report) bool
	}{
		"all":         {Filter{}, func(*event.Report) bool { return true }},
		"from":        {Filter{From: "2024-02-03"}, func(r *event.Report) bool { return day(r) >= "2024-02-03" }},
		"to":          {Filter{To: "2024-02-03"}, func(r *event.Report) bool { return r.Date != nil && day(r) <= "2024-02-03" }},
		"one day":     {Filter{From: "2024-02-03", To: "2024-02-03"}, func(r *event.Report) bool { return day(r) == "2024-02-03" }},
		"published":   {Filter{PublishedFrom: "2024-02-03", PublishedTo: "2024-02-09"}, func(r *event.Report) bool { p := *r.Document.Published; return p >= "2024-02-03" && p <= "2024-02-09" }},
		"type":        {Filter{Types: []string{"AGREE"}}, func(r *event.Report) bool { return r.Event == "AGREE" }},
		"types":       {Filter{Types: []string{"AGREE", "ACCUSE"}}, func(r *event.Report) bool { return r.Event == "AGREE" || r.Event == "ACCUSE" }},
		"statuses":    {Filter{Statuses: []string{"denied", "actual"}}, func(r *event.Report) bool { return r.Status == "denied" || r.Status == "actual" }},
		"mode":        {Filter{Modes: []string{"violence"}}, func(*event.Report) bool { return true }},
		"part mode":   {Filter{Modes: []string{"viol"}}, func(*event.Report) bool { return false }},
		"actor":       {Filter{Actor: "SYR"}, func(r *event.Report) bool { return code0(r.Actor) == "SYR" }},
		"code.sector": {Filter{Actor: "SYR.MIL"}, func(r *event.Report) bool { return code0(r.Actor) == "SYR" }},
		"sector":      {Filter{Attribution: "REB"}, func(*event.Report) bool { return true }},
		"no sector":   {Filter{Actor: "SYR.GOV"}, func(*event.Report) bool { return false }},
		"actor name":  {Filter{Actor: "army of rus"}, func(r *event.Report) bool { return code0(r.Actor) == "RUS" }},
		"word middle": {Filter{Actor: "rmy"}, func(*event.Report) bool { return false }},
		"recipient":   {Filter{Recipient: "anez"}, func(*event.Report) bool { return true }},
		"country":     {Filter{Countries: []string{"USA"}}, func(r *event.Report) bool { return r.Place != nil && *r.Place.Country == "USA" }},
		"countries": {Filter{Countries: []string{"USA", "IRN"}}, func(r *event.Report) bool {
			return r.Place != nil && (*r.Place.Country == "USA" || *r.Place.Country == "IRN")
		}},
		"place":          {Filter{Place: "haven"}, func(r *event.Report) bool { return r.Place != nil }},
		"source":         {Filter{Source: "courier"}, func(*event.Report) bool { return true }},
		"document":       {Filter{Document: "a42"}, func(r *event.Report) bool { return r.Document.ID == "a42" }},
		"text":           {Filter{Text: "armies"}, func(*event.Report) bool { return true }},
		"text beyond":    {Filter{Text: "officials"}, func(*event.Report) bool { return false }}, // it stands in the next sentence
		"text of":        {Filter{Text: "the arm*"}, func(*event.Report) bool { return true }},
		"article":        {Filter{Article: `shelling "the town" arvania`}, func(*event.Report) bool { return true }},
		"article not":    {Filter{Article: `town -haven`}, func(*event.Report) bool { return false }},
		"article signs":  {Filter{Article: `(town) AND: ^"haven`}, func(*event.Report) bool { return false }}, // AND is a word
		"both":           {Filter{Actor: "USA", Types: []string{"ASSAULT"}, Article: "town"}, func(r *event.Report) bool { return code0(r.Actor) == "USA" && r.Event == "ASSAULT" }},
		"not background": {Filter{Background: true}, func(r *event.Report) bool { return !r.Historical }},
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
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d reports, want %d in the order of all", name, len(got), len(want))
		}
		if n, err := s.Count(t.Context(), c.filter); n != len(want) || err != nil {
			t.Errorf("%s: count %d, %v; want %d", name, n, err, len(want))
		}
	}
}

// TestPages: the pages of a query, in either direction, make up the whole.
func TestPages(t *testing.T) {
	s := filled(t, 50)
	for _, f := range []Filter{{}, {Newest: true}, {Actor: "SYR", Newest: true}} {
		whole := all(t, s, f)
		var paged []string
		f.Limit = 7
		for {
			n := 0
			for row, err := range s.Query(t.Context(), f) {
				if err != nil {
					t.Fatal(err)
				}
				paged = append(paged, row.ID)
				f.After = row.Cursor
				n++
			}
			if n < 7 {
				break
			}
		}
		if len(paged) != len(whole) {
			t.Fatalf("%+v: %d of %d", f, len(paged), len(whole))
		}
		for i := range whole {
			if whole[i].ID != paged[i] {
				t.Fatalf("%+v: report %d differs", f, i)
			}
		}
	}
}

func TestBadFilters(t *testing.T) {
	s := openTemp(t)
	for _, f := range []Filter{{From: "yesterday"}, {Text: `"" - *`}, {After: "x"}} {
		for _, err := range s.Query(t.Context(), f) {
			if !errors.Is(err, ErrBadFilter) {
				t.Errorf("%+v: %v", f, err)
			}
		}
	}
	if _, _, err := s.Report(t.Context(), "r_none"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
	put(t, s, begin(t, s, coderOne), sample(1, 2, coderOne))
	if _, _, err := s.Report(t.Context(), "r_"); !errors.Is(err, ErrNotFound) {
		t.Errorf("ambiguous: %v", err)
	}
}

// TestPackedColumnsAgreeWithRows: what packed columns find and count, over full blocks and the reports behind them, superseded ones and
// decisions among them, is what the rows say, for every filter of the benchmark in both directions, whole and in pages.
func TestPackedColumnsAgreeWithRows(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s, coderOne)
	for at := 0; at < 500; at += 50 {
		var entries []Entry
		for i := range 50 {
			entries = append(entries, varied(at+i, 5))
		}
		put(t, s, run, entries...)
	}
	again := coderOne
	again.Version = "2"
	second := begin(t, s, again)
	for i := 0; i < 500; i += 9 {
		e := varied(i, 3)
		for k := range e.Reports {
			e.Reports[k].Coder = again
		}
		put(t, s, second, e)
	}
	for i, r := range all(t, s, Filter{Types: []string{"ASSAULT"}}) {
		decision := []string{Accept, Reject, Skip}[i%3]
		if _, err := s.Decide(t.Context(), Review{Report: r.ID, Reviewer: "ana", Decision: decision}); err != nil && i < 60 {
			t.Fatal(err)
		}
	}
	if got := counts(t, s, "gone"); got != "gone 2" {
		t.Fatalf("%s blocks, want 2", got)
	}
	reports := rowsOf(t, s)
	for name, f := range benchFilters {
		f.Newest = len(name)%2 == 0
		for _, superseded := range []bool{false, true} {
			f.Superseded = superseded
			agrees(t, s, name, f, reports)
		}
	}
	queues(t, s, reports)
	if found := damages(t, s.Path()); len(found) > 0 {
		t.Error(found)
	}
}

// queues holds what is left to a reviewer against the rows.
func queues(t *testing.T, s *Store, reports []wholeRow) {
	t.Helper()
	f := Filter{Modes: []string{"violence"}}
	sure := map[string]float64{}
	done := 0
	for _, r := range reports {
		if r.passes(&f) {
			sure[r.ID] = r.Confidence
		}
		if r.passes(&f) && r.decision != "none" {
			delete(sure, r.ID)
			done++
		}
	}
	for _, random := range []bool{false, true} {
		ids, err := s.Queue(t.Context(), f, "ana", random, 10_000)
		if err != nil || len(ids) != len(sure) {
			t.Errorf("random %v: %d in the queue, want %d, %v", random, len(ids), len(sure), err)
		}
		sorted := slices.IsSortedFunc(ids, func(a, b string) int { return cmp.Compare(sure[a], sure[b]) })
		if slices.ContainsFunc(ids, func(id string) bool { _, ok := sure[id]; return !ok }) || sorted == random {
			t.Errorf("random %v: a wrong queue, sorted %v", random, sorted)
		}
		if first, err := s.Queue(t.Context(), f, "ana", random, 20); err != nil || len(first) != 20 || !random && !slices.Equal(first, ids[:20]) {
			t.Errorf("random %v: the first are not the first: %v", random, err)
		}
	}
	if n, err := s.Done(t.Context(), f, "ana"); err != nil || n != done || n == 0 {
		t.Errorf("%d done, want %d, %v", n, done, err)
	}
}

// agrees holds a query, whole and in pages, the count and the tallies of a filter against the rows that pass the same test in Go.
func agrees(t *testing.T, s *Store, name string, f Filter, reports []wholeRow) {
	t.Helper()
	var want []string
	tallied := map[Tally]int{}
	for _, r := range reports {
		if r.passes(&f) {
			want = append(want, r.ID)
			tallied[Tally{At: r.day, Type: r.Event, Status: string(r.Status)}]++
		}
	}
	if f.Newest {
		slices.Reverse(want)
	}
	var got, whole []string
	for page := f; ; {
		page.Limit = 37
		before := len(got)
		for row, err := range s.Query(t.Context(), page) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got, page.After = append(got, row.ID), row.Cursor
		}
		if len(got) == before {
			break
		}
	}
	for _, r := range all(t, s, f) {
		whole = append(whole, r.ID)
	}
	if !slices.Equal(got, want) || !slices.Equal(whole, want) {
		t.Errorf("%s: %d reports in pages, %d in all, %d by the rows", name, len(got), len(whole), len(want))
	}
	if n, err := s.Count(t.Context(), f); err != nil || n != len(want) {
		t.Errorf("%s: counted %d of %d, %v", name, n, len(want), err)
	}
	tallies, err := s.Tallies(t.Context(), f, ByDay)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tallies {
		key := c
		key.Count = 0
		if tallied[key] != c.Count {
			t.Errorf("%s: %+v, by the rows %d", name, c, tallied[key])
		}
		delete(tallied, key)
	}
	if len(tallied) > 0 {
		t.Errorf("%s: not counted: %v", name, tallied)
	}
}

// wholeRow is a report with what a filter may ask of it.
type wholeRow struct {
	*event.Report
	article, day, decision string
	superseded             bool
}

// rowsOf reads all reports of a store from their rows, in order.
func rowsOf(t *testing.T, s *Store) (out []wholeRow) {
	t.Helper()
	rows, err := s.db.Query(`SELECT j.json, a.text, r.sort_day, coalesce(v.decision, 'none'), r.superseded IS NOT NULL FROM report r JOIN report_json j ON j.report = r.key
		JOIN article a ON a.key = r.article LEFT JOIN report_review v ON v.report = r.id ORDER BY r.sort_day, r.key`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		r := wholeRow{Report: &event.Report{}}
		if err := rows.Scan(&raw, &r.article, &r.day, &r.decision, &r.superseded); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, r.Report); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// passes is Filter in Go, for the words that varied writes.
func (r wholeRow) passes(f *Filter) bool {
	oneOf := func(wanted []string, have ...string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(have, func(s string) bool { return slices.Contains(wanted, s) })
	}
	var place, country string
	if r.Place != nil {
		place, country = foldAll(r.Place.Text, event.Text(r.Place.Name)), event.Text(r.Place.Country)
	}
	published, sentence := event.Text(r.Document.Published), r.article[r.Evidence.Sentence.Start:r.Evidence.Sentence.End]
	hasWords := func(in, words string) bool { return strings.Contains(fold(in), fold(words)) }
	var actors, recipients, sources []event.Actor
	actors, recipients = r.Actor, r.Recipient
	for _, a := range r.Attribution {
		sources = append(sources, event.Actor{Text: a.Text, Code: a.Code, Sector: a.Sector})
	}
	return (f.Superseded || !r.superseded) && oneOf(f.Types, r.Event) && oneOf(f.Statuses, string(r.Status)) && oneOf(f.Countries, country) &&
		oneOf(f.Modes, r.Mode...) && oneOf(f.Contexts, r.Context...) &&
		(f.From == "" || r.Date != nil && r.Date.End >= f.From) && (f.To == "" || r.Date != nil && r.Date.Start <= f.To) &&
		(!f.Undated || r.Date == nil) && (f.PublishedFrom == "" || published >= f.PublishedFrom) &&
		(!f.Background || !r.Historical) && r.Confidence >= f.MinConfidence && (f.MaxConfidence == 0 || r.Confidence <= f.MaxConfidence) &&
		takesPart(f.Actor, actors) && takesPart(f.Recipient, recipients) && takesPart(f.Attribution, sources) &&
		(f.Place == "" || strings.Contains(place, wordStart(f.Place))) && (f.Document == "" || r.Document.ID == f.Document) &&
		(f.Source == "" || strings.Contains(strings.ToLower(event.Text(r.Document.Source)), f.Source)) &&
		(f.Text == "" || hasWords(sentence, f.Text)) && (f.Article == "" || hasWords(r.article, f.Article)) &&
		(f.Review == "" || r.decision == f.Review)
}

// takesPart reports whether somebody wanted is among people.
func takesPart(wanted string, people []event.Actor) bool {
	return wanted == "" || slices.ContainsFunc(people, func(a event.Actor) bool {
		code, sector, names := event.Text(a.Code), event.Text(a.Sector), foldAll(a.Text, event.Text(a.Name))
		if isCode(wanted) {
			return code == wanted || sector == wanted
		}
		return code+"."+sector == wanted || strings.Contains(names, wordStart(wanted))
	})
}
