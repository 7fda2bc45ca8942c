package coding

import (
	"cmp"
	"fmt"
	"slices"

	"dateline/text"
)

// Consideration is a word that was weighed as an event and passed over, or a sentence in which no word was, and why.
type Consideration struct {
	Sentence text.Span `json:"sentence"`
	Word     text.Span `json:"word"`   // the empty span at the sentence's start where no word was weighed
	Type     string    `json:"event"`  // what it would have been; "" where no word was weighed
	Belief   float64   `json:"belief"` // the language engine's probability that it is an event
	Why      string    `json:"why"`
}

// Considered says, for each sentence without a report, why it has none, in the order of the text.
func (c *Coder) Considered(doc *text.Document) []Consideration {
	var passed []Consideration
	r := c.read(doc, &passed)
	silent := map[text.Span]bool{}
	for i := range doc.Sentences {
		silent[doc.Sentences[i].Span] = true
	}
	for _, p := range passed {
		delete(silent, p.Sentence)
	}
	for _, m := range r.mentions {
		span := doc.Sentences[m.sentence].Span
		delete(silent, span)
		passed = slices.DeleteFunc(passed, func(p Consideration) bool { return p.Sentence == span })
	}
	for span := range silent {
		passed = append(passed, Consideration{Sentence: span, Word: text.Span{Start: span.Start, End: span.Start},
			Why: "the codebook lists no word of it, and the language engine sees no event in it"})
	}
	slices.SortFunc(passed, func(a, b Consideration) int { return cmp.Compare(a.Word.Start, b.Word.Start) })
	return passed
}

// pass notes that a mention is passed over, where somebody asks.
func (r *reading) pass(m *mention, format string, args ...any) {
	if r.passed == nil {
		return
	}
	*r.passed = append(*r.passed, Consideration{Sentence: r.doc.Sentences[m.sentence].Span, Word: r.triggerSpan(r.trees[m.sentence], m.token),
		Type: m.kind, Belief: m.p, Why: fmt.Sprintf(format, args...)})
}

// passAll notes that a whole sentence is passed over, where somebody asks.
func (r *reading) passAll(sentence int, why string) {
	if span := r.doc.Sentences[sentence].Span; r.passed != nil {
		*r.passed = append(*r.passed, Consideration{Sentence: span, Word: text.Span{Start: span.Start, End: span.Start}, Why: why})
	}
}
