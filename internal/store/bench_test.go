package store

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"
)

// benchReports is how many reports the query benchmark's store holds; DATELINE_BENCH_REPORTS=1000000 measures the large one.
func benchReports() int {
	if n, err := strconv.Atoi(os.Getenv("DATELINE_BENCH_REPORTS")); err == nil {
		return n
	}
	return 20_000
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

// BenchmarkQuery times a page of 50 by each filter, and the count of all.
func BenchmarkQuery(b *testing.B) {
	s := openTemp(b)
	run := begin(b, s, coderOne)
	start := time.Now()
	for at := 0; at*5 < benchReports(); at += 500 {
		var entries []Entry
		for i := range 500 {
			entries = append(entries, sample(at+i, 5, coderOne))
		}
		put(b, s, run, entries...)
	}
	b.Logf("%d reports put at %.0f a second", benchReports(), float64(benchReports())/time.Since(start).Seconds())
	for name, f := range map[string]Filter{
		"newest": {Newest: true}, "type": {Types: []string{"AGREE"}}, "types and status": {Types: []string{"AGREE", "ACCUSE"}, Statuses: []string{"denied"}, Newest: true},
		"dates": {From: "2024-06-01", To: "2024-06-30", Newest: true}, "actor": {Actor: "SYR", Newest: true}, "actor name": {Actor: "army of rus"},
		"country": {Countries: []string{"SYR"}, Newest: true}, "place": {Place: "old haven"}, "words": {Text: "army"}, "rare words": {Article: fmt.Sprintf("%q", "haven 1234 times")},
		"actor, type, words": {Actor: "SYR", Types: []string{"ASSAULT"}, Text: "army"}, "none": {Actor: "Nobody"},
		"dates, oldest": {From: "2024-11-01"}, "published": {PublishedFrom: "2024-11-01"}, "sure": {MinConfidence: 0.4}, "surer than any": {MinConfidence: 0.9},
		"mode of none": {Modes: []string{"cyber"}}, "context of none": {Contexts: []string{"election"}}, "not reviewed": {Review: "none"},
	} {
		f.Limit = 50
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for _, err := range s.Query(b.Context(), f) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/page")
		})
	}
	b.Run("count all", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Count(b.Context(), Filter{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("facets", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Facets(b.Context(), Filter{Countries: []string{"SYR"}}, 20, "type", "status", "country"); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, by := range []Period{ByDay, ByMonth} {
		b.Run("tallies by "+string(by), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Tallies(b.Context(), Filter{}, by); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms")
		})
	}
}
