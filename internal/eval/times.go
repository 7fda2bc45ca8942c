package eval

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"dateline/text"
)

// TimesOptions says what is measured.
type TimesOptions struct {
	Stages    []text.Stage // run in this order; the last adds text.LayerTimes
	Sentences int          // how many sentences of a document are annotated for times; 0 for all
	Keep      int          // how many differences to keep
}

// TimesReport is how well time expressions are found and resolved. The document's own date is not counted, as in
// TempEval-3. Value is the share of expressions found (their spans overlap) with the very TIMEX3 value.
type TimesReport struct {
	Docs    int
	Strict  F1 // both ends of the span
	Relaxed F1 // the spans overlap
	Type    F1 // relaxed, with the right type
	Value   F1 // relaxed, with the right value
	Diffs   []string
}

// Table is the report as lines of text.
func (r *TimesReport) Table() string {
	return fmt.Sprintf("documents %d\n", r.Docs) + r.Strict.Row("span, strict") + r.Relaxed.Row("span, relaxed") +
		r.Type.Row("type") + r.Value.Row("value")
}

// timex is a time expression of the gold.
type timex struct {
	text.Span
	kind, value string
	ownDate     bool
}

// meantime is what is read of an article of the MEANTIME corpus (CAT XML).
type meantime struct {
	Name   string `xml:"doc_name,attr"`
	Tokens []struct {
		ID       string `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Text     string `xml:",chardata"`
	} `xml:"token"`
	Times []struct {
		Type     string `xml:"type,attr"`
		Value    string `xml:"value,attr"`
		Function string `xml:"functionInDocument,attr"`
		Anchors  []struct {
			ID string `xml:"t_id,attr"`
		} `xml:"token_anchor"`
	} `xml:"Markables>TIMEX3"`
}

// Times measures one article of MEANTIME (TIMEX3 in CAT XML) and adds it to the report. Expressions without words are left
// out. The article's creation time is given as its date of publication.
func (r *TimesReport) Times(in io.Reader, name string, opt TimesOptions) error {
	var m meantime
	if err := xml.NewDecoder(in).Decode(&m); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	d, gold, end := m.document(opt.Sentences)
	for _, s := range opt.Stages {
		if err := s.Process(d); err != nil {
			return fmt.Errorf("%s: %s: %w", name, s.Name(), err)
		}
	}
	r.Docs++
	r.add(d, gold, end, opt.Keep)
	return nil
}

// document puts the article's text together, a sentence a line, with the gold's times and the end of what is annotated.
func (m *meantime) document(most int) (*text.Document, []timex, int) {
	var b strings.Builder
	spans := map[string]text.Span{}
	at, line, end := 0, 0, -1
	for i, t := range m.Tokens {
		if i > 0 {
			sep := byte(' ')
			if t.Sentence != line {
				sep, line = '\n', t.Sentence
			}
			b.WriteByte(sep)
			at++
		}
		if most > 0 && t.Sentence >= most && end < 0 {
			end = at
		}
		b.WriteString(t.Text)
		n := len([]rune(t.Text))
		spans[t.ID] = text.Span{Start: at, End: at + n}
		at += n
	}
	if end < 0 {
		end = at
	}
	a := text.Article{ID: m.Name, Text: b.String(), Language: "en"}
	var gold []timex
	for _, t := range m.Times {
		own := t.Function == "CREATION_TIME"
		if own {
			a.Published = t.Value
		}
		if len(t.Anchors) == 0 {
			continue
		}
		s := text.Span{Start: spans[t.Anchors[0].ID].Start, End: spans[t.Anchors[len(t.Anchors)-1].ID].End}
		if s.Start < end && s.End > s.Start {
			gold = append(gold, timex{s, t.Type, t.Value, own})
		}
	}
	return text.NewDocument(a), gold, end
}

// add counts one document; what lies after end is not annotated.
func (r *TimesReport) add(d *text.Document, gold []timex, end, keep int) {
	used := make([]bool, len(d.Times))
	pairs := pairTimes(gold, d.Times, used)
	var counted F1
	for i, g := range gold {
		j := pairs[i]
		if g.ownDate {
			continue
		}
		counted.Gold++
		if j < 0 {
			r.differ(keep, "%s\tmissed\t%s %s\t%s", d.ID, g.kind, g.value, d.Slice(g.Span))
			continue
		}
		t := d.Times[j]
		counted.System++
		r.Relaxed.Right++
		mark(&r.Strict, t.Span == g.Span)
		mark(&r.Type, t.Kind == g.kind)
		right := sameValue(t.Value, g.value)
		mark(&r.Value, right)
		if !right || t.Kind != g.kind {
			r.differ(keep, "%s\tvalue\t%s %s\t%s\t%s %s\t%s\t%s", d.ID, g.kind, g.value, d.Slice(g.Span), t.Kind, t.Value, d.Slice(t.Span), t.Reason)
		}
	}
	for j, t := range d.Times {
		if !used[j] && t.Span.Start < end {
			counted.System++
			r.differ(keep, "%s\textra\t%s %s\t%s", d.ID, t.Kind, t.Value, d.Slice(t.Span))
		}
	}
	for _, f := range []*F1{&r.Strict, &r.Relaxed, &r.Type, &r.Value} {
		f.Gold += counted.Gold
		f.System += counted.System
	}
}

func (r *TimesReport) differ(keep int, format string, args ...any) {
	if len(r.Diffs) < keep {
		r.Diffs = append(r.Diffs, fmt.Sprintf(format, args...))
	}
}

// pairTimes gives each gold expression the system's of the same span, else the unused one that shares most with it, or -1.
func pairTimes(gold []timex, times []text.Time, used []bool) []int {
	pairs := make([]int, len(gold))
	for i, g := range gold {
		pairs[i] = -1
		for j, t := range times {
			if t.Span == g.Span && !used[j] {
				pairs[i], used[j] = j, true
			}
		}
	}
	for i, g := range gold {
		if pairs[i] >= 0 {
			continue
		}
		if j := bestOverlap(g.Span, times, used); j >= 0 {
			pairs[i], used[j] = j, true
		}
	}
	return pairs
}

// bestOverlap is the unused time that shares most with the span, or -1.
func bestOverlap(s text.Span, times []text.Time, used []bool) int {
	best, most := -1, 0
	for j, t := range times {
		if shared := min(s.End, t.Span.End) - max(s.Start, t.Span.Start); !used[j] && shared > most {
			best, most = j, shared
		}
	}
	return best
}

// sameValue compares TIMEX3 values; a final Z (UTC) is let pass.
func sameValue(a, b string) bool {
	return strings.TrimSuffix(a, "Z") == strings.TrimSuffix(b, "Z") && a != ""
}
