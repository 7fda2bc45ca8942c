package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"errors"

	"dateline/event"
	"dateline/internal/link"
	"dateline/internal/store"
	"dateline/text"
)

// variety makes a large store of a few coded articles: each comes again and again with other days, countries, places, words and
// degrees of belief, so that the store is as varied as a real one while every report is one that the coder made.
type variety struct {
	rng    *rand.Rand
	seeds  []seed
	codes  []string
	places []event.Place
	words  map[int][]string // by length in code points
}

type seed struct {
	article text.Article
	reports []event.Report
}

func newVariety(tb testing.TB, analyst *Analyst, articles []text.Article) *variety {
	tb.Helper()
	v := &variety{rng: rand.New(rand.NewPCG(1, 2)), codes: strings.Fields("SYR RUS USA TUR IRN ISR LBN IRQ UKR FRA DEU GBR CHN IND PAK AFG YEM SDN SSD ETH KEN NGA MLI COL MEX VEN BRA MMR THA PHL"),
		words: map[int][]string{}}
	for _, a := range articles {
		reports, err := analyst.Code(a)
		if err != nil {
			tb.Fatal(err)
		}
		if len(reports) == 0 {
			continue
		}
		v.seeds = append(v.seeds, seed{a, reports})
		for w := range strings.FieldsSeq(a.Text) {
			if n := utf8.RuneCountInString(w); plainWord(w) {
				v.words[n] = append(v.words[n], w)
			}
		}
		for _, r := range reports {
			if r.Place != nil {
				v.places = append(v.places, *r.Place)
			}
		}
	}
	return v
}

func plainWord(w string) bool {
	return len(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

// fill puts varied articles into a store until it has so many reports.
func (v *variety) fill(tb testing.TB, s *store.Store, coder event.CoderVersion, reports int) {
	tb.Helper()
	run, err := s.Begin(tb.Context(), coder)
	if err != nil {
		tb.Fatal(err)
	}
	for n, i := 0, 0; n < reports; {
		var entries []store.Entry
		for range 250 {
			e := v.vary(i)
			i, n = i+1, n+len(e.Reports)
			entries = append(entries, e)
		}
		if _, err := s.Put(tb.Context(), run, entries...); err != nil {
			tb.Fatal(err)
		}
	}
}

// vary makes article i: spans stay where they are, since words give way to words of their own length.
func (v *variety) vary(i int) store.Entry {
	from := v.seeds[i%len(v.seeds)]
	shift, codes := v.rng.IntN(365*8), map[string]string{}
	a := from.article
	a.ID, a.Source = fmt.Sprintf("varied-%06d", i), fmt.Sprintf("Paper %d", v.rng.IntN(60))
	a.Published = later(a.Published, shift)
	a.Text = v.reword(from)
	a.SHA256 = hash(a.Text)
	e := store.Entry{Path: a.ID + ".txt", Format: "text", Raw: []byte(a.Text), Article: a}
	for _, r := range from.reports {
		e.Reports = append(e.Reports, v.report(r, &a, shift, codes))
	}
	return e
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func later(day string, days int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t = time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// reword replaces most words that are no report's evidence.
func (v *variety) reword(from seed) string {
	runes := []rune(from.article.Text)
	kept := make([]bool, len(runes)+1)
	for _, r := range from.reports {
		for _, s := range spansOf(&r) {
			for i := s.Start; i < s.End; i++ {
				kept[i] = true
			}
		}
	}
	for start := 0; start < len(runes); {
		end := start
		for end < len(runes) && !unicode.IsSpace(runes[end]) {
			end++
		}
		if same := v.words[end-start]; !kept[start] && plainWord(string(runes[start:end])) && len(same) > 0 && v.rng.IntN(3) > 0 {
			copy(runes[start:end], []rune(same[v.rng.IntN(len(same))]))
		}
		start = end + 1
	}
	return string(runes)
}

func spansOf(r *event.Report) []text.Span {
	out := []text.Span{r.Evidence.Trigger.Span}
	for _, a := range append(append([]event.Actor{}, r.Actor...), r.Recipient...) {
		out = append(out, a.Span)
	}
	for _, a := range r.Attribution {
		out = append(out, a.Span)
	}
	for _, c := range r.Counts {
		out = append(out, c.Span)
	}
	if r.Place != nil {
		out = append(out, r.Place.Span)
	}
	if r.Date != nil {
		out = append(out, r.Date.Span)
	}
	return out
}

// report moves a report in time and to other countries.
func (v *variety) report(r event.Report, a *text.Article, shift int, codes map[string]string) event.Report {
	r.Document = event.Document{ID: a.ID, Title: event.Null(a.Title), Source: event.Null(a.Source), Published: event.Null(a.Published), SHA256: a.SHA256}
	r.ID = event.NewID(a.SHA256, r.Evidence.Trigger.Span, r.Event)
	r.SameAs, r.ContentOf = nil, nil
	r.Confidence = float64(50+v.rng.IntN(50)) / 100
	r.Actor, r.Recipient = v.people(r.Actor, codes), v.people(r.Recipient, codes)
	if r.Date != nil {
		d := *r.Date
		d.Start, d.End = later(d.Start, shift), later(d.End, shift)
		r.Date = &d
	}
	if r.Place != nil {
		p := v.places[v.rng.IntN(len(v.places))]
		p.Text, p.Span = r.Place.Text, r.Place.Span
		r.Place = &p
	}
	counts := append([]event.Count{}, r.Counts...)
	for i := range counts {
		if n := counts[i].Low; n != nil && counts[i].High != nil {
			low := v.rng.IntN(40)
			high := low + v.rng.IntN(9)
			counts[i].Low, counts[i].High = &low, &high
		}
	}
	r.Counts = counts
	return r
}

func (v *variety) people(list []event.Actor, codes map[string]string) []event.Actor {
	out := append([]event.Actor{}, list...)
	for i, a := range out {
		if a.Code == nil || len(*a.Code) != 3 {
			continue
		}
		if codes[*a.Code] == "" {
			codes[*a.Code] = v.codes[v.rng.IntN(len(v.codes))]
		}
		code := codes[*a.Code]
		out[i].Code = &code
	}
	return out
}

// bigStore opens a store of so many reports: the file that DATELINE_BENCH_DB names, made if it is not there, else one of the test.
// DATELINE_BENCH_TEXTS names a file of articles, a JSON object a line, to be varied beside the samples.
func bigStore(tb testing.TB, reports int) *store.Store {
	tb.Helper()
	analyst := testAnalyst(tb)
	path := os.Getenv("DATELINE_BENCH_DB")
	if path == "" {
		path = tb.TempDir() + "/big.db"
	}
	_, err := os.Stat(path)
	s, openErr := store.Open(tb.Context(), path, store.ReadWrite)
	if openErr != nil {
		tb.Fatal(openErr)
	}
	tb.Cleanup(func() { _ = s.Close() })
	if errors.Is(err, fs.ErrNotExist) {
		start := time.Now()
		newVariety(tb, analyst, bigTexts(tb)).fill(tb, s, analyst.Version(), reports)
		tb.Logf("%d reports made in %s", reports, time.Since(start).Round(time.Second))
		linker := link.New(s)
		if _, err := linker.Link(tb.Context(), link.Options{}); err != nil {
			tb.Fatal(err)
		}
		if _, err := linker.Tell(tb.Context(), nil); err != nil {
			tb.Fatal(err)
		}
		tb.Logf("linked and told in %s", time.Since(start).Round(time.Second))
	}
	return s
}

func bigTexts(tb testing.TB) []text.Article {
	tb.Helper()
	out := sampleArticles(tb)
	path := os.Getenv("DATELINE_BENCH_TEXTS")
	if path == "" {
		return out
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		var a text.Article
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			tb.Fatal(err)
		}
		a.Published = "2016-06-01"
		out = append(out, a)
	}
	return out
}
