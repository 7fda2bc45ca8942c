package coding

import (
	"strings"
	"testing"

	"dateline/event"
	"dateline/text"
)

// TestBetween holds what a pair has to do with each other by the grammar alone: who does it and who undergoes it matters, and a refusal counts for more
// than what is refused.
func TestBetween(t *testing.T) {
	book, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	c := New(book, byForm{}, event.CoderVersion{})
	seen := 0
	for _, d := range grammarDocuments(t, book) {
		for _, w := range []struct{ text, source, target, want string }{
			{"The government accused the rebels of shelling the market.", "government", "rebels", "ACCUSE"},
			{"The government accused the rebels of shelling the market.", "rebels", "market", "ASSAULT"},
			{"The village was shelled by the army.", "army", "village", "ASSAULT"},
			{"The prime minister refused to resign.", "prime minister", "", "REJECT"},
			{"The minister demanded that the rebels release the hostages.", "minister", "rebels", "REQUEST"},
			{"The minister demanded that the rebels release the hostages.", "rebels", "hostages", "RETREAT"},
		} {
			if d.Text != w.text {
				continue
			}
			seen++
			deeds := c.Between(d, spanOf(d, w.source), spanOf(d, w.target))
			if len(deeds) == 0 || deeds[0].Type != w.want {
				t.Errorf("%s: between %q and %q %v, want %s", w.text, w.source, w.target, deeds[:min(3, len(deeds))], w.want)
			}
			sum := 0.0
			for _, x := range deeds {
				sum += x.P
			}
			if sum < 0.999 || sum > 1.001 {
				t.Errorf("%s: the shares sum to %f", w.text, sum)
			}
		}
	}
	if seen != 6 {
		t.Errorf("%d of 6 pairs are in testdata/grammar.conllu", seen)
	}
}

// spanOf is the span of a phrase in a document's text; empty for none.
func spanOf(d *text.Document, phrase string) text.Span {
	i := strings.Index(d.Text, phrase)
	if phrase == "" || i < 0 {
		return text.Span{}
	}
	return text.Span{Start: len([]rune(d.Text[:i])), End: len([]rune(d.Text[:i])) + len([]rune(phrase))}
}
