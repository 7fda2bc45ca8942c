package coding

import (
	"strings"
	"testing"

	"dateline/text"
)

// TestWholeAndPart holds which numbers count nobody of their own: those of all whom another counts a part, and parts of what another has counted.
func TestWholeAndPart(t *testing.T) {
	for _, c := range []struct {
		words  string
		counts []string // the counted phrases
		want   string   // those left
	}{
		{"Seven of the 11 detainees were freed", []string{"Seven", "11 detainees"}, "Seven"},
		{"Seven of 11 detainees were freed", []string{"Seven", "11 detainees"}, "Seven"},
		{"Five people , three of them children , died", []string{"Five people", "three"}, "Five people"},
		{"Police freed seven and held 11 detainees", []string{"seven", "11 detainees"}, "seven; 11 detainees"},
		{"Hundreds of 11 towns fled", []string{"Hundreds"}, "Hundreds"},
	} {
		d := text.NewDocument(text.Article{Text: c.words})
		s := text.Sentence{}
		at := 0
		for _, w := range strings.Fields(c.words) {
			s.Tokens = append(s.Tokens, text.Token{Span: text.Span{Start: at, End: at + len(w)}, Form: w, Lemma: strings.ToLower(w), UPOS: tagOf(w), Head: -1})
			at += len(w) + 1
		}
		d.Sentences = []text.Sentence{s}
		for _, phrase := range c.counts {
			i := strings.Index(c.words, phrase)
			d.Counts = append(d.Counts, text.Count{Span: text.Span{Start: i, End: i + len(phrase)}, Unit: "people"})
		}
		tr := newTree(&d.Sentences[0])
		r := &reading{doc: d, trees: []*tree{tr}}
		var left []string
		for k := range d.Counts {
			if n := &d.Counts[k]; !partOfTotal(tr, n) && !r.wholeOf(tr, n) {
				left = append(left, d.Slice(n.Span))
			}
		}
		if got := strings.Join(left, "; "); got != c.want {
			t.Errorf("%s: %q is left, want %q", c.words, got, c.want)
		}
	}
}

func tagOf(word string) string {
	if word == "the" {
		return "DET"
	}
	return "X"
}
