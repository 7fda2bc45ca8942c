package when

import (
	"testing"

	"dateline/text"
)

// TestWhichMonday: the verb or the noun that a day belongs to says on which side of the day of writing it lies.
func TestWhichMonday(t *testing.T) {
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
		{[]word{{"They", "PRON", "", "nsubj", 3}, {"are", "AUX", "Tense=Pres|VerbForm=Fin", "aux", 3}, {"to", "PART", "", "mark", 3},
			{"arrive", "VERB", "VerbForm=Inf", "root", -1}, {"on", "ADP", "", "case", 5}, {"Sunday", "PROPN", "", "obl", 3}}, "2015-08-16"},
		{[]word{{"It", "PRON", "", "nsubj:pass", 3}, {"may", "AUX", "VerbForm=Fin", "aux", 3}, {"be", "AUX", "VerbForm=Inf", "aux:pass", 3},
			{"held", "VERB", "Tense=Past|VerbForm=Part", "root", -1}, {"on", "ADP", "", "case", 5}, {"Friday", "PROPN", "", "obl", 3}}, "2015-08-14"},
		{[]word{{"Students", "NOUN", "", "nsubj", 1}, {"called", "VERB", "Tense=Past|VerbForm=Fin", "root", -1}, {"a", "DET", "", "det", 3},
			{"boycott", "NOUN", "", "obj", 1}, {"for", "ADP", "", "case", 5}, {"Monday", "PROPN", "", "nmod", 3}}, "2015-08-17"},
		{[]word{{"He", "PRON", "", "nsubj", 1}, {"agreed", "VERB", "Tense=Pres|VerbForm=Fin", "root", -1}, {"on", "ADP", "", "case", 3},
			{"Monday", "PROPN", "", "obl", 1}, {"to", "PART", "", "mark", 5}, {"leave", "VERB", "VerbForm=Inf", "xcomp", 1}}, "2015-08-10"},
		{[]word{{"He", "PRON", "", "nsubj", 1}, {"agreed", "VERB", "Tense=Past|VerbForm=Fin", "root", -1}, {"to", "PART", "", "mark", 3},
			{"leave", "VERB", "VerbForm=Inf", "xcomp", 1}, {"on", "ADP", "", "case", 5}, {"Monday", "PROPN", "", "obl", 3}}, "2015-08-17"},
		{[]word{{"It", "PRON", "", "nsubj", 1}, {"seeks", "VERB", "Tense=Pres|VerbForm=Fin", "root", -1}, {"men", "NOUN", "", "obj", 1}, {"for", "ADP", "", "case", 5},
			{"the", "DET", "", "det", 5}, {"attack", "NOUN", "", "nmod", 2}, {"of", "ADP", "", "case", 7}, {"Monday", "PROPN", "", "nmod", 5}}, "2015-08-10"},
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
