package coding

import (
	"strings"
	"testing"

	"dateline/event"
)

// TestEverySentenceIsCodedOrTellsWhyNot: no sentence of the grammar's documents is without a report and without a reason.
func TestEverySentenceIsCodedOrTellsWhyNot(t *testing.T) {
	book, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	coder := New(book, byForm{}, event.CoderVersion{})
	for _, doc := range grammarDocuments(t, book) {
		reports, passed := coder.Code(doc), coder.Considered(doc)
		for i := range doc.Sentences {
			span, has := doc.Sentences[i].Span, 0
			for _, r := range reports {
				if r.Evidence.Sentence == span {
					has++
				}
			}
			for _, p := range passed {
				if p.Sentence == span {
					has++
				}
				if p.Word.Start < p.Sentence.Start || p.Word.End > p.Sentence.End || p.Why == "" {
					t.Errorf("%q: %+v", doc.Slice(span), p)
				}
			}
			if has == 0 {
				t.Errorf("%q has neither report nor reason", doc.Slice(span))
			}
		}
	}
}

// TestConsideredNamesTheLack: a word that the engine hardly believes in says how much belief it lacks.
func TestConsideredNamesTheLack(t *testing.T) {
	book, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	coder := New(book, byForm{}, event.CoderVersion{})
	doc := grammarDocuments(t, book)[0]
	for i := range doc.Sentences {
		for k := range doc.Sentences[i].Triggers {
			doc.Sentences[i].Triggers[k].None = 0.99
		}
	}
	passed := coder.Considered(doc)
	if len(passed) == 0 || len(coder.Code(doc)) > 0 {
		t.Fatalf("%d passed over, %d coded of words hardly believed in", len(passed), len(coder.Code(doc)))
	}
	for _, p := range passed {
		if p.Type != "" && !strings.Contains(p.Why, "needs a probability") {
			t.Errorf("%+v", p)
		}
	}
}
