package eval

import (
	"fmt"

	"dateline/text"
)

// ReachReport is how much of what the gold's mentions carry the times and counts of the article hold at all: the upper
// bound of what a coder that attaches them can get right.
type ReachReport struct {
	Dates, DatesSentence, DatesNear int // the gold's; with the very days in the mention's sentence; within two sentences
	Counts, CountsSentence          int // of more than one single person; with the very bounds in the mention's sentence
}

// Table is the report as lines of text.
func (r *ReachReport) Table() string {
	share := func(n, of int) string {
		return fmt.Sprintf("%d of %d (%.1f%%)", n, of, 100*float64(n)/float64(max(of, 1)))
	}
	return fmt.Sprintf("dates of the gold held in the mention's sentence  %s\n            within two sentences            %s\ncounts held in the sentence                        %s\n",
		share(r.DatesSentence, r.Dates), share(r.DatesNear, r.Dates), share(r.CountsSentence, r.Counts))
}

// Add counts one article, whose document has the layers times and counts.
func (r *ReachReport) Add(d *text.Document, gold *GoldArticle) {
	for i := range gold.Events {
		g := &gold.Events[i]
		at := sentenceAt(d, g.Trigger[0])
		if at < 0 {
			continue
		}
		if g.Date != nil {
			r.date(d, at, g.Date.Start, g.Date.End)
		}
		for _, c := range g.Counts {
			if c.Low == nil || c.High == nil || *c.Low != 1 || *c.High != 1 {
				r.count(d, at, c.Low, c.High)
			}
		}
	}
}

func sentenceAt(d *text.Document, at int) int {
	for i := range d.Sentences {
		if d.Sentences[i].Start <= at && at < d.Sentences[i].End {
			return i
		}
	}
	return -1
}

func (r *ReachReport) date(d *text.Document, at int, start, end string) {
	r.Dates++
	here, near := false, false
	for _, t := range d.Times {
		if t.Start == start && t.End == end && t.Sentence >= at-2 && t.Sentence <= at+2 {
			near = true
			here = here || t.Sentence == at
		}
	}
	r.DatesSentence += b2i(here)
	r.DatesNear += b2i(near)
}

func (r *ReachReport) count(d *text.Document, at int, low, high *int) {
	r.Counts++
	for _, c := range d.Counts {
		if c.Sentence == at && c.Unit == "people" && same(c.Low, low) && same(c.High, high) {
			r.CountsSentence++
			return
		}
	}
}

func same(a, b *int) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
