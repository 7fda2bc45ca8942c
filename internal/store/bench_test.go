package store

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/event"
	"dateline/text"
)

// benchReports is how many reports the query benchmark's store holds; DATELINE_BENCH_REPORTS=1000000 measures the large one.
func benchReports() int {
	if n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_REPORTS")); err == nil {
		return n
	}
	return 20_000
}

// benchStore makes the query benchmark's store. DATELINE_BENCH_STORE names the file to make, or to use again where it is there.
func benchStore(b *testing.B) *Store {
	b.Helper()
	path := os.Getenv("DATELINE_BENCH_STORE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "bench.db")
	}
	start := time.Now()
	s, err := Open(b.Context(), path, ReadWrite)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	b.Logf("opened, and brought up to date where it was older, in %v", time.Since(start).Round(time.Millisecond))
	totals, err := s.Totals(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	run := begin(b, s, coderOne)
	start = time.Now()
	for at := totals.Articles; at*5 < benchReports(); at += 500 {
		var entries []Entry
		for i := range 500 {
			entries = append(entries, varied(at+i, 5))
		}
		put(b, s, run, entries...)
	}
	if totals.Reports == 0 {
		b.Logf("%d reports put at %.0f a second", benchReports(), float64(benchReports())/time.Since(start).Seconds())
	}
	if info, err := os.Stat(path); err == nil {
		b.Logf("%d MB", info.Size()>>20)
	}
	return s
}

// turn draws from n things of which the k-th is 1/(k+1) as common as the first.
func turn(rng *rand.Rand, n int) int { return int(math.Pow(float64(n+1), rng.Float64())) - 1 }

// varied is article i with n reports as a large store has them: the days of five years in no order, few types and many people, some
// values common and most rare; the mode "cyber" only of the last month.
func varied(i, n int) Entry {
	rng := rand.New(rand.NewPCG(uint64(i), 1))
	title := fmt.Sprintf("Report %d from the front", i)
	words := make([]string, 12)
	for k := range words {
		words[k] = fmt.Sprintf("w%d", turn(rng, 5000))
	}
	body := fmt.Sprintf("%s\nThe army of Arvania shelled the town %s at haven %d.\n", title, strings.Join(words, " "), i)
	raw := []byte(body)
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(1826))
	a := text.Article{ID: fmt.Sprintf("a%d", i), Title: title, Source: fmt.Sprintf("Courier %d", turn(rng, 300)), Published: day.Format(time.DateOnly),
		Text: body, SHA256: sum(raw)}
	e := Entry{Path: fmt.Sprintf("in/%d.html", i), Format: "html", Raw: raw, Article: a}
	for k := range n {
		e.Reports = append(e.Reports, variedReport(rng, &a, day, k))
	}
	return e
}

func variedReport(rng *rand.Rand, a *text.Article, day time.Time, k int) event.Report {
	types := []string{"CONSULT", "ASSAULT", "ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "AGREE", "COOPERATE", "AID", "PROTEST", "SANCTION", "COERCE", "RETREAT", "CONCEDE", "MOBILIZE"}
	lists := [][]string{{}, {"violence"}, {"military"}, {"health"}, {"military", "territory"}, {"diplomatic"}, {"economic"}, {"election", "legal"}}
	start := len(a.Title) + 1
	sentence := text.Span{Start: start, End: len(a.Text) - 1}
	word := strings.Fields(a.Text[start:])[k+1]
	at := start + strings.Index(a.Text[start:], " "+word) + 1
	trigger := text.Span{Start: at, End: at + len(word)}
	kind := types[turn(rng, len(types))]
	r := event.Report{
		ID:       event.NewID(a.SHA256, trigger, kind),
		Document: event.Document{ID: a.ID, Title: event.Null(a.Title), Source: event.Null(a.Source), Published: event.Null(a.Published), SHA256: a.SHA256},
		Event:    kind, Mode: lists[turn(rng, 4)], Context: lists[turn(rng, 7)], Quad: "material conflict", Score: -10,
		Status: event.Statuses[turn(rng, 6)], Historical: rng.IntN(10) == 0, Counts: []event.Count{}, Attribution: []event.Source{},
		Confidence: math.Round((0.3+0.7*rng.Float64())*1000) / 1000, Coder: coderOne,
		Evidence: event.Evidence{Trigger: event.Trigger{Span: trigger, Text: word}, Sentence: sentence},
	}
	if day.Year() == 2024 && day.Month() == time.December && rng.IntN(3) == 0 {
		r.Mode = []string{"cyber"}
	}
	r.Actor = append(r.Actor, variedActor(rng))
	r.Recipient = append(r.Recipient, variedActor(rng))
	if rng.IntN(5) == 0 {
		r.Actor = append(r.Actor, variedActor(rng))
	}
	if who := variedActor(rng); rng.IntN(2) == 0 {
		r.Attribution = append(r.Attribution, event.Source{Text: who.Text, Code: who.Code, Sector: who.Sector, Cue: event.Null("said")})
	}
	if rng.IntN(3) > 0 {
		on := day.AddDate(0, 0, -turn(rng, 30)).Format(time.DateOnly)
		r.Date = &event.Date{Text: "Report", Start: on, End: on, Precision: "day", Span: text.Span{Start: 0, End: 6}}
	}
	if rng.IntN(3) > 0 {
		town := turn(rng, 5000)
		r.Place = &event.Place{Text: fmt.Sprintf("Haven %d", town), Name: event.Null(fmt.Sprintf("Haven %d", town)), Country: event.Null(country(town % 120)), Precision: "exact"}
	}
	return r
}

// country is the k-th of 120 codes.
func country(k int) string {
	return string([]byte{'A' + byte(k%26), 'A' + byte(k/26), 'X'})
}

// variedActor is one of 20,000: the first 3,000 have codes, and a few names each.
func variedActor(rng *rand.Rand) event.Actor {
	k := turn(rng, 20_000)
	a := event.Actor{Text: fmt.Sprintf("the people of %d", k), Span: text.Span{Start: 0, End: 6}}
	if k < 3000 {
		sectors := []string{"GOV", "MIL", "REB", "CVL", "OPP", "JUD", "SPY", "MED", "BUS", "AGR", "EDU", "ELI"}
		a.Text, a.Name = fmt.Sprintf("its men %d", rng.IntN(8)), event.Null(fmt.Sprintf("Army of %d", k))
		a.Code, a.Sector = event.Null(country(k%120)), event.Null(sectors[k/120%len(sectors)])
	}
	return a
}

func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1, 64} {
		b.Run(fmt.Sprintf("articles=%d", size), func(b *testing.B) {
			s := openTemp(b)
			run := begin(b, s, coderOne)
			n := 0
			for b.Loop() {
				var entries []Entry
				for range size {
					entries = append(entries, sample(n, 5, coderOne))
					n++
				}
				put(b, s, run, entries...)
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(5*n)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// benchFilters are single filters, common and rare, of some and of none, and pairs of them, those that no report meets among them.
var benchFilters = map[string]Filter{
	"none": {}, "type": {Types: []string{"AGREE"}}, "types and status": {Types: []string{"AGREE", "ACCUSE"}, Statuses: []string{"denied"}},
	"type of none": {Types: []string{"NONE"}}, "month": {From: "2022-06-01", To: "2022-06-30"}, "from, far end": {From: "2024-12-20"}, "to, far end": {To: "2020-01-10"},
	"published, far end": {PublishedFrom: "2024-12-20"}, "undated": {Undated: true}, "status": {Statuses: []string{"denied"}}, "background": {Background: true},
	"actor": {Actor: "AAX"}, "actor.sector": {Actor: "AAX.GOV"}, "actor name": {Actor: "army of 1"}, "actor of none": {Actor: "Nobody"}, "recipient": {Recipient: "GOV"},
	"attribution": {Attribution: "BAX"}, "country": {Countries: []string{"AAX"}}, "countries": {Countries: []string{"AAX", "BAX", "CAX"}}, "place": {Place: "haven 1"},
	"source": {Source: "courier 1"}, "document": {Document: "a77"}, "sure": {MinConfidence: 0.9}, "surer than any": {MinConfidence: 1.1}, "unsure": {MaxConfidence: 0.4},
	"mode": {Modes: []string{"violence"}}, "mode, far end": {Modes: []string{"cyber"}}, "mode of none": {Modes: []string{"missile"}},
	"context": {Contexts: []string{"territory"}}, "context of none": {Contexts: []string{"pandemic"}},
	"words of all": {Text: "army"}, "words of some": {Text: "w1"}, "words of few": {Text: "w300"}, "article's words": {Article: "w3"}, "rare words": {Article: `"haven 1234"`},
	"not reviewed": {Review: "none"}, "accepted": {Review: Accept},
	"mode and type": {Modes: []string{"cyber"}, Types: []string{"AGREE"}}, "mode and early": {Modes: []string{"cyber"}, To: "2022-01-01"},
	"actor and recipient": {Actor: "AAX", Recipient: "BAX"}, "actor and type": {Actor: "AAX", Types: []string{"ASSAULT"}}, "actor and country": {Actor: "AAX", Countries: []string{"BAX"}},
	"actor and month": {Actor: "AAX", From: "2022-06-01", To: "2022-06-30"}, "actor and words": {Actor: "AAX", Text: "army"}, "mode and words": {Modes: []string{"cyber"}, Text: "w1"},
	"source and status": {Source: "courier 1", Statuses: []string{"denied"}}, "country and sure": {Countries: []string{"AAX"}, MinConfidence: 0.95},
}

// perOp runs f again and again and reports milliseconds.
func perOp(b *testing.B, name string, f func() error) {
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			if err := f(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms")
		b.ReportMetric(0, "ns/op")
	})
}

// BenchmarkQuery times the first page of 50 in both directions, the count, and the counts by day and type of each filter, and the
// facets.
func BenchmarkQuery(b *testing.B) {
	s := benchStore(b)
	for name, f := range benchFilters {
		for order, newest := range map[string]bool{"oldest": false, "newest": true} {
			f.Newest, f.Limit = newest, 50
			perOp(b, "page/"+name+"/"+order, func() error {
				for _, err := range s.Query(b.Context(), f) {
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		perOp(b, "tallies/"+name, func() error { _, err := s.Tallies(b.Context(), f, ByDay); return err })
	}
	for name, f := range map[string]Filter{"none": {}, "type": {Types: []string{"ASSAULT"}}, "country": {Countries: []string{"AAX"}}, "actor": {Actor: "AAX"}} {
		for _, dimension := range FacetNames() {
			perOp(b, "facet/"+dimension+"/"+name, func() error { _, err := s.Facets(b.Context(), f, 20, dimension); return err })
		}
		perOp(b, "dyads/"+name, func() error { _, err := s.Dyads(b.Context(), f); return err })
		perOp(b, "places/"+name, func() error { _, err := s.PlaceCounts(b.Context(), f); return err })
		perOp(b, "count/"+name, func() error { _, err := s.Count(b.Context(), f); return err })
	}
}
