package when

import (
	"testing"

	"dateline/text"
)

// TestDaysOfWhatIsCondemnedLieInThePast: a verb in the present does not send the day of its object to the future.
func TestDaysOfWhatIsCondemnedLieInThePast(t *testing.T) {
	type word struct {
		form, upos, feats, rel string
		head                   int
	}
	for _, c := range []struct {
		words []word
		want  string
	}{
		{[]word{{"Spain", "PROPN", "", "nsubj", 1}, {"condemns", "VERB", "Tense=Pres|VerbForm=Fin", "root", -1}, {"the", "DET", "", "det", 3},
			{"attack", "NOUN", "", "obj", 1}, {"on", "ADP", "", "case", 5}, {"Monday", "PROPN", "", "nmod", 3}}, "2015-08-10"},
		{[]word{{"Video", "NOUN", "", "nsubj", 1}, {"shows", "VERB", "Tense=Pres|VerbForm=Fin", "root", -1}, {"Friday", "PROPN", "", "nmod:poss", 4},
			{"'s", "PART", "", "case", 2}, {"massacre", "NOUN", "", "obj", 1}}, "2015-08-07"},
		{[]word{{"Leaders", "NOUN", "", "nsubj", 1}, {"meet", "VERB", "Tense=Pres|VerbForm=Fin", "root", -1}, {"on", "ADP", "", "case", 3},
			{"Monday", "PROPN", "", "obl", 1}}, "2015-08-17"},
	} {
		a := text.Article{Published: "2015-08-13"} // a Thursday
		s := text.Sentence{}
		for _, w := range c.words {
			if a.Text != "" {
				a.Text += " "
			}
			start := len([]rune(a.Text))
			a.Text += w.form
			s.Tokens = append(s.Tokens, text.Token{Span: text.Span{Start: start, End: start + len([]rune(w.form))}, Form: w.form, Lemma: w.form,
				UPOS: w.upos, Feats: w.feats, Deprel: w.rel, Head: w.head})
		}
		s.End = len([]rune(a.Text))
		d := text.NewDocument(a)
		d.Sentences = []text.Sentence{s}
		if err := New().Process(d); err != nil {
			t.Fatal(err)
		}
		if len(d.Times) != 1 || d.Times[0].Start != c.want {
			t.Errorf("%q: %+v, want %s", a.Text, d.Times, c.want)
		}
	}
}
