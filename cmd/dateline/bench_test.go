package main

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"dateline/internal/intake"
	"dateline/text"
)

// benchArticles are the open news texts where they are at hand, else the samples.
func benchArticles(b *testing.B) []text.Article {
	b.Helper()
	var out []text.Article
	if f, err := os.Open("../../../shared/data/open-news.jsonl"); err == nil {
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() && len(out) < 60 {
			var a text.Article
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				b.Fatal(err)
			}
			out = append(out, a)
		}
		return out
	}
	for c, p := range intake.Articles([]string{"../../samples"}, intake.Options{Published: "2017-09-03"}) {
		if p != nil {
			b.Fatal(p)
		}
		out = append(out, c.Article)
	}
	return out
}

// report prints what one pass over the articles comes to.
func report(b *testing.B, docs []*text.Document) {
	tokens := 0
	for _, d := range docs {
		for i := range d.Sentences {
			tokens += len(d.Sentences[i].Tokens)
		}
	}
	s := b.Elapsed().Seconds()
	b.ReportMetric(float64(b.N*len(docs))/s, "articles/s")
	b.ReportMetric(float64(b.N*tokens)/s, "tokens/s")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkStages times each stage of the chain, the coder and the whole, on one goroutine; the language engine itself uses the
// processors it is given (-cpu 1 for one).
func BenchmarkStages(b *testing.B) {
	analyst := testAnalyst(b)
	articles := benchArticles(b)
	docs := make([]*text.Document, len(articles))
	fresh := func() {
		for i := range articles {
			docs[i] = text.NewDocument(articles[i])
		}
	}
	fresh()
	for _, s := range analyst.stages {
		b.Run(s.Name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, d := range docs {
					clearLayers(d, s.Adds())
					if err := s.Process(d); err != nil {
						b.Fatal(err)
					}
				}
			}
			report(b, docs)
		})
	}
	b.Run("coding", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, d := range docs {
				analyst.coder.Code(d)
			}
		}
		report(b, docs)
	})
	b.Run("whole", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range articles {
				if _, err := analyst.Code(articles[i]); err != nil {
					b.Fatal(err)
				}
			}
		}
		report(b, docs)
	})
}

// clearLayers takes a stage's layers off a document, so that it can add them again.
func clearLayers(d *text.Document, layers []text.Layer) {
	for _, l := range layers {
		switch l {
		case text.LayerSentences:
			d.Sentences = nil
		case text.LayerEntities, text.LayerProposals:
			for i := range d.Sentences {
				d.Sentences[i].Entities, d.Sentences[i].Triggers = nil, nil
			}
		case text.LayerTimes:
			d.Times = nil
		case text.LayerCounts:
			d.Counts = nil
		case text.LayerPlaces:
			d.Places = nil
		case text.LayerActors:
			d.Actors = nil
		}
	}
}
