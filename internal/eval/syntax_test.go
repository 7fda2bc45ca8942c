package eval

import (
	"strings"
	"testing"

	"dateline/internal/nlp/token"
	"dateline/text"
)

// flat tags every word NOUN and hangs it on the first.
type flat struct{}

func (flat) Name() string           { return "flat" }
func (flat) Requires() []text.Layer { return []text.Layer{text.LayerSentences} }
func (flat) Adds() []text.Layer     { return []text.Layer{text.LayerSyntax} }
func (flat) Process(d *text.Document) error {
	for _, s := range d.Sentences {
		for i := range s.Tokens {
			k := &s.Tokens[i]
			k.UPOS, k.Lemma, k.Feats, k.Head, k.Deprel = "NOUN", strings.ToLower(k.Form), "_", 0, "obj"
		}
		s.Tokens[0].Head, s.Tokens[0].Deprel = text.Root, "root"
	}
	return nil
}

const twoSentences = `# newdoc id = a
# text = Guards left Homs.
1	Guards	guard	NOUN	_	Number=Plur	2	nsubj	_	_
2	left	leave	VERB	_	_	0	root	_	_
3	Homs	Homs	PROPN	_	_	2	obj	_	SpaceAfter=No
4	.	.	PUNCT	_	_	2	punct	_	_

# text = Stop shooting now
1	Stop	stop	VERB	_	_	0	root	_	_
2	shooting	shooting	NOUN	_	_	1	obj:x	_	_
3	now	now	ADV	_	_	1	advmod	_	_

`

func TestSyntaxCounts(t *testing.T) {
	r, err := Syntax(strings.NewReader(twoSentences), "two", SyntaxOptions{Split: token.New(), Parse: flat{}})
	if err != nil {
		t.Fatal(err)
	}
	want := SyntaxScores{Words: F1{7, 7, 7}, UPOS: F1{7, 7, 2}, Feats: F1{7, 7, 6}, Lemma: F1{7, 7, 4}, UAS: F1{7, 7, 3}, LAS: F1{7, 7, 2}, LASSubtypes: F1{7, 7, 1}}
	if r.Gold != want {
		t.Errorf("gold words\n got %+v\nwant %+v", r.Gold, want)
	}
	if r.Raw.Words != (F1{7, 7, 7}) || r.Raw.UPOS != want.UPOS {
		t.Errorf("raw text %+v", r.Raw)
	}
	if !strings.Contains(r.Table(), "LAS with subtypes") {
		t.Error("no table")
	}
}

// Gold against itself is right everywhere.
func TestSyntaxOfGold(t *testing.T) {
	f := treebank(t, "gum/en_gum-dev.free.conllu", "")
	r, err := Syntax(f, "gum", SyntaxOptions{Parse: flat{}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Gold.Words.F1() != 1 {
		t.Errorf("the gold's words against themselves: %v", r.Gold.Words)
	}
}
