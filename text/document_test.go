package text

import (
	"strings"
	"testing"
)

func TestSliceCountsCodePointsAndStaysInBounds(t *testing.T) {
	d := NewDocument(Article{Text: "Aš 🚀 ok"})
	for _, c := range []struct {
		span Span
		want string
	}{{Span{0, 2}, "Aš"}, {Span{3, 4}, "🚀"}, {Span{5, 99}, "ok"}, {Span{-3, 1}, "A"}, {Span{4, 2}, ""}, {Span{50, 60}, ""}} {
		if got := d.Slice(c.span); got != c.want {
			t.Errorf("Slice(%v) = %q, want %q", c.span, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	a, b, c := Span{0, 4}, Span{4, 6}, Span{1, 3}
	if a.Overlaps(b) || !a.Overlaps(c) || !a.Contains(c) || c.Contains(a) || a.Len() != 4 {
		t.Error("half-open spans that touch do not overlap; one within another does")
	}
}

// stage is a stage of a test's chain.
type stage struct {
	name        string
	needs, adds []Layer
}

func (s stage) Name() string            { return s.name }
func (s stage) Requires() []Layer       { return s.needs }
func (s stage) Adds() []Layer           { return s.adds }
func (s stage) Process(*Document) error { return nil }

func TestCheckChain(t *testing.T) {
	split := stage{"split", nil, []Layer{LayerSentences}}
	parse := stage{"parse", []Layer{LayerSentences}, []Layer{LayerSyntax}}
	for _, c := range []struct {
		chain []Stage
		want  string // in the error; empty for none
	}{
		{[]Stage{split, parse}, ""},
		{[]Stage{parse, split}, `parse needs the layer "sentences"`},
		{[]Stage{split, parse, split}, `split adds the layer "sentences", which stage split added already`},
	} {
		err := CheckChain(c.chain)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("CheckChain = %v, want %q", err, c.want)
		}
	}
}
